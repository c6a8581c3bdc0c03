/** VivoKey's clients against a test's own sandbox, and whole taps of its software chips. */
import { hexConstant } from "#chip/bytes.ts";
import { createChipProtocol } from "#chip/chip-protocol.ts";
import type { Presence, PresenceService } from "#chip/presence.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { createKvsClient } from "#platform/vivokey-kvs.ts";
import { createScanService } from "#platform/vivokey-scan.ts";
import { createVerifyService } from "#platform/vivokey-verify.ts";
import type { SoftChip } from "#sandbox/soft-chip.ts";
import type { KvsClient } from "#stores/kvs/kvs-client.port.ts";
import type { TestSandbox } from "./sandbox.ts";
import { silentLog } from "./silent-log.ts";
import { directJson } from "./direct-http.ts";

const clock = createSystemClock();

/** The value of a result that must be one; throws with the error otherwise. */
export const value = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** The Scan API's client; with the sandbox's own key unless told otherwise. */
export const scanClient = (
  { endpoints: { vivokey } }: TestSandbox,
  apiKey = vivokey.apiKey,
  checkPath: "check-response" | "check-result" = "check-result",
): PresenceService =>
  createScanService({
    baseUrl: vivokey.scanBaseUrl,
    apiKey: () => Promise.resolve(ok(apiKey)),
    clock,
    log: silentLog,
    http: directJson,
    tokenLifeMs: 300_000,
    checkPath,
  });

/** The Verify API's client. */
export const verifyClient = (
  { endpoints: { vivokey } }: TestSandbox,
  apiKey = vivokey.verifyApiKey,
): PresenceService =>
  createVerifyService({
    baseUrl: vivokey.verifyBaseUrl,
    apiKey: () => Promise.resolve(ok(apiKey)),
    clock,
    log: silentLog,
    http: directJson,
  });

/** The key value store's client, which tries again at once. */
export const kvsClient = ({ endpoints: { vivokey } }: TestSandbox): KvsClient =>
  createKvsClient({ baseUrl: vivokey.scanBaseUrl, clock, log: silentLog, http: directJson, random: () => 0 });

/** A whole tap: identify, challenge, both parts, verdict. Throws where it fails. */
export const tap = async (service: PresenceService, soft: SoftChip): Promise<Presence> => {
  const { signal } = new AbortController();
  const card = { transmit: (command: Uint8Array) => Promise.resolve(ok(soft.process(command))) };
  const protocol = createChipProtocol(clock);
  const chip = value(await protocol.identify(card, soft.atr));
  const challenge = value(await service.fetchChallenge(signal));
  if (chip.kind === "spark1") {
    const response = value(await protocol.answerSpark1(card, chip, hexConstant(challenge?.value ?? "")));
    return value(await service.check({ chip, challenge, token: null, response }, signal));
  }
  const message = value(await protocol.start(card, chip, signal));
  const answer = value(await service.answerChip({ chip, challenge, message }, signal));
  const response = value(await protocol.finish(card, chip, answer.forChip));
  return value(await service.check({ chip, challenge, token: answer.token, response }, signal));
};
