/**
 * Whether a release that is handed out by and by has come to this computer. Each computer has its place in
 * each release: the same at every look, another one for the next release, and never told to anybody.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir, hostname } from "node:os";

/** What tells this computer from others and stays: the system's own id, else name and home. */
export const computerIdentity = (idFile = "/etc/machine-id"): string => {
  try {
    const id = readFileSync(idFile, "utf8").trim();
    if (id !== "") return id;
  } catch {
    // Not every system has one.
  }
  return `${hostname()} ${homedir()}`;
};

/** The place of a computer in a release, from 0 up to, not including, 100. */
export const placeInRelease = (identity: string, version: string): number => {
  const digest = createHash("sha256").update(`tapvault staging\n${version}\n${identity}`).digest();
  return (digest.readUInt32BE(0) / 0x1_0000_0000) * 100;
};

/** Whether it has come here; a release that says nothing of it is for all. */
export const isInStage = (identity: string, version: string, percentage: number | undefined): boolean =>
  percentage === undefined || placeInRelease(identity, version) < percentage;
