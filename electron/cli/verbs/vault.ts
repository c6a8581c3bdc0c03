/** scan, create, unlock, lock: the tap and what it opens. `create` and `unlock --words` are the only verbs that handle recovery words. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { appError, fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import { appState } from "#cli/app-state.ts";
import type { CliBridge } from "#cli/bridge.ts";
import { openAgentBridge } from "#cli/bridge.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { isInteractive, openLines, promptHidden, readAllInput } from "#cli/input.ts";
import { tap } from "#cli/tap.ts";

const withBridge = async (
  context: VerbContext,
  use: (bridge: CliBridge) => Promise<Result<number, AppError>>,
): Promise<number> => {
  const bridge = await context.openBridge();
  if (!bridge.ok) return context.output.failure(bridge.error);
  try {
    const used = await use(bridge.value);
    return used.ok ? used.value : context.output.failure(used.error);
  } finally {
    await bridge.value.close();
  }
};

/** scan: proves that a chip is there, and says which kind and how long it took. Opens nothing. */
export const scan: Verb<[]> = (context) =>
  withBridge(context, async (bridge) => {
    const startedAt = performance.now();
    const done = await tap(bridge, "session", context.options, context.output);
    if (!done.ok) return done;
    const { session, profile } = await appState(bridge);
    const tookMs = Math.round(performance.now() - startedAt);
    context.output.answer(
      {
        proven: true,
        chipKind: done.value.chipKind,
        readerName: done.value.readerName,
        flow: profile.presence,
        sessionEndsAt: session?.expiresAt ?? null,
        tookMs,
      },
      `Proven: ${done.value.chipKind ?? "chip"} on ${done.value.readerName ?? "the reader"} (${tookMs} ms)`,
    );
    return ok(exitCodes.ok);
  });

const askBack = async (
  context: VerbContext,
  bridge: CliBridge,
  positions: readonly number[],
): Promise<Result<number, AppError>> => {
  const lines = openLines();
  const answers: { position: number; word: string }[] = [];
  for (const position of positions) {
    context.output.progress(`Word ${position}?`);
    const word = await lines.next();
    if (word === null) break;
    answers.push({ position, word: word.trim().toLowerCase() });
  }
  lines.close();
  if (answers.length < positions.length) return fail("vault.unfinished");
  const confirmed = await bridge.call("recovery.confirm", { answers });
  if (!confirmed.ok) return confirmed;
  context.output.progress("Your vault is ready.");
  return ok(exitCodes.ok);
};

const showWords = async (
  context: VerbContext,
  bridge: CliBridge,
): Promise<Result<readonly number[], AppError>> => {
  const words = await bridge.call("recovery.show", {});
  if (!words.ok) return words;
  const asked = await bridge.call("recovery.ask", {});
  if (!asked.ok) return asked;
  context.output.progress("Write these 24 words down. They open the vault without chip and computer.");
  const numbered = words.value.words.map((word, index) => `${String(index + 1).padStart(2)} ${word}`);
  context.output.answer({ words: words.value.words, ask: asked.value.positions }, numbered.join("\n"));
  return ok(asked.value.positions);
};

/** create: makes a vault by a tap, shows its 24 words and asks three of them back on stdin. */
export const create: Verb<[]> = (context) =>
  withBridge(context, async (bridge) => {
    const state = await appState(bridge);
    if (state.vaultError !== null) return err(state.vaultError);
    const made = await tap(bridge, "create", context.options, context.output);
    if (!made.ok) return made;
    const asked = await showWords(context, bridge);
    return asked.ok ? askBack(context, bridge, asked.value) : asked;
  });

const startAgent = async (context: VerbContext, minutes: number): Promise<Result<CliBridge, AppError>> => {
  const { profile } = context.options;
  const program = process.argv[1];
  if (program === undefined) return err(appError("internal"));
  const child = spawn(
    process.execPath,
    [program, "--profile", resolve(profile), "agent", "--minutes", String(minutes)],
    { detached: true, stdio: "ignore" },
  );
  child.unref();
  const endsAt = performance.now() + 10_000;
  while (performance.now() < endsAt) {
    const bridge = await openAgentBridge(profile);
    if (bridge !== null) return ok(bridge);
    await new Promise((wake) => setTimeout(wake, 40));
  }
  return err(appError("internal", { agent: "did not start" }));
};

const openWith = async (
  context: VerbContext,
  bridge: CliBridge,
  useWords: boolean,
): Promise<Result<unknown, AppError>> => {
  const state = await appState(bridge);
  if (state.vaultError !== null) return err(state.vaultError);
  if (state.vault === "none") return fail("vault.none");
  if (state.vault === "unlocked") return ok(undefined);
  if (!useWords) return tap(bridge, "unlock", context.options, context.output);
  const words = isInteractive() ? await promptHidden("Recovery words: ") : await readAllInput();
  return bridge.call("vault.unlockWithWords", { words });
};

/** unlock: opens the vault and leaves an agent that keeps it open for a while, so that other verbs need no tap. */
export const unlock: Verb<[options: { minutes: number; words?: boolean }]> = async (context, options) => {
  const running = await openAgentBridge(context.options.profile);
  const bridge = running === null ? await startAgent(context, options.minutes) : ok(running);
  if (!bridge.ok) return context.output.failure(bridge.error);
  const opened = await openWith(context, bridge.value, options.words === true);
  const state = await appState(bridge.value);
  if (!opened.ok || state.vault !== "unlocked") bridge.value.stopAgent();
  await bridge.value.close();
  if (!opened.ok) return context.output.failure(opened.error);
  if (state.vault !== "unlocked") return context.output.failure(appError("vault.unfinished"));
  context.output.answer(
    { unlocked: true, minutes: options.minutes },
    `Open for ${options.minutes} idle minutes.`,
  );
  return exitCodes.ok;
};

/** lock: wipes the keys and ends the agent. */
export const lock: Verb<[]> = async (context) => {
  const bridge = await openAgentBridge(context.options.profile);
  if (bridge !== null) {
    await bridge.call("vault.lock", {});
    bridge.stopAgent();
    await bridge.close();
  }
  context.output.answer({ locked: true }, "Locked.");
  return exitCodes.ok;
};
