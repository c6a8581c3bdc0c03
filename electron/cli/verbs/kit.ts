/** create, kit renew, kit test: the recovery kit. With `unlock --words` the only verbs that handle recovery words. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import { appState, openIfAsked, withBridge, withOpenVault } from "#cli/app-state.ts";
import type { Verb } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { targetFile } from "#cli/files.ts";
import type { KitFile } from "#cli/kit-words.ts";
import { askBack, showWords } from "#cli/kit-words.ts";
import { tap } from "#cli/tap.ts";

/** Where the kit is saved as a PDF. */
export interface KitOptions {
  readonly pdf?: string;
  readonly force?: boolean;
}

const pdfTarget = ({ pdf, force }: KitOptions): Result<KitFile, AppError> =>
  pdf === undefined ? ok(null) : targetFile(pdf, force === true);

/** create: makes a vault by a tap, shows its 24 words and asks three of them back on stdin. */
export const create: Verb<[options: KitOptions]> = (context, options) =>
  withBridge(context, async (bridge) => {
    const target = pdfTarget(options);
    if (!target.ok) return target;
    const state = await appState(bridge);
    if (state.vaultError !== null) return err(state.vaultError);
    const made = await tap(bridge, "create", context.options, context.output);
    if (!made.ok) return made;
    const asked = await showWords(context, bridge, target.value);
    if (!asked.ok) return asked;
    const confirmed = await askBack(context, bridge, asked.value);
    if (!confirmed.ok) return confirmed;
    if (confirmed.value === null) return fail("vault.unfinished");
    context.output.progress("Your vault is ready.");
    return ok(exitCodes.ok);
  });

/** kit renew: new words in the place of the former ones, which count until three new ones were given back. */
export const renewKit: Verb<[options: KitOptions]> = (context, options) =>
  withOpenVault(context, async (bridge) => {
    const target = pdfTarget(options);
    if (!target.ok) return target;
    const renewed = await bridge.call("recovery.renew", {});
    if (!renewed.ok) return renewed;
    const asked = await showWords(context, bridge, target.value);
    const confirmed = asked.ok ? await askBack(context, bridge, asked.value) : asked;
    if (confirmed.ok && confirmed.value !== null) {
      context.output.progress("From now on only these words open the vault.");
      return ok(exitCodes.ok);
    }
    const dropped = await bridge.call("recovery.cancelRenewal", {});
    if (!dropped.ok) return dropped;
    context.output.progress("The former words still count; these do not.");
    return confirmed.ok ? fail("task.cancelled") : confirmed;
  });

/** kit test: whether the words on stdin would open the vault. */
export const testKit: Verb<[]> = async (context) => {
  const words = await context.input.secret("Recovery words: ");
  return withBridge(context, async (bridge) => {
    const tested = await openIfAsked(context, bridge, () =>
      bridge.call("slots.test", { kind: "recovery", words }),
    );
    if (!tested.ok) return tested;
    context.output.answer({ opens: true, ...tested.value }, "These words open the vault.");
    return ok(exitCodes.ok);
  });
};
