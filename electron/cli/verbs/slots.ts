/** slots, slots rename, slots rm, slots add-chip, rotate: the ways into the vault. */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { SlotView } from "#contract/views.ts";
import { withOpenVault } from "#cli/app-state.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { columns, oneLine, timeText } from "#cli/output.ts";
import { tap } from "#cli/tap.ts";
import { createMeter } from "#cli/tasks.ts";
import { until } from "#cli/until.ts";

const idChars = 8;

const kinds: Readonly<Record<SlotView["kind"], string>> = {
  "chip-and-computer": "chip and computer",
  recovery: "recovery kit",
  "computer-with-presence": "computer, tap proves presence",
  passphrase: "passphrase",
};

const nameOf = (slot: SlotView): string => (slot.label === "" ? kinds[slot.kind] : slot.label);

const line = (slot: SlotView): string =>
  columns(
    slot.slotId.slice(0, idChars),
    kinds[slot.kind],
    slot.label,
    timeText(slot.createdAt),
    slot.isThisComputer === true ? "this computer" : slot.isThisComputer === false ? "another computer" : "",
  ).trimEnd();

/** Every way in. */
export const slotsOf = async (bridge: Bridge): Promise<Result<readonly SlotView[], AppError>> => {
  const listed = await bridge.call("slots.list", {});
  return listed.ok ? ok(listed.value.slots) : listed;
};

/** The slot with this id, a beginning of its id, or this label. */
const find = async (bridge: Bridge, name: string): Promise<Result<SlotView, AppError>> => {
  const slots = await slotsOf(bridge);
  if (!slots.ok) return slots;
  const wanted = name.toLowerCase();
  const isPrefix = /^[0-9a-f]{4,32}$/.test(wanted);
  const named = slots.value.filter((slot) => slot.label.toLowerCase() === wanted);
  const byId = isPrefix ? slots.value.filter((slot) => slot.slotId.startsWith(wanted)) : [];
  const found = byId.length > 0 ? byId : named;
  const [slot] = found;
  return slot === undefined || found.length > 1
    ? fail("slot.not-found", { matches: found.length })
    : ok(slot);
};

/** slots: every way in. */
export const slots: Verb<[]> = (context) =>
  withOpenVault(context, async (bridge) => {
    const listed = await slotsOf(bridge);
    if (!listed.ok) return listed;
    context.output.answer(listed.value, listed.value.map(line).join("\n"));
    return ok(exitCodes.ok);
  });

/** slots rename ID LABEL. */
export const renameSlot: Verb<[name: string, label: string]> = (context, name, label) =>
  withOpenVault(context, async (bridge) => {
    const slot = await find(bridge, name);
    if (!slot.ok) return slot;
    const { slotId } = slot.value;
    const renamed = await bridge.call("slots.rename", { slotId, label });
    if (!renamed.ok) return renamed;
    context.output.answer({ slotId, label }, `Named ${kinds[slot.value.kind]} ${oneLine(label)}`);
    return ok(exitCodes.ok);
  });

/** The re-encryption goes on in the background; ending before would leave the rest to the next unlock. */
const rotationEnded = async (context: VerbContext, bridge: Bridge): Promise<Result<void, AppError>> => {
  const meter = createMeter(context, "re-encrypted");
  const state = await until(bridge, "app.changed", ({ vault, rotation }) => {
    if (rotation === null || vault !== "unlocked") return vault;
    meter(rotation);
    return null;
  });
  return state === "unlocked" ? ok(undefined) : fail("vault.locked");
};

/** What a change of the vault key did: the ways in that are gone. */
const withRotation = async (
  context: VerbContext,
  bridge: Bridge,
  change: () => Promise<Result<unknown, AppError>>,
): Promise<Result<readonly SlotView[], AppError>> => {
  const before = await slotsOf(bridge);
  if (!before.ok) return before;
  const changed = await change();
  if (!changed.ok) return changed;
  const ended = await rotationEnded(context, bridge);
  if (!ended.ok) return ended;
  const after = await slotsOf(bridge);
  if (!after.ok) return after;
  const left = new Set(after.value.map(({ slotId }) => slotId));
  return ok(before.value.filter(({ slotId }) => !left.has(slotId)));
};

const goneText = (gone: readonly SlotView[]): string =>
  gone.length === 0 ? "" : ` No longer open it: ${gone.map((slot) => oneLine(nameOf(slot))).join(", ")}.`;

/** slots rm ID: takes a way in away; --rotate also changes the vault key behind it. */
export const removeSlot: Verb<[name: string, options: { rotate?: boolean }]> = (context, name, options) =>
  withOpenVault(context, async (bridge) => {
    const slot = await find(bridge, name);
    if (!slot.ok) return slot;
    const { slotId } = slot.value;
    const rotated = options.rotate === true;
    const gone = await withRotation(context, bridge, () =>
      bridge.call("slots.remove", { slotId, rotate: rotated }),
    );
    if (!gone.ok) return gone;
    const others = gone.value.filter((one) => one.slotId !== slotId);
    context.output.answer(
      { slotId, rotated, gone: gone.value.map((one) => one.slotId) },
      `Removed ${oneLine(nameOf(slot.value))}.${rotated ? " The vault key is new." : ""}${goneText(others)}`,
    );
    return ok(exitCodes.ok);
  });

/** rotate: a new vault key, and everything re-encrypted under it. */
export const rotate: Verb<[]> = (context) =>
  withOpenVault(context, async (bridge) => {
    const gone = await withRotation(context, bridge, () => bridge.call("vault.rotate", {}));
    if (!gone.ok) return gone;
    const ids = gone.value.map(({ slotId }) => slotId);
    context.output.answer({ rotated: true, gone: ids }, `The vault key is new.${goneText(gone.value)}`);
    return ok(exitCodes.ok);
  });

/** The way in that a tap added, named; null when the chip had one already. */
const addedSlot = async (
  bridge: Bridge,
  before: readonly SlotView[],
  label: string | undefined,
): Promise<Result<SlotView | null, AppError>> => {
  const after = await slotsOf(bridge);
  if (!after.ok) return after;
  const added = after.value.find(({ slotId }) => before.every((slot) => slot.slotId !== slotId)) ?? null;
  if (added === null || label === undefined) return ok(added);
  const renamed = await bridge.call("slots.rename", { slotId: added.slotId, label });
  return renamed.ok ? ok(added) : renamed;
};

/** slots add-chip: the tapped chip opens the vault too. */
export const addChip: Verb<[options: { label?: string }]> = (context, options) =>
  withOpenVault(context, async (bridge) => {
    const before = await slotsOf(bridge);
    if (!before.ok) return before;
    const tapped = await tap(bridge, "enrol", context.options, context.output);
    if (!tapped.ok) return tapped;
    const added = await addedSlot(bridge, before.value, options.label);
    if (!added.ok) return added;
    context.output.answer(
      { slotId: added.value?.slotId ?? null },
      added.value === null ? "This chip opens the vault already." : "This chip now opens the vault too.",
    );
    return ok(exitCodes.ok);
  });
