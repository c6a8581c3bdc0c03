/** How long tokens live by the moved clock (contract 2.2), and what outlives a restart or a reset. */
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applicationToken, callPda } from "#test/support/dataswyft-account.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let token: string;
beforeEach(async () => {
  box = await startTestSandbox();
  token = await applicationToken(box);
});
afterEach(() => box.dispose());

const hourMs = 3_600_000;
const vault = "/api/v2.6/data/tapvault-dev/vault";

/** A read at that many hours from now, and the renewed token. */
const readAt = async (hours: number, as: string): Promise<{ status: number; token: string | null }> => {
  await box.control("/clock", { offsetMs: Math.round(hours * hourMs) });
  return callPda(box, "GET", vault, { token: as });
};

describe("a token", () => {
  it("is idle for 72 hours at most", async () => {
    expect((await readAt(71.9, token)).status).toBe(200);
    expect((await readAt(72.1, token)).status).toBe(401);
  });

  it("lives on by use, for 30 days at most, with the same end", async () => {
    let current = token;
    for (let hours = 70; hours < 720; hours += 70) {
      const answer = await readAt(hours, current);
      expect(answer.status).toBe(200);
      current = answer.token ?? "";
    }
    const [first, last] = [decodeJwt(token), decodeJwt(current)];
    expect(last).toMatchObject({ jti: first.jti, exp: first.exp, sub: first.sub });
    expect((last.iat ?? 0) - (first.iat ?? 0)).toBeGreaterThanOrEqual(700 * 3_600);
    expect((await readAt(719.9, current)).status).toBe(200);
    expect((await readAt(720.1, current)).status).toBe(401);
  });

  it("stays good beside the one that renewed it", async () => {
    const renewed = (await readAt(1, token)).token ?? "";
    expect(renewed).not.toBe(token);
    expect((await readAt(2, token)).status).toBe(200);
    expect((await readAt(72.5, token)).status).toBe(401);
    expect((await readAt(72.5, renewed)).status).toBe(200);
  });

  it("is renewed on refusals too", async () => {
    const put = await callPda(box, "PUT", "/api/v2.6/data", {
      token,
      body: [{ endpoint: "tapvault-dev/x" }],
    });
    expect(put.status).toBe(400);
    expect(decodeJwt(put.token ?? "").jti).toBe(decodeJwt(token).jti);
    const none = await callPda(box, "GET", "/api/v2.6/files/file/none", { token });
    expect([none.status, none.token === null]).toEqual([404, false]);
  });
});

describe("a restart", () => {
  it("keeps the key, the credentials, tokens, records and files", async () => {
    const { dataswyft } = box.endpoints;
    await callPda(box, "POST", vault, { token, body: { n: 1 } });
    const body = { name: "a.bin", source: "tapvault-dev" };
    const file = (await callPda(box, "POST", "/api/v2.6/files/upload", { token, body })).json;
    const { contentUrl } = file as { contentUrl: string };
    const headers = { "x-amz-server-side-encryption": "AES256" };
    await fetch(contentUrl, { method: "PUT", headers, body: "bytes" });
    const pem = (await callPda(box, "GET", "/publickey")).text;
    const before = (await box.control("/objects")) as { dataswyft: object };
    expect(before.dataswyft).toMatchObject({
      records: [{ endpoint: "tapvault-dev/vault", data: { n: 1 }, application: "tapvault-dev" }],
      files: [
        { fileId: "tapvault-deva.bin", size: 5, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
      ],
      tokens: { owner: 1, application: 1, renewed: 3 },
    });
    const { dataDir } = box;
    await box.close();
    box = await startTestSandbox({ dataDir, port: Number(new URL(dataswyft.pdaUrl).port) });
    expect(box.endpoints.dataswyft).toEqual(dataswyft);
    expect((await callPda(box, "GET", "/publickey")).text).toBe(pem);
    expect((await callPda(box, "GET", vault, { token })).json).toMatchObject([{ data: { n: 1 } }]);
    const after = (await box.control("/objects")) as { dataswyft: object };
    expect(after.dataswyft).toMatchObject({ ...before.dataswyft, tokens: { owner: 1, application: 1 } });
  });
});

describe("a reset", () => {
  it("forgets what was kept, and neither the key nor the credentials", async () => {
    await callPda(box, "POST", vault, { token, body: { n: 1 } });
    await box.control("/reset", {});
    expect(await box.control("/objects")).toMatchObject({
      dataswyft: { records: [], files: [], tokens: { owner: 0, application: 0, renewed: 0 } },
    });
    expect((await callPda(box, "GET", vault, { token })).json).toEqual([]);
    expect(await applicationToken(box)).not.toBe(token);
  });
});
