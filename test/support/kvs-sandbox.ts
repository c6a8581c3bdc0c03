/** The sandbox's key value store as a backend of the store suite: a real server, real taps, real ends of sessions. */
import { createChipProtocol } from "#chip/chip-protocol.ts";
import { fromHex, hexConstant } from "#chip/bytes.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { createKvsClient } from "#platform/vivokey-kvs.ts";
import { createScanService } from "#platform/vivokey-scan.ts";
import { createSoftChip } from "#sandbox/soft-chips.ts";
import type { KvsClient } from "#stores/kvs/kvs-client.port.ts";
import type { Store } from "#stores/store.port.ts";
import { createKvsComputer, noAbort } from "./kvs-computer.ts";
import type { TestSandbox } from "./sandbox.ts";
import { startTestSandbox } from "./sandbox.ts";
import { silentLog } from "./silent-log.ts";
import { directJson } from "./direct-http.ts";

const uid = "04A1B2C3D4E580";
const key = "00112233445566778899AABBCCDDEEFF";
const clock = createSystemClock();

const value = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** Taps the software chip once; the validated challenge that opens the store. */
export const tapForToken = async (sandbox: TestSandbox): Promise<string> => {
  const { scanBaseUrl, apiKey } = sandbox.endpoints.vivokey;
  await sandbox.control("/chips", { kind: "spark2", uid, key });
  const service = createScanService({
    baseUrl: scanBaseUrl,
    apiKey: () => Promise.resolve(ok(apiKey)),
    clock,
    log: silentLog,
    http: directJson,
    tokenLifeMs: 300_000,
    checkPath: "check-response",
  });
  const soft = createSoftChip("spark2", { uid: fromHex(uid) ?? hexConstant(uid), key: hexConstant(key) });
  const card = { transmit: (command: Uint8Array) => Promise.resolve(ok(soft.process(command))) };
  const protocol = createChipProtocol(clock);
  const chip = value(await protocol.identify(card, soft.atr));
  const challenge = value(await service.fetchChallenge(noAbort));
  const message = value(await protocol.start(card, chip, noAbort));
  const { forChip, token } = value(await service.answerChip({ chip, challenge, message }, noAbort));
  const response = value(await protocol.finish(card, chip, forChip));
  return value(await service.check({ chip, challenge, token, response }, noAbort)).token;
};

/** A client that ends its session, in the service's eyes too, before the nth request from `from`. */
const counted = (client: KvsClient, beforeEach: () => Promise<void>): KvsClient => ({
  read: async (challenge, names, signal) => {
    await beforeEach();
    return client.read(challenge, names, signal);
  },
  store: async (challenge, pairs, signal) => {
    await beforeEach();
    return client.store(challenge, pairs, signal);
  },
});

/** Starts the server and taps. */
export const startKvsSandbox = async (): Promise<{
  open(): Store;
  expireAt(request: number): Promise<void>;
  renew(): Promise<void>;
  dispose(): Promise<void>;
}> => {
  const sandbox = await startTestSandbox();
  let token = await tapForToken(sandbox);
  let isOver = false;
  let left = Infinity;
  let offsetMs = 0;
  const moveClock = (ms: number): Promise<unknown> =>
    sandbox.control("/clock", { offsetMs: (offsetMs += ms) });
  const client = createKvsClient({
    baseUrl: sandbox.endpoints.vivokey.scanBaseUrl,
    clock,
    log: silentLog,
    http: directJson,
  });
  const watched = counted(client, async () => {
    if (left-- !== 0) return;
    await moveClock(301_000);
    isOver = true;
  });
  return {
    open: () => createKvsComputer(watched, { challenge: () => token, session: () => !isOver }).store,
    expireAt: (request) => {
      left = request;
      return Promise.resolve();
    },
    renew: async () => {
      left = Infinity;
      token = await tapForToken(sandbox);
      isOver = false;
    },
    dispose: () => sandbox.dispose(),
  };
};
