/** Exports in plain for other programs: Bitwarden's JSON and its CSV. What they have no place for is counted, not hidden. */
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { toHex, utf8 } from "#vault/bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { WholeEntry } from "#vault/entries.port.ts";
import { BitwardenWriter } from "./bitwarden-write.ts";
import type { ExportReport, ExportRequest } from "./transfer.port.ts";

type Field = WholeEntry["draft"]["fields"][number];

const csvColumns = [
  "folder",
  "favorite",
  "type",
  "name",
  "notes",
  "fields",
  "reprompt",
  "login_uri",
  "login_username",
  "login_password",
  "login_totp",
] as const;

/** RFC 4180: quoted where needed, quotes doubled. */
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const firstOf = (fields: readonly Field[], kind: Field["kind"]): Field | undefined =>
  fields.find((field) => field.kind === kind);

const valueOf = (field: Field | undefined): string => field?.value ?? "";

const fieldLine = (field: Field): string => `${field.label}: ${valueOf(field).replace(/\r?\n/g, " ")}`;

const csvRow = ({ draft }: WholeEntry): string => {
  const { fields } = draft;
  const notes = fields.find(({ fieldId }) => fieldId === "notes" || fieldId === "note");
  const [username, password, totp] = (["username", "password", "totp"] as const).map((kind) =>
    firstOf(fields, kind),
  );
  const urls = fields.filter(({ kind }) => kind === "url");
  const own = [notes, username, password, totp, ...urls];
  const others = fields.filter((field) => !own.includes(field) && valueOf(field) !== "");
  const values: Readonly<Record<(typeof csvColumns)[number], string>> = {
    folder: draft.tags[0] ?? "",
    favorite: draft.isFavourite ? "1" : "",
    type: ["note", "file"].includes(draft.type) ? "note" : "login",
    name: draft.title,
    notes: valueOf(notes),
    fields: others.map(fieldLine).join("\n"),
    reprompt: "0",
    login_uri: urls.map(valueOf).join(","),
    login_username: valueOf(username),
    login_password: valueOf(password),
    login_totp: valueOf(totp),
  };
  return csvColumns.map((column) => cell(values[column])).join(",");
};

/** Counts what a plain format cannot hold. */
class LeftOut {
  readonly #counts = new Map<string, number>();

  note(what: string, count: number): void {
    if (count > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }

  list(): ExportReport["leftOut"] {
    return [...this.#counts].map(([what, count]) => ({ what, count }));
  }
}

interface Gathered {
  readonly entries: readonly WholeEntry[];
  readonly leftOut: LeftOut;
}

const gather = (request: ExportRequest): Result<Gathered, AppError> => {
  const leftOut = new LeftOut();
  const entries: WholeEntry[] = [];
  const isCsv = request.format === "bitwarden-csv";
  for (const whole of request.entries.wholeEntries()) {
    if (request.signal.aborted) return fail("task.cancelled");
    if (!whole.ok) {
      if (whole.error.code !== "entry.damaged") return whole;
      leftOut.note("Damaged entries", 1);
      continue;
    }
    leftOut.note("Attachments", whole.value.attachments.length);
    if (whole.value.isDeleted) {
      leftOut.note("Entries in the trash", 1);
      continue;
    }
    if (isCsv) {
      leftOut.note("Former revisions", whole.value.former.length);
      leftOut.note("Tags beyond the first", Math.max(0, whole.value.draft.tags.length - 1));
    }
    entries.push(whole.value);
  }
  return ok({ entries, leftOut });
};

const jsonText = (crypto: Crypto, entries: readonly WholeEntry[]): string => {
  const writer = new BitwardenWriter(() => toHex(crypto.randomBytes(16)));
  const items = entries.map((entry) => writer.item(entry));
  return `${JSON.stringify({ encrypted: false, folders: writer.folders(), items }, null, 2)}\n`;
};

/** Writes a plain export. */
export const writePlain = async (
  crypto: Crypto,
  request: ExportRequest,
): Promise<Result<ExportReport, AppError>> => {
  const gathered = gather(request);
  if (!gathered.ok) return gathered;
  const { entries, leftOut } = gathered.value;
  const text =
    request.format === "bitwarden-json"
      ? jsonText(crypto, entries)
      : `${[csvColumns.join(","), ...entries.map(csvRow)].join("\n")}\n`;
  const written = await request.sink.write(utf8(text));
  if (!written.ok) return written;
  request.progress(entries.length, entries.length);
  return ok({ entries: entries.length, attachments: 0, leftOut: leftOut.list() });
};
