/** The command line inside Electron's process, without a display, as an installed copy runs it. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { CliProfile } from "#test/support/cli.ts";
import { createCliProfile } from "#test/support/cli.ts";

let profile: CliProfile;

beforeEach(() => {
  profile = createCliProfile({ isInElectron: true, env: { DISPLAY: undefined, WAYLAND_DISPLAY: undefined } });
});
afterEach(() => profile.dispose());

it("makes a vault, leaves an agent of its own kind, and keeps and shows an entry", async () => {
  await profile.create();
  expect(await profile.run(["--json", "unlock"])).toMatchObject({ code: 0, stderr: "" });
  expect(await profile.run(["set", "Harbour library", "--username", "ada"], "correct horse")).toMatchObject({
    code: 0,
  });
  const shown = await profile.run(["get", "Harbour library", "--field", "password"]);
  expect(shown).toMatchObject({ code: 0, stdout: "correct horse\n", stderr: "" });
});

it("ends with the documented exit codes and is quiet on stderr", async () => {
  expect(await profile.run(["--version"])).toMatchObject({ code: 0, stderr: "" });
  expect(await profile.run(["--json", "list"])).toMatchObject({ code: 3, stderr: "" });
  expect((await profile.run(["no-such-verb"])).code).toBe(2);
});

it("stops at Ctrl-C, says so with its exit code, and leaves nothing half-done", async () => {
  await profile.create();
  await profile.run(["unlock"]);
  await profile.run(["set", "Holder"], "x");
  const large = join(profile.dir, "large.bin");
  writeFileSync(large, randomBytes(50_000_000));
  const stopped = await profile.interrupt(["attach", "Holder", large], "large.bin: ");
  expect(stopped.code).toBe(130);
  const kept = await profile.run(["--json", "attachments", "Holder"]);
  expect(kept.json()).toEqual([]);
});
