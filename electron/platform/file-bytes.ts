/**
 * Files as sources and sinks of bytes: a source notices when the file changes while it is read, a
 * sink puts nothing under its name before all of it is on the disk.
 */
import { randomUUID } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { open, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { ByteSink, ByteSource } from "#vault/entries.port.ts";
import { foreignCode } from "./foreign-code.ts";

const shortName = (path: string): string => basename(path).slice(0, 100);

const changed = (path: string): { ok: false; error: AppError<"attachment.changed"> } =>
  fail("attachment.changed", { name: shortName(path) });

const readSome = async (handle: FileHandle, maxBytes: number): Promise<Uint8Array | null> => {
  const buffer = new Uint8Array(maxBytes);
  let filled = 0;
  while (filled < maxBytes) {
    const { bytesRead } = await handle.read(buffer, filled, maxBytes - filled, null);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled === 0 ? null : buffer.subarray(0, filled);
};

/** Opens a file for reading. file.unreadable for what is not there, not allowed or no file. */
export const openFileSource = async (
  path: string,
): Promise<Result<ByteSource, AppError<"file.unreadable">>> => {
  const handle = await open(path, "r").catch(() => null);
  if (handle === null) return fail("file.unreadable", { name: shortName(path) });
  const before = await handle.stat({ bigint: true });
  if (!before.isFile()) {
    await handle.close();
    return fail("file.unreadable", { name: shortName(path) });
  }
  const isSame = async (): Promise<boolean> => {
    const after = await handle.stat({ bigint: true });
    return after.size === before.size && after.mtimeNs === before.mtimeNs && after.nlink > 0n;
  };
  return ok({
    name: basename(path),
    expectedBytes: Number(before.size),
    read: async (maxBytes) => {
      try {
        const bytes = await readSome(handle, maxBytes);
        return (await isSame()) ? ok(bytes) : changed(path);
      } catch {
        return changed(path);
      }
    },
    close: () => handle.close(),
  });
};

/** Bytes that are in memory already, such as a file that came with an import. */
export const createBytesSource = (name: string, bytes: Uint8Array): ByteSource => {
  let at = 0;
  return {
    name,
    expectedBytes: bytes.length,
    read: (maxBytes) => {
      const part = bytes.subarray(at, at + maxBytes);
      at += part.length;
      return Promise.resolve(ok(part.length === 0 ? null : part));
    },
    close: () => Promise.resolve(),
  };
};

/** A whole file of at most `maxBytes`; import.too-large {maxBytes}, file.unreadable, attachment.changed. */
export const readWholeFile = async (
  path: string,
  maxBytes: number,
): Promise<Result<Uint8Array, AppError<"file.unreadable" | "import.too-large" | "attachment.changed">>> => {
  const source = await openFileSource(path);
  if (!source.ok) return source;
  try {
    if (source.value.expectedBytes > maxBytes) return fail("import.too-large", { maxBytes });
    const bytes = await source.value.read(Math.max(1, source.value.expectedBytes));
    if (!bytes.ok) return changed(path);
    return ok(bytes.value ?? new Uint8Array(0));
  } finally {
    await source.value.close();
  }
};

const unwritable = (path: string, cause: unknown): AppError<"file.unwritable" | "vault.disk-full"> => {
  const isFull = foreignCode(cause) === "ENOSPC";
  return (isFull ? fail("vault.disk-full") : fail("file.unwritable", { name: shortName(path) })).error;
};

/** Opens a sink that becomes `path` when it is finished (mode 0600). file.unwritable, vault.disk-full. */
export const createFileSink = async (
  path: string,
): Promise<Result<ByteSink, AppError<"file.unwritable" | "vault.disk-full">>> => {
  const draft = join(dirname(path), `.${shortName(path)}.${randomUUID().slice(0, 8)}.part`);
  let handle: FileHandle;
  try {
    handle = await open(draft, "wx", 0o600);
  } catch (cause) {
    return { ok: false, error: unwritable(path, cause) };
  }
  const attempt = async (work: () => Promise<void>): ReturnType<ByteSink["finish"]> => {
    try {
      await work();
      return ok(undefined);
    } catch (cause) {
      return { ok: false, error: unwritable(path, cause) };
    }
  };
  return ok({
    write: (bytes) =>
      attempt(async () => {
        await handle.writeFile(bytes);
      }),
    finish: () =>
      attempt(async () => {
        await handle.sync();
        await handle.close();
        await rename(draft, path);
      }),
    discard: async () => {
      await handle.close().catch(() => undefined);
      await unlink(draft).catch(() => undefined);
    },
  });
};
