/** passphrase: sets, replaces, tries or removes it. It comes from stdin or a hidden prompt. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import { openIfAsked, withBridge, withOpenVault } from "#cli/app-state.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { slotsOf } from "./slots.ts";

const removePassphrase = (context: VerbContext): Promise<number> =>
  withOpenVault(context, async (bridge) => {
    const listed = await slotsOf(bridge);
    if (!listed.ok) return listed;
    const slot = listed.value.find(({ kind }) => kind === "passphrase");
    if (slot === undefined) return fail("slot.not-found");
    const removed = await bridge.call("slots.remove", { slotId: slot.slotId, rotate: false });
    if (!removed.ok) return removed;
    context.output.answer({ slotId: slot.slotId }, "No passphrase opens the vault any more.");
    return ok(exitCodes.ok);
  });

const testPassphrase = async (context: VerbContext): Promise<number> => {
  const passphrase = await context.input.secret("Passphrase: ");
  if (passphrase === "") return context.output.usage("give the passphrase on stdin");
  return withBridge(context, async (bridge) => {
    const tested = await openIfAsked(context, bridge, () =>
      bridge.call("slots.test", { kind: "passphrase", passphrase }),
    );
    if (!tested.ok) return tested;
    context.output.answer({ opens: true, ...tested.value }, "This passphrase opens the vault.");
    return ok(exitCodes.ok);
  });
};

const setPassphrase = async (context: VerbContext): Promise<number> => {
  const passphrase = await context.input.newSecret("New passphrase: ");
  if (passphrase === null) return context.output.usage("The two passphrases differ.");
  if (passphrase === "") return context.output.usage("give the passphrase on stdin");
  return withOpenVault(context, async (bridge) => {
    const set = await bridge.call("slots.setPassphrase", { passphrase });
    if (!set.ok) return set;
    context.output.answer({ set: true }, "This passphrase now opens the vault.");
    return ok(exitCodes.ok);
  });
};

/** passphrase: sets or replaces it; --test tries one, --remove takes it away. */
export const passphrase: Verb<[options: { test?: boolean; remove?: boolean }]> = (context, options) => {
  if (options.remove === true) return removePassphrase(context);
  return options.test === true ? testPassphrase(context) : setPassphrase(context);
};
