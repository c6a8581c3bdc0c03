/** Every row of the contract's table of errors (section 6), answered by the account's stand-in and handled by our client. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ok } from "#contract/result.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { createDataClient } from "#stores/dataswyft/data-client.ts";
import type { DataswyftService } from "#stores/dataswyft/dataswyft-service.ts";
import { failureOfAnswer } from "#stores/dataswyft/error-table.ts";
import { createPdaClient } from "#stores/dataswyft/pda-client.ts";
import type { PdaCall, PdaClient } from "#stores/dataswyft/pda-client.ts";
import type { TokenKeeper } from "#stores/dataswyft/token-keeper.ts";
import { writeCounters } from "#test/support/counters.ts";
import { applicationToken, ownerToken } from "#test/support/dataswyft-account.ts";
import { connectDataswyft, createNotingHttp } from "#test/support/dataswyft-connected.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { silentLog } from "#test/support/silent-log.ts";

let box: TestSandbox;
let service: DataswyftService;
const noting = createNotingHttp();
const never = new AbortController().signal;

beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(async () => {
  await box.control("/reset", {});
  service = await connectDataswyft(box, { http: noting.http });
});
afterAll(async () => {
  await box.dispose();
  writeCounters("dataswyft-codes", { storeErrorCodesDataswyft: [...handled].sort() });
});

/** Rows that were answered and came out as they should. */
const handled = new Set<string>();

/** Runs `act`, and counts the row when it was answered and `act` gave this code. */
const expectRow = async (row: string, code: string, act: () => Promise<string>): Promise<void> => {
  noting.rows.clear();
  expect(await act()).toBe(code);
  expect([...noting.rows]).toContain(row);
  handled.add(row);
};

const put = async (name: string, bytes: Uint8Array): Promise<string> => {
  const outcome = (await service.values.write([{ name, bytes }], never)).get(name);
  return outcome?.ok === true ? "ok" : (outcome?.error.code ?? "none");
};
const get = async (name: string): Promise<string> => {
  const outcome = (await service.values.read([name], never)).get(name);
  return outcome?.ok === true ? "ok" : (outcome?.error.code ?? "none");
};
const fault = (path: string, code: string, count = 1): Promise<unknown> =>
  box.control("/faults", { service: "dataswyft", path, count, kind: "code", code });
const small = Uint8Array.of(1);
const large = new Uint8Array(70_000).fill(1);

const nothing = (): Promise<{ readonly ok: true; readonly value: undefined }> =>
  Promise.resolve(ok(undefined));

/** Our client under one token, for calls that the store itself never makes. */
const clientWith = (token: string): PdaClient => {
  const keeper: TokenKeeper = {
    load: () => Promise.resolve(ok(null)),
    use: () => Promise.resolve(ok(token)),
    offer: () => Promise.resolve(),
    newerThan: () => Promise.resolve(ok(null)),
    start: nothing,
    forget: nothing,
    subscribe: () => () => undefined,
  };
  return createPdaClient({
    baseUrl: () => ok(box.endpoints.dataswyft.pdaUrl),
    keeper,
    http: noting.http,
    clock: createSystemClock(),
    log: silentLog,
    random: (length) => new Uint8Array(length),
  });
};

const call = async (token: string, request: Omit<PdaCall, "signal">): Promise<string> => {
  const answer = await clientWith(token)({ ...request, signal: never });
  return answer.ok ? "ok" : answer.error.error.code;
};

describe("errors that the store meets", () => {
  it("a duplicate once, and again and again", async () => {
    await service.values.list("", never);
    await fault("vault", "duplicate");
    await expectRow("400/A/Duplicate data", "ok", () => put("v", small));
    noting.before = async ({ method }) => {
      if (method === "POST") await fault("vault", "duplicate");
    };
    await expectRow("400/A/Duplicate data", "store.refused", () => put("w", small));
    noting.before = () => Promise.resolve();
  });

  it("content that cannot be inserted", async () => {
    await service.values.list("", never);
    await fault("vault", "insert");
    await expectRow("400/A/Could not insert data", "store.refused", () => put("v", small));
  });

  it("a record that another program removed", async () => {
    await put("v", small);
    const other = await connectDataswyft(box);
    await other.values.remove(["v"], never);
    await expectRow("400/A/Data Missing", "ok", () => put("v", small));
    await service.values.list("", never);
    await other.values.remove(["v"], never);
    await expectRow("400/A/Data Missing", "ok", () => get("v"));
  });

  it("the end of the sign-in", async () => {
    // Twice: the refusal itself may bring a newer token, which is tried once.
    await fault("vault", "not-authenticated", 2);
    await expectRow("401/B/Not Authenticated", "store.consent-ended", () => get("v"));
  });

  it("no role, and another's records", async () => {
    await fault("vault", "forbidden");
    await expectRow("403/B/Forbidden", "store.no-permission", () => get("v"));
    await put("v", small);
    await fault("v2.6/data", "records-forbidden");
    await expectRow("403/A/Forbidden", "store.no-permission", () => put("v", small));
  });

  it("another's records for real", async () => {
    const foreign = clientWith(await applicationToken(box, "notes-dev"));
    const made = await createDataClient(foreign, () => "notes-dev/vault").create([{ a: 1 }], never);
    const recordId = made.ok ? (made.value[0]?.recordId ?? "") : "";
    const token = await applicationToken(box);
    const path = `data?records=${recordId}`;
    await expectRow("403/A/Forbidden", "store.no-permission", () => call(token, { path, method: "DELETE" }));
  });

  it("an account that sleeps", async () => {
    await fault("vault", "unavailable", 3);
    await expectRow("404/B/Not Found", "store.unreachable", () => get("v"));
    await fault("vault", "unavailable", 2);
    await expectRow("404/B/Not Found", "ok", () => get("v"));
  });

  it("an address that nothing handles", async () => {
    await fault("vault", "handler-not-found");
    await expectRow("404/B/Handler Not Found", "store.bad-reply", () => get("v"));
    const token = await applicationToken(box);
    await expectRow("404/B/Handler Not Found", "store.bad-reply", () =>
      call(token, { path: "data/Tapvault-Dev/vault", method: "POST", body: "{}" }),
    );
  });

  it("its own failure, passing and staying", async () => {
    await put("v", small);
    await fault("v2.6/data", "internal", 2);
    await expectRow("500/B/Internal Server error", "ok", () => put("v", small));
    await fault("v2.6/data", "internal", 3);
    await expectRow("500/B/Internal Server error", "store.unreachable", () => put("v", small));
  });

  it("files that are not there, or not whole", async () => {
    await fault("complete", "file-not-available");
    await expectRow("400/A/File not available", "store.refused", () => put("v", large));
    await put("v", large);
    await service.values.list("", never);
    const { dataswyft } = (await box.control("/objects")) as { dataswyft: { files: { fileId: string }[] } };
    await fault(dataswyft.files.at(-1)?.fileId ?? "", "not-found", 2);
    await expectRow("404/A/No such file", "store.bad-reply", () => get("v"));
    expect(await get("v")).toBe("ok");
  });
});

describe("errors of signing in", () => {
  it("wrong credentials, too many tries, an unknown application", async () => {
    const { username, password } = box.endpoints.dataswyft;
    const sign = async (secret: string): Promise<string> => {
      const signed = await service.ownerSignIn(username, secret, never);
      return signed.ok ? "ok" : signed.error.code;
    };
    await expectRow("401/B/Not Authenticated", "connect.refused", () => sign("wrong"));
    await fault("access_token", "rate");
    await expectRow("400/A/Request rate exceeded", "store.busy", () => sign(password));
    const owner = await ownerToken(box);
    await expectRow("404/A/Application not Found", "store.refused", () =>
      call(owner, { path: "applications/nobody-dev/access-token" }),
    );
  });

  it("no credentials at all", async () => {
    const url = `${box.endpoints.dataswyft.pdaUrl}/users/access_token`;
    await expectRow("401/A/Credentials required", "store.refused", async () => {
      const answer = await noting.http({ url, signal: never });
      if (!answer.ok) return answer.error.reason;
      const json = JSON.parse(new TextDecoder().decode(answer.value.bytes)) as unknown;
      return failureOfAnswer(answer.value.status, json, false).error.code;
    });
  });
});

describe("errors of calls that the store does not make", () => {
  it("a body that is none of the service's", async () => {
    const token = await applicationToken(box);
    const body = JSON.stringify([{ endpoint: 1 }]);
    await expectRow("400/B/Bad Request", "store.refused", () =>
      call(token, { path: "data", method: "PUT", body }),
    );
  });

  it("combinators and bundles that nobody made", async () => {
    const token = await ownerToken(box);
    await expectRow("404/A/Combinator Not Found", "store.refused", () =>
      call(token, { path: "combinator/nothing" }),
    );
    await expectRow("404/A/Bundle Not Found", "store.refused", () =>
      call(token, { path: "data-bundle/nothing" }),
    );
  });

  it("an address in the wrong case is a page, not an answer", async () => {
    const token = await applicationToken(box);
    expect(await call(token, { path: "data/Tapvault-Dev/vault" })).toBe("store.bad-reply");
  });
});
