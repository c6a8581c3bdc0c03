/** Unpacks a zip within hard bounds, so that a bomb does not fill the memory. Knows nothing of what is in it. */
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";

/** Files by their path in the archive. */
export type Unzipped = Readonly<Record<string, Uint8Array>>;

type ArchiveError = AppError<"import.too-large" | "import.damaged">;

/** All that is unpacked may have so many bytes, and so many files. */
const maxBytes = 200_000_000;
const maxFiles = 20_000;
const stepBytes = 64 * 1024;

/** The end of a zip (PK 5 6) stands in its last 64 KiB; a file that was cut has none. */
const hasEnd = (bytes: Uint8Array): boolean => {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 66_000); at--) {
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 5 && bytes[at + 3] === 6)
      return true;
  }
  return false;
};

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** What came out so far, and whether that is too much or broken. */
class Unpacking {
  readonly #files = new Map<string, Uint8Array[]>();
  #total = 0;
  #count = 0;
  #open = 0;
  #failure: Result<never, ArchiveError> | null = null;

  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  /** The first failure counts: what follows comes of it. */
  damaged(where: string): void {
    this.#failure ??= fail("import.damaged", { where });
  }

  #tooLarge(): void {
    this.#failure ??= fail("import.too-large", { maxBytes });
  }

  /** Begins a file; null when it is not to be unpacked. */
  begin(name: string): Uint8Array[] | null {
    if (++this.#count > maxFiles) this.#tooLarge();
    if (this.hasFailed || name.endsWith("/")) return null;
    const parts: Uint8Array[] = [];
    this.#files.set(name, parts);
    this.#open++;
    return parts;
  }

  /** Takes a piece; false when there must be no more. */
  take(parts: Uint8Array[], part: Uint8Array, isLast: boolean): boolean {
    if (this.hasFailed) return false;
    this.#total += part.length;
    if (this.#total > maxBytes) {
      this.#tooLarge();
      return false;
    }
    parts.push(part);
    if (isLast) this.#open--;
    return true;
  }

  finish(): Result<Unzipped, ArchiveError> {
    if (this.#failure !== null) return this.#failure;
    if (this.#open > 0 || this.#count === 0)
      return fail("import.damaged", { where: "the end of the archive" });
    return ok(Object.fromEntries([...this.#files].map(([name, parts]) => [name, joined(parts)])));
  }
}

/**
 * Unpacks piece by piece and stops at the bound, whatever the zip's own figures say.
 * import.too-large {maxBytes}, import.damaged {where}.
 */
export const unpack = async (bytes: Uint8Array): Promise<Result<Unzipped, ArchiveError>> => {
  if (!hasEnd(bytes)) return fail("import.damaged", { where: "the end of the archive" });
  const { Unzip, UnzipInflate } = await import("fflate");
  const unpacking = new Unpacking();
  const unzip = new Unzip((file) => {
    const parts = unpacking.begin(file.name);
    if (parts === null) return;
    file.ondata = (cause, part, isLast) => {
      if (cause !== null) unpacking.damaged(file.name.slice(0, 100));
      else if (!unpacking.take(parts, part, isLast)) file.terminate();
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && !unpacking.hasFailed; at += stepBytes)
      unzip.push(bytes.subarray(at, at + stepBytes), at + stepBytes >= bytes.length);
  } catch {
    unpacking.damaged("the archive");
  }
  return unpacking.finish();
};
