/**
 * What each call leaves in the activity log: which one, how it went, how many. A call that is not named here
 * leaves nothing. Inputs are looked at for closed choices and counts only.
 */
import type { AppError, ErrorCode } from "#contract/errors.ts";
import type { CommandInput, CommandName, CommandOutput } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import type { ActivityEvent, ImportFormat, RemoteStore } from "#contract/views.ts";

/** What is noted of a call when it is over; null: nothing. */
type Notes = {
  readonly [C in CommandName]?: (
    outcome: Result<CommandOutput<C>, AppError>,
    input: CommandInput<C>,
  ) => ActivityEvent | null;
};

type Event<K extends ActivityEvent["kind"]> = Extract<ActivityEvent, { readonly kind: K }>;
type Outcome = Result<unknown, AppError>;

const errorOf = (outcome: Outcome): ErrorCode | null => (outcome.ok ? null : outcome.error.code);

const wayIn =
  (what: Event<"way-in">["what"]) =>
  (outcome: Outcome): ActivityEvent => ({ kind: "way-in", what, error: errorOf(outcome) });

const unlock =
  (way: Event<"unlock">["way"]) =>
  (outcome: Outcome): ActivityEvent => ({ kind: "unlock", way, error: errorOf(outcome) });

const value =
  (what: Event<"value">["what"]) =>
  (outcome: Outcome): ActivityEvent => ({ kind: "value", what, error: errorOf(outcome) });

const backup =
  (what: Event<"backup">["what"]) =>
  (outcome: Outcome): ActivityEvent => ({ kind: "backup", what, error: errorOf(outcome) });

const store = (
  of: RemoteStore,
  what: Event<"store">["what"],
  outcome: Outcome,
  count: number | null = null,
): ActivityEvent => ({ kind: "store", store: of, what, count, error: errorOf(outcome) });

const vaultNotes: Notes = {
  "vault.unlockWithWords": unlock("words"),
  "vault.unlockWithPassphrase": unlock("passphrase"),
  // How it goes on is followed by the core; a resumed one has no call.
  "vault.rotate": (outcome) =>
    outcome.ok ? null : { kind: "rotation", what: "refused", error: outcome.error.code },
  "vault.verify": (outcome) => ({
    kind: "check",
    entries: outcome.ok ? outcome.value.entries : 0,
    damaged: outcome.ok ? outcome.value.damagedEntries.length + outcome.value.damagedRevisions : 0,
    error: errorOf(outcome),
  }),
  "recovery.confirm": wayIn("kit-confirmed"),
  "recovery.renew": wayIn("kit-renewed"),
  "recovery.savePdf": (outcome) =>
    outcome.ok && outcome.value.fileName === null ? null : wayIn("kit-saved")(outcome),
  "slots.rename": wayIn("renamed"),
  "slots.remove": wayIn("removed"),
  "slots.setPassphrase": wayIn("passphrase-set"),
  "slots.test": wayIn("tested"),
  "backup.make": backup("made"),
  "backup.restore": backup("restored"),
};

const storeNotes: Notes = {
  "stores.configure": (outcome, { settings }) => store(settings.store, "configure", outcome),
  // Only what kept it from beginning: how a sign-in ended comes from the desk.
  "stores.connect": (outcome, input) => (outcome.ok ? null : store(input.store, "connect", outcome)),
  "stores.connectAsOwner": (outcome) => store("dataswyft", "connect", outcome),
  "stores.test": (outcome, input) => store(input.store, "test", outcome),
  "stores.disconnect": (outcome, input) =>
    store(input.store, input.copies === "delete" ? "removal" : "disconnect", outcome),
  "stores.verify": (outcome, { store: of, repair }) =>
    store(
      of,
      repair ? "repair" : "check",
      outcome,
      outcome.ok ? (repair ? outcome.value.repaired : outcome.value.checked) : null,
    ),
  "stores.share": (outcome, { way, isWithdrawn }) =>
    store(storeOfWay[way], isWithdrawn ? "withdraw" : "share", outcome, 1),
  "stores.readBack": (outcome) =>
    store("digime", "read-back", outcome, outcome.ok ? outcome.value.files.length : null),
};

const storeOfWay = {
  "kvs-name": "kvs",
  "hyperid-shared": "hyperid",
  "digime-write": "digime",
} as const;

const settingsNotes: Notes = {
  "settings.set": (outcome, input) => ({
    kind: "settings",
    names: (Object.keys(input) as (keyof typeof input)[]).filter((name) => input[name] !== undefined),
    error: errorOf(outcome),
  }),
  "setup.choose": (outcome) => ({ kind: "settings", names: ["profile"], error: errorOf(outcome) }),
  "network.set": (outcome) => ({ kind: "settings", names: ["profile"], error: errorOf(outcome) }),
  "lookup.configure": (outcome) => ({ kind: "settings", names: ["lookup"], error: errorOf(outcome) }),
  "lookup.ask": (outcome, { questions, mode }) => ({
    kind: "lookup",
    count: questions.length,
    mode,
    error: errorOf(outcome),
  }),
};

const valueNotes: Notes = {
  "entries.reveal": value("shown"),
  "entries.revealFormer": value("shown"),
  "entries.copy": value("copied"),
  "entries.copyTotp": value("copied"),
  "attachments.save": (outcome) =>
    outcome.ok && outcome.value.taskId === null ? null : value("file-saved")(outcome),
};

/** The format of a file is known when it is read, and named when it is taken in. */
const transferNotes = (): Notes => {
  const formats = new Map<string, ImportFormat>();
  const read = (
    outcome: Result<{ preview: { importId: string; format: ImportFormat } | null }, AppError>,
  ): null => {
    formats.clear();
    if (outcome.ok && outcome.value.preview !== null)
      formats.set(outcome.value.preview.importId, outcome.value.preview.format);
    return null;
  };
  return {
    "import.read": (outcome) => read(outcome),
    "import.unlock": (outcome) => (outcome.ok ? read(outcome) : null),
    "import.apply": (outcome, { importId }) => ({
      kind: "transfer",
      what: "import",
      format: formats.get(importId) ?? null,
      entries: outcome.ok ? outcome.value.added + outcome.value.merged : 0,
      error: errorOf(outcome),
    }),
    "import.undo": (outcome) => ({
      kind: "transfer",
      what: "import-undo",
      format: null,
      entries: outcome.ok ? outcome.value.undone : 0,
      error: errorOf(outcome),
    }),
    "export.write": (outcome, { format }) =>
      outcome.ok && outcome.value.fileName === null
        ? null
        : {
            kind: "transfer",
            what: "export",
            format,
            entries: outcome.ok ? outcome.value.entries : 0,
            error: errorOf(outcome),
          },
  };
};

/** Looks at calls that are over. One for a program: it remembers what an import was read from. */
export const createCallNotes = (): (<C extends CommandName>(
  name: C,
  outcome: Result<CommandOutput<C>, AppError>,
  input: CommandInput<C>,
) => ActivityEvent | null) => {
  const notes: Notes = {
    ...vaultNotes,
    ...storeNotes,
    ...settingsNotes,
    ...valueNotes,
    ...transferNotes(),
  };
  return (name, outcome, input) => notes[name]?.(outcome, input) ?? null;
};
