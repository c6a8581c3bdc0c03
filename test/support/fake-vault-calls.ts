/** What main would answer to the calls about ways in, the kit, backups and files, from a few lists in memory. */
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandName, Reply } from "#contract/ipc.ts";
import { ok } from "#contract/result.ts";
import type { BackupView, ImportPreview, SlotView } from "#contract/views.ts";
import type { FakeWorld } from "./fake-world.ts";

type Handlers = { readonly [C in CommandName]: (input: CommandInput<C>) => Reply<C> | Promise<Reply<C>> };

const day = 86_400_000;
const today = Date.UTC(2026, 10, 20, 8, 15);
const id = (n: number): string => n.toString(16).padStart(32, "0");

const slot = (n: number, change: Partial<SlotView>): SlotView => ({
  slotId: id(n),
  kind: "recovery",
  label: "",
  createdAt: today - n * 30 * day,
  isThisComputer: null,
  attestedBy: "own",
  survivesRotation: true,
  ...change,
});

/** Two chips, a kit and a passphrase. */
export const plentySlots: readonly SlotView[] = [
  slot(1, {
    kind: "chip-and-computer",
    label: "Left hand, Spark 2",
    isThisComputer: true,
    attestedBy: "service",
  }),
  slot(2, {
    kind: "chip-and-computer",
    label: "Card in the drawer",
    isThisComputer: false,
    attestedBy: "service",
    survivesRotation: false,
  }),
  slot(3, { kind: "recovery" }),
  slot(4, { kind: "passphrase", label: "The long one" }),
];

/** What a vault has on its first day: a chip and the kit. */
const firstSlots: readonly SlotView[] = [
  slot(1, { kind: "chip-and-computer", isThisComputer: true, attestedBy: "service" }),
  slot(3, { kind: "recovery" }),
];

/** The backup of so many days ago. */
export const backup = (daysAgo: number): BackupView => ({
  name: `vault-${daysAgo}.backup`,
  at: today - daysAgo * day,
  sizeBytes: 1_480_000 - daysAgo * 31_000,
});

/** An import of the usual kind: everything that a preview can have. */
export const usualImport: ImportPreview = {
  importId: "i1",
  fileName: "bitwarden_export_20261120.json",
  format: "bitwarden-json",
  needsPassword: false,
  total: 1_284,
  byType: [
    { type: "login", count: 1_201 },
    { type: "note", count: 61 },
    { type: "card", count: 14 },
    { type: "identity", count: 8 },
  ],
  duplicates: 12,
  unmapped: [
    { what: "Passkeys", count: 3 },
    { what: "Linked custom fields", count: 17 },
  ],
  problems: [{ where: "item 87", reason: "It has no name and no content." }],
  problemCount: 1,
  attachments: 0,
  sample: Array.from({ length: 24 }, (_, n) => ({
    type: n % 5 === 3 ? ("note" as const) : ("login" as const),
    title: n === 2 ? "مكتبة المرفأ — Harbour library, with a title that goes on and on" : `Site ${n + 1}`,
    subtitle: `mara.lindqvist+${n}@example.org`,
    duplicateOf: n % 6 === 1 ? id(n + 1) : null,
  })),
  error: null,
};

/** The same file before its password was given. */
export const sealedImport: ImportPreview = {
  ...usualImport,
  fileName: "bitwarden_encrypted.json",
  format: "bitwarden-json-encrypted",
  needsPassword: true,
  total: 0,
  byType: [],
  duplicates: 0,
  unmapped: [],
  problems: [],
  problemCount: 0,
  sample: [],
};

const slotHandlers = (world: FakeWorld) => {
  let slots: readonly SlotView[] = world.view("app.changed").hasPassphrase ? plentySlots : firstSlots;
  const open = <T>(value: T): Promise<{ readonly ok: true; readonly value: T }> =>
    new Promise((resolve) => setTimeout(() => resolve(ok(value)), world.stepMs));
  return {
    "vault.unlockWithPassphrase": async ({ passphrase }) => {
      await open(null);
      if (passphrase !== "correct horse") return fail("passphrase.wrong");
      world.push("app.changed", { vault: "unlocked" });
      return ok({});
    },
    "slots.list": () => ok({ slots: [...slots] }),
    "slots.rename": ({ slotId, label }) => {
      slots = slots.map((each) => (each.slotId === slotId ? { ...each, label } : each));
      return ok({});
    },
    "slots.remove": ({ slotId, rotate }) => {
      if (slots.length === 1) return fail("slot.last");
      slots = slots.filter((each) => each.slotId !== slotId);
      world.push("app.changed", {
        hasPassphrase: slots.some((each) => each.kind === "passphrase"),
        ...(rotate ? { rotation: { done: 1_204, total: 10_000 } } : {}),
      });
      return ok({});
    },
    "slots.setPassphrase": async ({ passphrase }) => {
      await open(null);
      if (passphrase.length < 8) return fail("passphrase.too-weak");
      slots = [...slots.filter((each) => each.kind !== "passphrase"), slot(4, { kind: "passphrase" })];
      world.push("app.changed", { hasPassphrase: true });
      return ok({});
    },
    "slots.test": (input) => {
      if (input.kind === "passphrase")
        return input.passphrase === "correct horse" ? ok({ slotId: id(4) }) : fail("passphrase.wrong");
      const count = input.words.split(/\s+/u).length;
      return count === 24 ? ok({ slotId: id(3) }) : fail("recovery.word-count", { count });
    },
    "vault.rotate": () => {
      world.push("app.changed", { rotation: { done: 0, total: 10_000 } });
      return ok({});
    },
  } satisfies Partial<Handlers>;
};

const kitHandlers = (world: FakeWorld) =>
  ({
    "recovery.renew": () => {
      world.push("app.changed", { isKitPending: true });
      return ok({});
    },
    "recovery.cancelRenewal": () => {
      world.push("app.changed", { isKitPending: false });
      return ok({});
    },
    "recovery.savePdf": () => ok({ fileName: "Tapvault recovery kit.pdf" }),
  }) satisfies Partial<Handlers>;

const backupHandlers = (world: FakeWorld) => {
  let backups: readonly BackupView[] =
    world.view("app.changed").backup.latest === null ? [] : [0, 1, 2, 5].map(backup);
  return {
    "backup.list": () => ok({ backups: [...backups] }),
    "backup.make": () => {
      const made = { ...backup(0), name: "vault-now.backup", at: today + 3_600_000 };
      backups = [made, ...backups];
      world.push("app.changed", { backup: { latest: made, error: null } });
      return ok(made);
    },
    "backup.restore": () => {
      world.push("app.changed", { vault: "locked", session: null });
      return ok({ keptAs: "vault-before-restore-20261120-081500.db" });
    },
    "vault.verify": () =>
      ok({
        isFileIntact: true,
        entries: 1_284,
        revisions: 4_020,
        attachments: 31,
        damagedEntries: [],
        damagedRevisions: 0,
        damagedAttachments: [],
      }),
  } satisfies Partial<Handlers>;
};

const transferHandlers = (world: FakeWorld) =>
  ({
    "import.read": () => ok({ preview: usualImport }),
    "import.unlock": ({ password }) =>
      password === "correct horse"
        ? ok({ preview: { ...usualImport, fileName: sealedImport.fileName, format: sealedImport.format } })
        : fail("import.wrong-password"),
    "import.apply": ({ duplicates }) => {
      const doubles = usualImport.duplicates;
      const added = usualImport.total - (duplicates === "add" ? 0 : doubles);
      world.push("app.changed", { lastImport: { at: today, source: "Bitwarden JSON", count: added } });
      return ok({
        added,
        merged: duplicates === "merge" ? doubles : 0,
        skipped: duplicates === "skip" ? doubles : 0,
      });
    },
    "import.discard": () => ok({}),
    "import.undo": () => {
      const count = world.view("app.changed").lastImport?.count ?? 0;
      world.push("app.changed", { lastImport: null });
      return ok({ undone: Math.max(0, count - 2), kept: Math.min(count, 2) });
    },
    "export.write": ({ format }) =>
      ok({
        fileName: format === "tapvault" ? "vault.tapvault" : "vault.json",
        entries: 1_284,
        attachments: format === "tapvault" ? 31 : 0,
        leftOut: format === "tapvault" ? [] : [{ what: "Attached files", count: 31 }],
      }),
  }) satisfies Partial<Handlers>;

const generatorHandlers = () =>
  ({
    "generator.make": ({ kind }) =>
      ok({
        value: kind === "passphrase" ? "harbour-velvet-comet-ladle-orchid-tundra" : "k7!Rw2-pQx9#",
        bits: 77.5,
      }),
    "generator.strength": ({ value }) => {
      const score = Math.min(4, Math.floor(value.length / 7));
      return ok({ score, guessesLog10: value.length, warning: score < 2 ? "Add another word or two." : "" });
    },
  }) satisfies Partial<Handlers>;

type Answered =
  | keyof ReturnType<typeof generatorHandlers>
  | keyof ReturnType<typeof slotHandlers>
  | keyof ReturnType<typeof kitHandlers>
  | keyof ReturnType<typeof backupHandlers>
  | keyof ReturnType<typeof transferHandlers>;

/** The handlers over the fake's snapshots. */
export const vaultHandlers = (world: FakeWorld): Pick<Handlers, Answered> => ({
  ...generatorHandlers(),
  ...slotHandlers(world),
  ...kitHandlers(world),
  ...backupHandlers(world),
  ...transferHandlers(world),
});
