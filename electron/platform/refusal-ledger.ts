/**
 * Remembers, beside the profile, when a chip refused part 2, so that three refusals within 24 hours
 * are the end of it for that day, over restarts too. Holds fingerprints, never UIDs. When the file
 * cannot be written the memory of this session still counts.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { RefusalLedger } from "#chip/scan-ports.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";

const schema = z.record(z.string().max(64), z.array(z.number()).max(100));
type Refusals = z.infer<typeof schema>;

/** How many refusals within `windowMs` rest a chip. */
export const restingRule = { refusals: 3, windowMs: 24 * 3_600_000 } as const;

const read = (file: string): Refusals => {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
};

/** Opens the ledger kept in `file`. A clock set back does not forgive: times in the future count too. */
export const createRefusalLedger = (file: string, clock: Clock, log: Log): RefusalLedger => {
  const refusals = new Map(Object.entries(read(file)));
  const recent = (fingerprint: string): readonly number[] =>
    (refusals.get(fingerprint) ?? []).filter((at) => clock.now() - at < restingRule.windowMs);
  return {
    isResting: (fingerprint) => recent(fingerprint).length >= restingRule.refusals,
    record: (fingerprint) => {
      refusals.set(fingerprint, [...recent(fingerprint), clock.now()].slice(-100));
      try {
        writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(refusals)), { mode: 0o600 });
        renameSync(`${file}.new`, file);
      } catch (cause) {
        log.warn("ledger.not-written", {}, cause);
      }
    },
  };
};
