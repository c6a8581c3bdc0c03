/** What every part of digi.me's stand-in works with. */
import type { SandboxContext } from "#sandbox/context.ts";
import type { SandboxDatabase } from "#sandbox/database.ts";
import type { Contract, ReplyKey } from "./keys.ts";
import type { DigimeSettings } from "./settings.ts";

/** 1.6 is the older flow with postboxes (contract 1). */
export type ApiVersion = "1.6" | "1.7";

/** Handed to each part. */
export interface Desk {
  readonly context: SandboxContext;
  readonly database: SandboxDatabase;
  readonly origin: () => string;
  readonly contracts: readonly Contract[];
  readonly replyKey: () => Promise<ReplyKey>;
  readonly settings: () => DigimeSettings;
}

const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A random name of 24 characters that needs no escaping anywhere, after a word that says what it names. */
export const newId = ({ context }: Desk, kind: string): string =>
  `${kind}-${Array.from(context.random(24), (byte) => alphanumerics[byte % alphanumerics.length]).join("")}`;

/** Where a life of so many seconds ends, in milliseconds by the sandbox's clock. */
export const endOf = ({ context }: Desk, seconds: number): number => context.now() + seconds * 1_000;
