/** The presence service by hand: knows one key, keeps count, and fails when told to. */
import { createCipheriv, createDecipheriv } from "node:crypto";
import { concatBytes, equalBytes, fromHex, rotateLeft1, toHex } from "#chip/bytes.ts";
import type { PresenceError, PresenceService } from "#chip/presence.port.ts";
import type { Clock } from "#contract/clock.port.ts";
import { appError } from "#contract/errors.ts";
import { err, ok } from "#contract/result.ts";

const zeroIv = new Uint8Array(16);

const encrypt = (key: Uint8Array, data: Uint8Array): Uint8Array => {
  const cipher = createCipheriv("aes-128-cbc", key, zeroIv).setAutoPadding(false);
  return new Uint8Array(Buffer.concat([cipher.update(data), cipher.final()]));
};

const decrypt = (key: Uint8Array, data: Uint8Array): Uint8Array => {
  const cipher = createDecipheriv("aes-128-cbc", key, zeroIv).setAutoPadding(false);
  return new Uint8Array(Buffer.concat([cipher.update(data), cipher.final()]));
};

/** The service with its counters and switches. */
export interface FakePresence extends PresenceService {
  readonly issued: string[];
  readonly answered: string[];
  /** The next call of that kind fails so. */
  failNext(call: "fetch" | "answer" | "check", error: PresenceError): void;
  /** Answers the chip with a wrong part 2, as a service with another key would. */
  answerWrongly(isWrong: boolean): void;
  /** Holds back challenges until released. */
  hold(): () => void;
}

/** Makes a service of the Scan flow that knows `key` (16 bytes). */
export const createFakePresence = (key: Uint8Array, clock: Clock): FakePresence => {
  const failures = new Map<string, PresenceError>();
  const issued: string[] = [];
  const answered: string[] = [];
  let isWrong = false;
  let gate: Promise<void> = Promise.resolve();
  const failure = (call: string): PresenceError | undefined => {
    const error = failures.get(call);
    failures.delete(call);
    return error;
  };
  return {
    flow: "scan",
    issued,
    answered,
    failNext: (call, error) => void failures.set(call, error),
    answerWrongly: (wrong) => (isWrong = wrong),
    hold: () => {
      let open = (): void => undefined;
      gate = new Promise((resolve) => (open = resolve));
      return open;
    },
    fetchChallenge: async (signal) => {
      await gate;
      const failed = failure("fetch");
      if (signal.aborted) return err(appError("scan.cancelled"));
      if (failed !== undefined) return err(failed);
      const value = (issued.length + 1).toString(16).padStart(32, "0");
      issued.push(value);
      return ok({ value, issuedAt: clock.now(), lifeMs: 30_000 });
    },
    answerChip: ({ challenge, message }) => {
      const failed = failure("answer");
      if (failed !== undefined) return Promise.resolve(err(failed));
      answered.push(challenge?.value ?? "");
      const rndA = fromHex(challenge?.value ?? "") ?? new Uint8Array(16);
      const rndB = rotateLeft1(decrypt(key, message));
      const second = isWrong ? rndB.map((byte) => byte ^ 1) : rndB;
      return Promise.resolve(ok({ forChip: encrypt(key, concatBytes(rndA, second)), token: null }));
    },
    check: ({ challenge, response }) => {
      const failed = failure("check");
      if (failed !== undefined) return Promise.resolve(err(failed));
      const rndA = fromHex(challenge?.value ?? "") ?? new Uint8Array(16);
      const isRight = equalBytes(decrypt(key, response).subarray(4, 20), rotateLeft1(rndA));
      if (!isRight) return Promise.resolve(err(appError("auth.rejected")));
      const token = toHex(rndA);
      return Promise.resolve(
        ok({ flow: "scan", token, expiresAt: clock.now() + 300_000, memberId: "m", chipId: null } as const),
      );
    },
  };
};
