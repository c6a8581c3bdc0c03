/**
 * Under npm a script is the grandchild of npm: a shell stands between, and a request to end that is
 * sent to npm ends the shell and npm alone. So the script watches its parent and asks itself to end.
 */
// @ts-check

const POLL_MS = 300;

/** Has this process receive SIGTERM when it was started by npm and its parent is gone. */
export function endWithParent() {
  if (process.platform === "win32" || !process.env["npm_lifecycle_event"]) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, POLL_MS);
  timer.unref();
}
