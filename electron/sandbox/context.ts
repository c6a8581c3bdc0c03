/** What every stand-in gets: the database, a clock that can be moved, randomness, and the faults set for it. */
import type { FaultPlan } from "./faults.ts";
import type { SandboxDatabase } from "./database.ts";

/** What the contracts leave open; a sandbox is made with other values to try them. */
export interface SandboxSettings {
  /** Life of a Scan challenge, in seconds; told as `timeout`. */
  readonly challengeSeconds: number;
  /** How long a validated challenge opens KVS, in seconds. */
  readonly tokenSeconds: number;
  /** Time between /challenge and /session, and life of the JWT, in seconds. */
  readonly verifySeconds: number;
  /** Whether Spark 1's block must carry the constant of TAM1 (contract 6.3). */
  readonly strictTam1: boolean;
}

/** Suggested by the contract. */
export const defaultSettings: SandboxSettings = {
  challengeSeconds: 30,
  tokenSeconds: 300,
  verifySeconds: 30,
  strictTam1: false,
};

/** Handed to each service. */
export interface SandboxContext {
  /** The folder that everything durable is in. */
  readonly dataDir: string;
  readonly database: SandboxDatabase;
  /** Milliseconds since the epoch by the sandbox's own, movable clock. */
  readonly now: () => number;
  readonly moveClock: (offsetMs: number) => void;
  readonly random: (length: number) => Uint8Array;
  readonly faults: FaultPlan;
  readonly settings: SandboxSettings;
}
