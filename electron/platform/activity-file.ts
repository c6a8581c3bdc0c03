/**
 * The files of the activity log beside the profile: lines that are only ever added, two former files, and a
 * small file that says where the log begins and ends. It knows bytes and lines, not what they mean, and
 * throws what the disk throws; the log decides.
 */
import {
  appendFileSync,
  closeSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Mutex } from "./libsql-mutex.ts";
import { createMutex } from "./libsql-mutex.ts";

/** How many former files are kept. */
const formerFiles = 2;
/** Longer than any line. */
const pieceBytes = 16_384;
const mode = 0o600;

/** The end of the newest file. `torn`: the bytes after its last line, which were never finished. */
export interface ActivityTail {
  readonly sizeBytes: number;
  readonly lastLine: string | null;
  readonly torn: number;
}

/** The files. `alone` goes around whatever reads and then writes. */
export interface ActivityFile extends Mutex {
  /** Differs when anything was written since. */
  stamp(): string;
  /** Everything, oldest first, one text. */
  read(): string;
  tail(): ActivityTail;
  /** Takes the unfinished bytes at the end away. */
  cutTorn(tail: ActivityTail): void;
  /** Adds whole lines; they are on the disk when it returns. */
  append(lines: string): void;
  /** The first line that is left after the next rotation; null when there is none. */
  firstAfterRotation(): string | null;
  /** Makes the newest file a former one and drops the oldest. */
  rotate(): void;
  removeAll(): void;
  head(): string | null;
  /** Swapped in whole. */
  writeHead(text: string): void;
}

const readIfThere = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");

const readPiece = (file: string, at: number, length: number): string => {
  const handle = openSync(file, "r");
  try {
    const bytes = new Uint8Array(length);
    const read = readSync(handle, bytes, 0, length, at);
    return new TextDecoder().decode(bytes.subarray(0, read));
  } finally {
    closeSync(handle);
  }
};

const tailOf = (file: string): ActivityTail => {
  if (!existsSync(file)) return { sizeBytes: 0, lastLine: null, torn: 0 };
  const sizeBytes = statSync(file).size;
  const length = Math.min(sizeBytes, pieceBytes);
  const handle = openSync(file, "r");
  const bytes = new Uint8Array(length);
  try {
    readSync(handle, bytes, 0, length, sizeBytes - length);
  } finally {
    closeSync(handle);
  }
  const end = bytes.lastIndexOf(0x0a);
  const begin = end < 1 ? -1 : bytes.lastIndexOf(0x0a, end - 1);
  const lastLine = end < 0 ? null : new TextDecoder().decode(bytes.subarray(begin + 1, end));
  return { sizeBytes, lastLine, torn: length - 1 - end };
};

const firstLineOf = (file: string): string | null => {
  if (!existsSync(file)) return null;
  const piece = readPiece(file, 0, pieceBytes);
  const end = piece.indexOf("\n");
  return end < 0 ? null : piece.slice(0, end);
};

const cut = (file: string, { sizeBytes, torn }: ActivityTail): void => {
  const handle = openSync(file, "r+");
  try {
    ftruncateSync(handle, sizeBytes - torn);
    fdatasyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

const append = (file: string, lines: string): void => {
  const handle = openSync(file, "a", mode);
  try {
    appendFileSync(handle, lines);
    fdatasyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

const stampOf = (file: string): string => {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? "-" : `${stat.ino}/${stat.size}/${stat.mtimeMs}`;
};

/** The files of the log in a profile's folder. Nothing is opened or made before it is needed. */
export const createActivityFile = (folder: string): ActivityFile => {
  const newest = join(folder, "activity.jsonl");
  const former = (number: number): string => join(folder, `activity.${String(number)}.jsonl`);
  const oldestFirst = [...Array(formerFiles).keys()].map((n) => former(formerFiles - n)).concat(newest);
  const headFile = join(folder, "activity.head");
  const mutex = createMutex(join(folder, "activity.lock"));
  return {
    alone: (work) => {
      mkdirSync(dirname(newest), { recursive: true, mode: 0o700 });
      return mutex.alone(work);
    },
    dispose: () => mutex.dispose(),
    stamp: () => [...oldestFirst, headFile].map(stampOf).join("|"),
    read: () => oldestFirst.map(readIfThere).join(""),
    tail: () => tailOf(newest),
    cutTorn: (tail) => cut(newest, tail),
    append: (lines) => append(newest, lines),
    firstAfterRotation: () => firstLineOf(former(1)) ?? firstLineOf(newest),
    rotate: () => {
      rmSync(former(formerFiles), { force: true });
      for (let n = formerFiles - 1; n > 0; n--)
        if (existsSync(former(n))) renameSync(former(n), former(n + 1));
      renameSync(newest, former(1));
    },
    removeAll: () => {
      for (const file of oldestFirst) rmSync(file, { force: true });
    },
    head: () => {
      const text = readIfThere(headFile);
      return text === "" ? null : text;
    },
    writeHead: (text) => {
      writeFileSync(`${headFile}.new`, text, { mode });
      renameSync(`${headFile}.new`, headFile);
    },
  };
};
