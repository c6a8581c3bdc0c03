/** scan, unlock, lock: the tap and what it opens, and the agent that keeps it open. */
import { spawn } from "node:child_process";
import { parse } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { appError, fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import { appState, withBridge } from "#cli/app-state.ts";
import type { CliBridge } from "#cli/bridge.ts";
import { openAgentBridge } from "#cli/bridge.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { tap } from "#cli/tap.ts";

/** The contract takes no more; 24 words have at most 215 characters. */
const maxWordsChars = 1_000;

/** A computer that is busy takes its time to start a program. */
const agentStartMs = 20_000;

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

/** An agent that cannot work says nothing to anybody; a core of our own meets what is in its way. */
const whyNoAgent = async (context: VerbContext): Promise<AppError> => {
  const bridge = await context.openBridge();
  if (!bridge.ok) return bridge.error;
  const { vaultError } = await appState(bridge.value);
  await bridge.value.close();
  return vaultError ?? appError("internal", { agent: "did not start" });
};

const startAgent = async (context: VerbContext, minutes: number): Promise<Result<CliBridge, AppError>> => {
  const { profile } = context.options;
  const child = spawn(
    process.execPath,
    [...context.own, "--profile", profile, "agent", "--minutes", String(minutes)],
    // Where this call was made may be a stick that is to be taken out.
    { detached: true, stdio: "ignore", cwd: parse(profile).root },
  );
  // A program that is not there, as in the middle of an upgrade, counts as one that has ended.
  child.on("error", () => undefined).unref();
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const endsAt = performance.now() + agentStartMs;
  for (;;) {
    // One that ended may have left the place to another, which then answers.
    const isLastLook = hasEnded() || performance.now() > endsAt;
    const bridge = await openAgentBridge(profile);
    if (bridge !== null) return ok(bridge);
    if (isLastLook) return err(await whyNoAgent(context));
    await new Promise((wake) => setTimeout(wake, 40));
  }
};

/** How `unlock` opens the vault: by a tap unless one of these is chosen. */
export interface UnlockOptions {
  readonly minutes: number;
  readonly words?: boolean;
  readonly passphrase?: boolean;
}

const openWith = async (
  context: VerbContext,
  bridge: CliBridge,
  options: UnlockOptions,
): Promise<Result<unknown, AppError>> => {
  const state = await appState(bridge);
  if (state.vaultError !== null) return err(state.vaultError);
  if (state.vault === "none") return fail("vault.none");
  if (state.vault === "unlocked") return ok(undefined);
  if (options.words === true) {
    const words = await context.input.secret("Recovery words: ");
    return bridge.call("vault.unlockWithWords", { words: words.slice(0, maxWordsChars) });
  }
  if (options.passphrase !== true) return tap(bridge, "unlock", context.options, context.output);
  const passphrase = await context.input.secret("Passphrase: ");
  if (passphrase === "") return fail("passphrase.wrong");
  return bridge.call("vault.unlockWithPassphrase", { passphrase });
};

/** unlock: opens the vault and leaves an agent that keeps it open for a while, so that other verbs need no tap. */
export const unlock: Verb<[options: UnlockOptions]> = async (context, options) => {
  const running = await openAgentBridge(context.options.profile);
  const bridge = running === null ? await startAgent(context, options.minutes) : ok(running);
  if (!bridge.ok) return context.output.failure(bridge.error);
  const opened = await openWith(context, bridge.value, options);
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
