/** Gathers entries while a file is read, and counts what had no place of its own and what was wrong. */
import type { ImportFormat } from "#contract/views.ts";
import { draftThatFits } from "./fit-entry.ts";
import type { LooseEntry } from "./loose-entry.ts";
import type { ImportedEntry, ImportedFile, ParsedImport } from "./transfer.port.ts";

const maxProblems = 200;

/** Takes entries in. */
export interface Collector {
  add(entry: LooseEntry): void;
  /** Counts something that became a named field. */
  unmapped(what: string): void;
  problem(where: string, reason: string): void;
  finish(): ParsedImport;
}

/** Creates a collector for one file. */
export const createCollector = (format: ImportFormat): Collector => {
  const entries: ImportedEntry[] = [];
  const counts = new Map<string, number>();
  const problems: { where: string; reason: string }[] = [];
  let problemCount = 0;
  const unmapped = (what: string): void => {
    const name = what.slice(0, 200);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  return {
    unmapped,
    problem: (where, reason) => {
      problemCount++;
      if (problems.length < maxProblems)
        problems.push({ where: where.slice(0, 200), reason: reason.slice(0, 300) });
    },
    add: (entry) => {
      const files: ImportedFile[] = [...(entry.attachments ?? [])];
      const former = (entry.former ?? []).map(({ fields, title, modifiedAt }) => ({
        draft: draftThatFits({ ...entry, title: title ?? entry.title, fields }, [], unmapped),
        modifiedAt,
      }));
      entries.push({
        draft: draftThatFits(entry, files, unmapped),
        createdAt: entry.createdAt,
        modifiedAt: entry.modifiedAt,
        isDeleted: entry.isDeleted ?? false,
        former,
        attachments: files,
      });
    },
    finish: () => ({
      format,
      entries,
      unmapped: [...counts].map(([what, count]) => ({ what, count })).slice(0, 200),
      problems,
      problemCount,
    }),
  };
};
