/**
 * A release as its file describes it, and the bytes that its signature covers. The same bytes are made where
 * releases are signed (build/updates/facts.mjs). What a file says beyond this is not read at all: nobody
 * signed it. The share of computers is the one exception, so that it can be raised without the key; a server
 * that lies about it can only hold a release back or hand it out sooner.
 */
import { z } from "zod";

/** An installer lies beside the release file: a bare name, never a path or another address. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+~-]{0,199}$/u);
/** 64 bytes in base64. */
const sha512 = z.string().regex(/^[A-Za-z0-9+/]{86}==$/u);
const maxBytes = 2_000_000_000;
const versionPattern = /^\d{1,6}\.\d{1,6}\.\d{1,6}(-[0-9A-Za-z.-]{1,30})?$/u;

const releaseSchema = z.object({
  version: z.string().regex(versionPattern),
  releaseDate: z.string().max(40),
  path: fileName,
  releaseNotes: z.string().max(40_000).optional(),
  files: z
    .array(z.object({ url: fileName, sha512, size: z.number().int().min(1).max(maxBytes) }))
    .min(1)
    .max(20),
  stagingPercentage: z.number().min(0).max(100).optional(),
  signatures: z.array(z.string().max(200)).max(8).optional(),
});

/** A release as it was read, believed only once its signature was found good. */
export type Release = z.infer<typeof releaseSchema>;
/** One installer of it. */
export type ReleaseFile = Release["files"][number];

/** Reads what a release file holds; null when that is not a release. */
export const readRelease = (content: unknown): Release | null => {
  const read = releaseSchema.safeParse(content);
  return read.success ? read.data : null;
};

/** The signed facts as one line. */
export const factsText = ({ version, releaseDate, path, releaseNotes = "", files }: Release): string =>
  JSON.stringify([
    "tapvault-release/1",
    version,
    releaseDate,
    path,
    releaseNotes,
    files.map(({ url, sha512: digest, size }) => [url, digest, size]),
  ]);
