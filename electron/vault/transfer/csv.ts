/** The CSV exports, one table of columns each. A column without a place becomes a named field; nothing is left out. */
import { parse } from "csv-parse/sync";
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { ImportFormat } from "#contract/views.ts";
import { createCollector } from "./collector.ts";
import type { Collector } from "./collector.ts";
import type { LooseEntry, LooseField } from "./loose-entry.ts";
import type { ParsedImport } from "./transfer.port.ts";

type CsvFormat = Extract<ImportFormat, `${string}-csv`>;
type Row = Readonly<Record<string, string>>;

/** Where a column goes. */
type Target =
  | "title"
  | "username"
  | "password"
  | "url"
  | "urls"
  | "notes"
  | "totp"
  | "tags"
  | "folder"
  | "favourite"
  | "archived"
  | "lines"
  | "type"
  | "created"
  | "modified";

interface Layout {
  readonly columns: Readonly<Record<string, Target>>;
  /** Columns by which the format is known; all must be there. */
  readonly marks: readonly string[];
}

/** Columns are compared in lower case. Order matters: the first layout whose marks are all there is taken. */
const layouts: Readonly<Record<CsvFormat, Layout>> = {
  "bitwarden-csv": {
    marks: ["name", "login_username", "login_password"],
    columns: {
      folder: "folder",
      collections: "folder",
      favorite: "favourite",
      type: "type",
      name: "title",
      notes: "notes",
      fields: "lines",
      archiveddate: "archived",
      login_uri: "urls",
      login_username: "username",
      login_password: "password",
      login_totp: "totp",
    },
  },
  "firefox-csv": {
    marks: ["url", "username", "password", "httprealm", "formactionorigin"],
    columns: {
      url: "url",
      username: "username",
      password: "password",
      timecreated: "created",
      timepasswordchanged: "modified",
    },
  },
  "lastpass-csv": {
    marks: ["url", "username", "password", "extra", "name", "grouping"],
    columns: {
      url: "url",
      username: "username",
      password: "password",
      totp: "totp",
      extra: "notes",
      name: "title",
      grouping: "folder",
      fav: "favourite",
    },
  },
  "1password-csv": {
    marks: ["title", "username", "password"],
    columns: {
      title: "title",
      url: "url",
      urls: "url",
      website: "url",
      username: "username",
      password: "password",
      otpauth: "totp",
      "one-time password": "totp",
      favorite: "favourite",
      archived: "archived",
      tags: "tags",
      notes: "notes",
      notesplain: "notes",
      type: "type",
    },
  },
  "chrome-csv": {
    marks: ["name", "url", "username", "password"],
    columns: {
      name: "title",
      url: "url",
      username: "username",
      password: "password",
      note: "notes",
      notes: "notes",
    },
  },
};

const truths = new Set(["1", "true", "yes"]);
const lastPassNote = "http://sn";

const isMarked = (header: readonly string[], { marks }: Layout): boolean =>
  marks.every((mark) => header.includes(mark));

const lower = (header: readonly string[]): readonly string[] =>
  header.map((name) => name.trim().toLowerCase());

const parseRows = (text: string): readonly (readonly string[])[] | null => {
  try {
    const rows: string[][] = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
    return rows;
  } catch {
    return null;
  }
};

/** The CSV format of a text by its first line; null when it is none. */
export const csvFormatOf = (text: string): CsvFormat | null => {
  const [line = ""] = text.split(/\r?\n|\r/, 1);
  const header = lower(parseRows(line)?.[0] ?? []);
  const known = Object.entries(layouts).find(([, layout]) => isMarked(header, layout));
  return known === undefined ? null : (known[0] as CsvFormat);
};

const timeOf = (text: string | undefined): number | undefined => {
  if (text === undefined || text === "") return undefined;
  const number = Number(text);
  const at = Number.isFinite(number) ? number : Date.parse(text);
  return Number.isFinite(at) && at > 0 ? Math.floor(at) : undefined;
};

/** Bitwarden puts custom fields as lines of `name: value` into one cell. */
const lineFields = (text: string): readonly LooseField[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) => {
      const at = line.indexOf(": ");
      return at < 0
        ? { label: "Field", kind: "text", value: line }
        : { label: line.slice(0, at) || "Field", kind: "text", value: line.slice(at + 2) };
    });

const urlFields = (urls: readonly string[]): readonly LooseField[] =>
  urls
    .filter((url) => url !== "")
    .map((value, at) => ({
      id: at === 0 ? "url" : `url-${String(at + 1)}`,
      label: "Website",
      kind: "url",
      value,
    }));

interface Sorted {
  readonly byTarget: ReadonlyMap<Target, string>;
  readonly others: readonly LooseField[];
}

const sortColumns = (layout: Layout, row: Row, collector: Collector): Sorted => {
  const byTarget = new Map<Target, string>();
  const others: LooseField[] = [];
  for (const [column, value] of Object.entries(row)) {
    const target = layout.columns[column.toLowerCase()];
    if (target !== undefined && !(byTarget.get(target) ?? "")) byTarget.set(target, value);
    else if (value !== "") {
      collector.unmapped(column === "" ? "Columns without a name" : column);
      others.push({ label: column || "Column", kind: "text", value });
    }
  }
  return { byTarget, others };
};

const valueFields = (get: (target: Target) => string, isNote: boolean): readonly LooseField[] => {
  const some = (id: string, label: string, kind: LooseField["kind"], value: string): readonly LooseField[] =>
    value === "" ? [] : [{ id, label, kind, value }];
  const urls = isNote ? [] : [get("url"), ...get("urls").split(",")];
  return [
    ...some("username", "User name", "username", get("username")),
    ...some("password", "Password", "password", get("password")),
    ...urlFields(urls),
    ...some("totp", "One-time code", "totp", get("totp")),
    ...lineFields(get("lines")),
    ...some(isNote ? "note" : "notes", isNote ? "Note" : "Notes", "multiline", get("notes")),
  ];
};

const isNoteRow = (get: (target: Target) => string): boolean =>
  get("url") === lastPassNote || /note/i.test(get("type"));

const entryOf = (layout: Layout, row: Row, collector: Collector): LooseEntry => {
  const { byTarget, others } = sortColumns(layout, row, collector);
  const get = (target: Target): string => byTarget.get(target) ?? "";
  const isNote = isNoteRow(get);
  const isArchived = get("archived") !== "" && get("archived").toLowerCase() !== "false";
  const archived: readonly LooseField[] = isArchived
    ? [{ label: "Archived", kind: "text", value: get("archived") }]
    : [];
  if (isArchived) collector.unmapped("Archived");
  return {
    type: isNote ? "note" : "login",
    title: get("title"),
    tags: [get("folder"), ...get("tags").split(/[,;]/)],
    isFavourite: truths.has(get("favourite").toLowerCase()),
    fields: [...valueFields(get, isNote), ...others, ...archived],
    createdAt: timeOf(byTarget.get("created")),
    modifiedAt: timeOf(byTarget.get("modified")),
  };
};

/** An unclosed quote is how a cut file shows. */
const isCut = (rows: readonly (readonly string[])[], width: number): boolean => {
  const last = rows.at(-1);
  return (
    last !== undefined &&
    rows.length > 1 &&
    last.length < width &&
    rows.slice(1, -1).every((row) => row.length >= width)
  );
};

/** Reads a CSV export. import.damaged when quotes do not close, import.unknown-format without the columns. */
export const readCsv = (
  format: CsvFormat,
  text: string,
): Result<ParsedImport, AppError<"import.damaged" | "import.unknown-format">> => {
  const rows = parseRows(text);
  if (rows === null) return fail("import.damaged", { where: "a quoted text" });
  const [names = [], ...body] = rows;
  const layout = layouts[format];
  if (!isMarked(lower(names), layout)) return fail("import.unknown-format");
  const collector = createCollector(format);
  if (isCut(rows, names.length)) {
    collector.problem(
      `line ${String(rows.length)}`,
      "The last line is shorter than the others: the file may be cut off.",
    );
  }
  for (const cells of body) {
    const row: Record<string, string> = {};
    cells.forEach((cell, at) => {
      const name = names[at]?.trim() ?? `Column ${String(at + 1)}`;
      row[name in row ? `${name} ${String(at + 1)}` : name] = cell;
    });
    if (cells.some((cell) => cell !== "")) collector.add(entryOf(layout, row, collector));
  }
  return ok(collector.finish());
};
