/**
 * A process with a vault open that does as it is told: for a full disk, a file that cannot be written,
 * and two processes at one file. Bundled and run by crash-place.ts; it must not import test tools.
 */
import { randomBytes } from "node:crypto";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { ByteSource, EntryService } from "#vault/entries.port.ts";
import type { ClientAnswer, ClientCommand } from "./crash-commands.ts";
import { createMarkReader, draftOf } from "./crash-entries.ts";
import type { UnlockedCrashVault } from "./crash-vault.ts";
import { integrityOf, makeCrashVault, unlockCrashVault } from "./crash-vault.ts";

const file = process.argv[2] ?? "";
const ballast = join(dirname(file), "ballast");
let opened: UnlockedCrashVault | null = null;

const done: ClientAnswer = { code: "ok", marks: [] };
const answerOf = (result: Result<unknown, AppError>): ClientAnswer =>
  result.ok ? done : { ...done, code: result.error.code };

const marksOf = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

/** Saves one mark after the other until one fails. */
const saveEach = (
  marks: readonly string[],
  save: (mark: string) => Result<unknown, AppError>,
): ClientAnswer => {
  const acknowledged: string[] = [];
  for (const mark of marks) {
    const saved = save(mark);
    if (!saved.ok) return { code: saved.error.code, marks: acknowledged };
    acknowledged.push(mark);
  }
  return { code: "ok", marks: acknowledged };
};

const importAll = (entries: EntryService, marks: readonly string[]): ClientAnswer => {
  const changes = marks.map((mark) => ({ entryId: null, draft: draftOf(mark) }));
  const applied = entries.applyBatch(changes, "client");
  return applied.ok ? { code: "ok", marks } : answerOf(applied);
};

const attach = async (
  entries: EntryService,
  { entryId, mark, bytes, fillAt }: Extract<ClientCommand, { do: "attach" }>,
): Promise<ClientAnswer> => {
  let left = bytes;
  const source: ByteSource = {
    name: mark,
    expectedBytes: bytes,
    read: (most) => {
      const piece = new Uint8Array(randomBytes(Math.min(most, left)));
      left -= piece.length;
      if (fillAt !== undefined && bytes - left >= fillAt) fill();
      return Promise.resolve({ ok: true, value: piece.length === 0 ? null : piece });
    },
    close: () => Promise.resolve(),
  };
  return answerOf(await entries.attach(entryId, source, new AbortController().signal, () => undefined));
};

/** What the program's own walk finds wrong, and pieces of files that no entry names. */
const complaints = async ({ entries, store }: UnlockedCrashVault): Promise<readonly string[]> => {
  const verified = await entries.verify(new AbortController().signal, () => undefined);
  if (!verified.ok) return [verified.error.code];
  const { damagedEntries, damagedRevisions, damagedAttachments, isFileIntact, attachments } = verified.value;
  const chunks = store.attachmentIds();
  const facts = {
    damaged: damagedEntries.length + damagedRevisions + damagedAttachments.length > 0,
    "not intact": !isFileIntact,
    "pieces that nothing names": !chunks.ok || chunks.value.length !== attachments,
  };
  return Object.entries(facts).flatMap(([name, isSo]) => (isSo ? [name] : []));
};

/** Reads everything, whole or not. */
const look = async (vault: UnlockedCrashVault): Promise<ClientAnswer> => {
  const { entries } = vault;
  const markOf = createMarkReader();
  const [marks, former, entryIds]: [string[], string[], string[]] = [[], [], []];
  for (const entry of entries.wholeEntries()) {
    if (!entry.ok) return answerOf(entry);
    entryIds.push(entry.value.entryId);
    marks.push(markOf(entry.value.draft) ?? "broken");
    former.push(...entry.value.former.map(({ draft }) => markOf(draft) ?? "broken"));
  }
  const wrong = [...(await complaints(vault))];
  const window = entries.query({ text: "", offset: 0, limit: 100_000 });
  if (!window.ok || window.value.total !== marks.length) wrong.push("the list is not what the rows are");
  return { code: "ok", marks, former, entryIds, wrong };
};

/** Writes until nothing more fits, in ever smaller pieces. */
const fill = (): ClientAnswer => {
  const handle = openSync(ballast, "a");
  for (let size = 65_536; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeSync(handle, new Uint8Array(size));
    } catch {
      // Full for a piece of this size.
    }
  }
  closeSync(handle);
  return done;
};

const open = async (words: string): Promise<ClientAnswer> => {
  const unlocked = await unlockCrashVault({ file }, words);
  if (unlocked.ok) opened = unlocked.value;
  return answerOf(unlocked);
};

const make = async (): Promise<ClientAnswer> => {
  const made = await makeCrashVault({ file });
  return made.ok ? { ...done, words: made.value } : answerOf(made);
};

const close = (): ClientAnswer => {
  opened?.close();
  opened = null;
  return { ...done, marks: [integrityOf(file)] };
};

const onOpen = (vault: UnlockedCrashVault, command: ClientCommand): ClientAnswer | Promise<ClientAnswer> => {
  const { entries } = vault;
  switch (command.do) {
    case "add":
      return saveEach(marksOf(command.prefix, command.count), (mark) => entries.save(null, draftOf(mark)));
    case "edit":
      return saveEach(marksOf(command.prefix, command.count), (mark) =>
        entries.save(command.entryId, draftOf(mark)),
      );
    case "import":
      return importAll(entries, marksOf(command.prefix, command.count));
    case "attach":
      return attach(entries, command);
    case "look":
      return look(vault);
    default:
      return { ...done, code: "no such command" };
  }
};

const obey = async (command: ClientCommand): Promise<ClientAnswer> => {
  switch (command.do) {
    case "make":
      return make();
    case "open":
      return open(command.words);
    case "fill":
      return fill();
    case "free":
      rmSync(ballast, { force: true });
      return done;
    case "close":
      return close();
    default:
      return opened === null ? { ...done, code: "not open" } : onOpen(opened, command);
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  writeSync(1, `${JSON.stringify(await obey(JSON.parse(line) as ClientCommand))}\n`);
}
