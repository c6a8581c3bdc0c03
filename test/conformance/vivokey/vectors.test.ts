import { afterAll, afterEach, describe, expect, it } from "vitest";
import { fromHex, hexConstant, toHex } from "#chip/bytes.ts";
import { createChipProtocol } from "#chip/chip-protocol.ts";
import type { IdentifiedChip } from "#chip/presence.port.ts";
import type { CardLink } from "#chip/reader.port.ts";
import { ok } from "#contract/result.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { createChipMemory } from "#sandbox/chip-memory.ts";
import type { SoftChip } from "#sandbox/soft-chip.ts";
import { createSoftSpark2 } from "#sandbox/soft-spark2.ts";
import { partTwoFor, provesPartTwo, provesTam1, sdmMac } from "#sandbox/vivokey/chip-crypto.ts";
import { writeCounters } from "#test/support/counters.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { scripted, startTestSandbox } from "#test/support/sandbox.ts";
import { scanClient, value, verifyClient } from "#test/support/vivokey.ts";

/** The contract's own vector V4: one full run of the Scan API with a Spark 2. */
const v4 = {
  key: "00112233445566778899AABBCCDDEEFF",
  uid: "04A1B2C3D4E580",
  sentUid: "80e5d4c3b2a104",
  challenge: "17695fd27eaf8c65833d50cbff12a501",
  rndB: "0F1E2D3C4B5A69788796A5B4C3D2E1F0",
  ti: "C0FFEE42",
  message: "8e7de3065e4b6bf0c478d86372bf78b5",
  forChip: "629b61fcbc72fc283c8f7776db45abe80f22718c8faec96f7b19ccb9b896d9c3",
  response: "669f199fdd6f0666ce2f458ec2a870d25c4e32eb1c709b00f8d07d1938709b2c",
} as const;

const chip: IdentifiedChip = { kind: "spark2", uid: hexConstant(v4.uid) };
const held = { server: new Set<string>(), client: new Set<string>() };
const signal = new AbortController().signal;
const clock = createSystemClock();
let sandbox: TestSandbox | null = null;

afterEach(async () => {
  await sandbox?.dispose();
  sandbox = null;
});
afterAll(() => {
  writeCounters("vectors-server", { vectorsServer: [...held.server] });
  writeCounters("vectors-client", { vectorsClient: [...held.client] });
});

const start = async (): Promise<TestSandbox> =>
  (sandbox = await startTestSandbox({ random: scripted(v4.challenge) }));

const softV4 = (): SoftChip =>
  createSoftSpark2({
    uid: chip.uid,
    key: hexConstant(v4.key),
    memory: createChipMemory(),
    random: scripted(v4.rndB, v4.ti),
  });

const linkTo = (soft: SoftChip): CardLink => ({
  transmit: (command) => Promise.resolve(ok(soft.process(command))),
});

const raw = async (box: TestSandbox, path: string, body: unknown): Promise<unknown> =>
  (await box.post(`${box.endpoints.vivokey.scanBaseUrl}${path}`, body)).json;

describe("V4 through chip, client and server", () => {
  it("gives the published bytes at every step", async () => {
    const service = scanClient(await start(), undefined, "check-response");
    const protocol = createChipProtocol(clock);
    const card = linkTo(softV4());
    const found = value(await protocol.identify(card, hexConstant("3B8180018080")));
    expect(toHex(found.uid).toUpperCase()).toBe(v4.uid);
    const challenge = value(await service.fetchChallenge(signal));
    expect(challenge?.value).toBe(v4.challenge);
    const message = value(await protocol.start(card, found, signal));
    expect(toHex(message).toLowerCase()).toBe(v4.message);
    const answer = value(await service.answerChip({ chip: found, challenge, message }, signal));
    expect(toHex(answer.forChip).toLowerCase()).toBe(v4.forChip);
    const response = value(await protocol.finish(card, found, answer.forChip));
    expect(toHex(response).toLowerCase()).toBe(v4.response);
    const proof = value(await service.check({ chip: found, challenge, token: null, response }, signal));
    expect(proof).toMatchObject({ flow: "scan", token: v4.challenge, chipId: null });
    expect(proof.memberId).toMatch(/^[0-9a-f]{128}$/);
    held.server.add("V4");
    held.client.add("V4");
  });

  it("gives the same bytes through the Verify API, ending in a token that checks out", async () => {
    const box = await start();
    const service = verifyClient(box);
    const message = hexConstant(v4.message);
    const answer = value(await service.answerChip({ chip, challenge: null, message }, signal));
    expect(toHex(answer.forChip).toLowerCase()).toBe(v4.forChip);
    const response = hexConstant(v4.response);
    const proof = value(
      await service.check({ chip, challenge: null, token: answer.token, response }, signal),
    );
    expect(proof.flow).toBe("verify");
    expect(proof.chipId).toMatch(/^[0-9a-f]{64}$/);
    const again = await service.check({ chip, challenge: null, token: answer.token, response }, signal);
    expect(again).toMatchObject({ ok: false, error: { code: "auth.rejected" } });
  });
});

describe("V4n, the negatives", () => {
  const toAnswered = async (box: TestSandbox): Promise<void> => {
    await raw(box, "get-challenge", { "api-key": box.endpoints.vivokey.apiKey });
    const body = { "picc-uid": v4.sentUid, "picc-challenge": v4.challenge, "pcd-challenge": v4.message };
    expect(await raw(box, "pcd-challenge", body)).toEqual({ "pcd-response": v4.forChip });
  };
  const right = { "picc-uid": v4.sentUid, "picc-challenge": v4.challenge, "picc-response": v4.response };

  it("refuses a UID that is not reversed", async () => {
    const box = await start();
    await toAnswered(box);
    expect(await raw(box, "check-response", { ...right, "picc-uid": v4.uid })).toMatchObject({
      "check-result": "error",
    });
  });

  it("refuses any flipped bit of the chip's answer in what it proves", async () => {
    const bytes = hexConstant(v4.response);
    for (const index of [0, 7, 15, 16, 19]) {
      const box = await start();
      await toAnswered(box);
      const flipped = toHex(bytes.map((byte, at) => (at === index ? byte ^ 1 : byte))).toLowerCase();
      expect(await raw(box, "check-result", { ...right, "picc-response": flipped })).toMatchObject({
        "check-result": "error",
      });
      await box.dispose();
    }
    sandbox = null;
  });

  it("refuses a second check with the same challenge, under both names of the call", async () => {
    const box = await start();
    await toAnswered(box);
    expect(await raw(box, "check-result", right)).toMatchObject({ "check-result": "member-id" });
    expect(await raw(box, "check-response", right)).toMatchObject({ "check-result": "error" });
  });

  it("says that it does not know a chip, in the words of the contract, and the client understands", async () => {
    const box = await start();
    const service = scanClient(box);
    const challenge = value(await service.fetchChallenge(signal));
    const stranger: IdentifiedChip = { kind: "spark2", uid: hexConstant("04FFFFFFFFFFFF") };
    const body = {
      "picc-uid": "ffffffffffff04",
      "picc-challenge": v4.challenge,
      "pcd-challenge": v4.message,
    };
    expect(await raw(box, "pcd-challenge", body)).toEqual({ "pcd-response": "Not enrolled UID." });
    const answer = await service.answerChip(
      { chip: stranger, challenge, message: hexConstant(v4.message) },
      signal,
    );
    expect(answer).toMatchObject({ ok: false, error: { code: "auth.not-enrolled" } });
    held.client.add("V4n");
  });

  it("does not open KVS with a challenge that was merely issued", async () => {
    const box = await start();
    await raw(box, "get-challenge", { "api-key": box.endpoints.vivokey.apiKey });
    expect(await raw(box, "kvp-read", { challenge: v4.challenge, dict: ["x"] })).toEqual({ result: "error" });
    held.server.add("V4n");
  });
});

describe("the service's own cryptography", () => {
  const zeroKey = new Uint8Array(16);

  it("V1: EV2 first authentication of AN12196", () => {
    const rndA = hexConstant("13C5DB8A5930439FC3DEF9A4C675360F");
    const message = hexConstant("A04C124213C186F22399D33AC2A30215");
    const forChip = "35C3E05A752E0144BAC0DE51C1F22C56B34408A23D8AEA266CAB947EA8E0118D";
    expect(toHex(partTwoFor(zeroKey, rndA, message)).toUpperCase()).toBe(forChip);
    const response = hexConstant("3FA64DB5446D1F34CD6EA311167F5E4985B89690C04A05F17FA7AB2F08120663");
    expect(provesPartTwo(zeroKey, rndA, response)).toBe(true);
    expect(
      provesPartTwo(
        zeroKey,
        rndA.map((byte) => byte ^ 1),
        response,
      ),
    ).toBe(false);
    held.server.add("V1");
  });

  it("V1: the client takes the chip's part 1 and part 2 as published", async () => {
    const answers = [
      "A04C124213C186F22399D33AC2A3021591AF",
      "3FA64DB5446D1F34CD6EA311167F5E4985B89690C04A05F17FA7AB2F081206639100",
    ];
    const sent: string[] = [];
    const card: CardLink = {
      transmit: (command) => {
        sent.push(toHex(command).toUpperCase());
        return Promise.resolve(ok(fromHex(answers[sent.length - 1] ?? "") ?? new Uint8Array(0)));
      },
    };
    const protocol = createChipProtocol(clock);
    const message = value(await protocol.start(card, chip, signal));
    const forChip = partTwoFor(zeroKey, hexConstant("13C5DB8A5930439FC3DEF9A4C675360F"), message);
    const response = value(await protocol.finish(card, chip, forChip));
    expect(sent[1]).toBe("90AF00002035C3E05A752E0144BAC0DE51C1F22C56B34408A23D8AEA266CAB947EA8E0118D00");
    expect(response).toHaveLength(32);
    held.client.add("V1");
  });

  it("S1: Spark 1's answer", () => {
    const key = hexConstant("000102030405060708090A0B0C0D0E0F");
    const response = hexConstant("E1CD61F2EB43BCB692B5953AEA7AAA0E");
    expect(provesTam1(key, hexConstant(v4.challenge), response, true)).toBe(true);
    expect(provesTam1(key, hexConstant(v4.message), response, false)).toBe(false);
    held.server.add("S1");
  });

  it.each([
    ["00000000000000000000000000000000", "041E3C8A2D6B80", 0x06, "4B00064004B0B3D3"],
    ["00000000000000000000000000000000", "04DE5F1EACC040", 0x3d, "94EED9EE65337086"],
    [v4.key, v4.uid, 0x3c, "CD2E19E0DD4125E9"],
    [v4.key, v4.uid, 0x3d, "56AEB70F9445739D"],
  ])("D1: the MAC of a signed URL, key %s UID %s", (key, uid, counter, mac) => {
    expect(toHex(sdmMac(hexConstant(key), hexConstant(uid), counter)).toUpperCase()).toBe(mac);
    held.server.add("D1");
  });

  it("D1: /validate takes a signature once, and a lower counter never again", async () => {
    const box = await start();
    const { verifyBaseUrl, verifyApiKey } = box.endpoints.vivokey;
    const validate = async (signature: string): Promise<unknown> =>
      (await box.post(`${verifyBaseUrl}/validate.json`, { signature }, { "X-API-VIVOKEY": verifyApiKey }))
        .json;
    const later = `https://vivokey.co/x/?sun=${v4.uid}-00003D-56AEB70F9445739D`;
    expect(await validate(later)).toMatchObject({ result: "success", atp: "cmac" });
    expect(await validate(`${v4.uid}-00003C-CD2E19E0DD4125E9`)).toEqual({ result: "expired" });
    expect(await validate(`${v4.uid}-00003E-CD2E19E0DD4125E9`)).toEqual({ result: "invalid" });
  });
});
