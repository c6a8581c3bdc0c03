/** Who may talk to main: the main frame of our own window, showing our own page. Knows nothing else. */

/** What the sender check needs to know of a message; a subset of Electron's event. */
export interface Sender {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Whether a message comes from the main frame of our own window, showing our own page. */
export const isTrustedSender = (
  event: Sender,
  windowId: number | null,
  origins: readonly string[],
): boolean => {
  const frame = event.senderFrame;
  if (windowId === null || event.sender.id !== windowId || frame?.parent !== null) return false;
  return URL.canParse(frame.url) && origins.some((origin) => frame.url.startsWith(`${origin}/`));
};
