/** Whether a file is the one that was signed, byte for byte; looked at after the download and again right before it is used. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ReleaseFile } from "./release-facts.ts";

/** Compares size and SHA-512. */
export const isSignedFile = async (
  path: string,
  { sha512, size }: Pick<ReleaseFile, "sha512" | "size">,
): Promise<boolean> => {
  try {
    if ((await stat(path)).size !== size) return false;
    const hash = createHash("sha512");
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
    return hash.digest("base64") === sha512;
  } catch {
    return false;
  }
};
