import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ErrorDetail } from "#contract/errors.ts";
import type { ServiceCode } from "#stores/digime/digime-errors.ts";
import { serviceCodes } from "#stores/digime/digime-errors.ts";
import { writeCounters } from "#test/support/counters.ts";
import type { DigimeBench } from "#test/support/digime-connected.ts";
import { connectDigime, createDigimeBench, digimeOf, redirectUri } from "#test/support/digime-connected.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

/** What each code of contract 9 becomes: at the library, at the storage host, and while connecting. */
const expected: Readonly<
  Record<ServiceCode, readonly [library: string, storage: string, connecting: string]>
> = {
  // Tokens of the person: one renewal helps. At the storage host it is the contract's own, made anew.
  InvalidToken: ["ok", "ok", "connect.refused"],
  InvalidRefreshToken: ["store.consent-ended", "store.consent-ended", "connect.refused"],
  TokenInvalid: ["store.no-permission", "store.no-permission", "connect.refused"],
  TokenNotYetValid: ["store.refused", "ok", "connect.refused"],
  InvalidRedirectUri: ["store.not-configured", "store.not-configured", "connect.refused"],
  InvalidClient: ["store.not-configured", "store.not-configured", "connect.refused"],
  NoSuchApplication: ["store.not-configured", "store.not-configured", "connect.refused"],
  NoSuchContract: ["store.not-configured", "store.not-configured", "connect.refused"],
  InvalidContractDataRequest: ["store.not-configured", "store.not-configured", "connect.refused"],
  InsufficientScope: ["store.no-permission", "store.no-permission", "store.no-permission"],
  ScopeOutOfBounds: ["store.no-permission", "store.no-permission", "store.no-permission"],
  ServiceAuthorizationError: ["store.no-permission", "store.no-permission", "store.no-permission"],
  ValidationErrors: ["store.refused", "store.refused", "connect.refused"],
  SDKVersionInvalid: ["store.refused", "store.refused", "connect.refused"],
  SDKInvalid: ["store.refused", "store.refused", "connect.refused"],
  SDKVersion: ["store.refused", "store.refused", "connect.refused"],
  // What passes is asked again where that does no harm.
  TooManyRequests: ["store.busy", "ok", "ok"],
  SessionUpdateFailed: ["store.busy", "ok", "ok"],
  InvalidSyncState: ["store.busy", "ok", "ok"],
  PartialSync: ["store.busy", "ok", "ok"],
  SessionInvalid: ["store.refused", "store.refused", "store.refused"],
  SessionUsed: ["store.refused", "store.refused", "store.refused"],
  InvalidPCloud: ["store.refused", "store.refused", "store.refused"],
};

const never = new AbortController().signal;
const handled = new Set<string>();
let bench: DigimeBench;

beforeAll(async () => {
  bench = createDigimeBench(await startTestSandbox());
});
beforeEach(() => bench.reset());
afterAll(async () => {
  writeCounters("digime-codes", { storeErrorCodesDigime: [...handled].sort() });
  await bench.sandbox.dispose();
});

interface Told {
  readonly code: string;
  readonly detail: ErrorDetail | undefined;
}

const told = (result: { readonly ok: boolean; readonly error?: unknown } | undefined): Told => {
  if (result?.ok === true) return { code: "ok", detail: undefined };
  return result?.error as Told;
};

describe("every code of contract 9", () => {
  it.each(serviceCodes)("is told as what it is: %s", async (code) => {
    const [library, storage, connecting] = expected[code];
    const service = await connectDigime(bench.sandbox, { clock: bench.clock });

    await bench.fault("code", { code, path: "import" });
    const written = told(await service.library.write("a", Uint8Array.of(1), [], never));
    await bench.fault("code", { code, path: "a" });
    const read = told((await service.values.read(["a"], never)).get("a"));
    await bench.fault("code", { code, path: "oauth/authorize" });
    const begun = told(await service.account.begin(redirectUri, null, never));

    expect([written.code, read.code, begun.code]).toEqual([library, storage, connecting]);
    for (const { code: ours, detail } of [written, read, begun]) {
      if (ours !== "ok") expect(detail).toMatchObject({ code, reason: expect.any(String) as string });
    }
    handled.add(code);
  });

  it("InvalidToken for good is the end of the consent", async () => {
    const service = await connectDigime(bench.sandbox, { clock: bench.clock });
    await bench.fault("code", { code: "InvalidToken", path: "import", count: 2 });
    expect(told(await service.library.write("a", Uint8Array.of(1), [], never)).code).toBe(
      "store.consent-ended",
    );
    await bench.fault("code", { code: "InvalidToken", path: "import" });
    await bench.fault("code", { code: "InvalidRefreshToken", path: "token" });
    expect(told(await service.library.write("a", Uint8Array.of(1), [], never)).code).toBe(
      "store.consent-ended",
    );
  });

  it("a code that is not in the table stays a refusal, without its words", async () => {
    const service = await connectDigime(bench.sandbox, { clock: bench.clock });
    await bench.fault("code", { code: "SomethingNew", path: "import" });
    expect(await service.library.write("a", Uint8Array.of(1), [], never)).toMatchObject({
      error: { code: "store.refused", detail: { reason: "status", status: 400 } },
    });
  });
});

describe("the service's own checks", () => {
  it("refuse a contract that may not read, and one that may not write", async () => {
    const { readContractId, readPrivateKeyFile, contractId } = bench.sandbox.endpoints.digime;
    const swapped = await connectDigime(bench.sandbox, {
      clock: bench.clock,
      settings: { contractId: readContractId, readContractId: contractId },
      contractKey: readFileSync(readPrivateKeyFile, "utf8"),
    });
    expect(told(await swapped.library.write("a", Uint8Array.of(1), [], never))).toMatchObject({
      code: "store.not-configured",
      detail: { reason: "contract-kind" },
    });
  });

  it("refuse another key than the contract's", async () => {
    const { readPrivateKeyFile } = bench.sandbox.endpoints.digime;
    const service = digimeOf(bench.sandbox, { contractKey: readFileSync(readPrivateKeyFile, "utf8") });
    expect(told(await service.account.begin(redirectUri, null, never))).toMatchObject({
      code: "connect.refused",
      detail: { reason: "token-invalid" },
    });
  });
});
