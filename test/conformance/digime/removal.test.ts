import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { approve } from "#test/support/digime-consent.ts";
import { pushFile } from "#test/support/digime-files.ts";
import type { DigimeClient, Reply } from "#test/support/digime-requests.ts";
import { digimeClient } from "#test/support/digime-requests.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let box: TestSandbox;
let writer: DigimeClient;
let reader: DigimeClient;
let token: string;
let readToken: string;

const user = (): object => reader.claims({ access_token: readToken });
const failed = (code: string): object => ({ error: { code } });
const held = async (): Promise<{ library: object[]; users: object[] }> =>
  ((await box.control("/objects")) as { digime: { library: object[]; users: object[] } }).digime;

beforeAll(async () => {
  box = await startTestSandbox();
});
beforeEach(async () => {
  await box.control("/reset", {});
  writer = digimeClient({ endpoints: box.endpoints.digime });
  reader = digimeClient({ endpoints: box.endpoints.digime, contract: "read" });
  token = (await writer.connect({ person: "ada" })).access_token.value;
  readToken = (await reader.connect({}, { access_token: token })).access_token.value;
});
afterAll(() => box.dispose());

describe("taking away", () => {
  it("an account goes with its files, by header; a user goes whole", async () => {
    await pushFile(writer, token, "x");
    const path = "permission-access/service/h:accountId";
    const remove = (accountId: string): Promise<Reply> =>
      reader.call("DELETE", path, user(), { headers: { accountId } });
    expect(await remove("keepsafe")).toMatchObject({ status: 200, json: {} });
    expect((await remove("keepsafe")).json).toMatchObject(failed("ValidationErrors"));
    expect((await held()).library).toEqual([]);
    await box.control("/digime/settings", { deleteAnswer: "empty" });
    const gone = await reader.call("DELETE", "user", user());
    expect(gone.status).toBe(204);
    expect(gone.bytes.length).toBe(0);
    const trigger = await reader.call("POST", "permission-access/trigger", user());
    expect(trigger).toMatchObject({ status: 401, json: failed("InvalidToken") });
    expect((await pushFile(writer, token, "x")).status).toBe(401);
    expect((await held()).users).toEqual([]);
  });

  it("an account is taken back in the browser", async () => {
    await pushFile(writer, token, "x");
    const headers = { accountId: "keepsafe", redirectUri: "tapvault://back" };
    const ask = (more: object = {}): Promise<Reply> =>
      reader.call("GET", "permission-access/revoke/h:accountId", user(), {
        headers: { ...headers, ...more },
      });
    const { location } = (await ask()).json as { location: string };
    expect((await approve(location)).href).toBe("tapvault://back?success=true");
    expect((await ask()).json).toMatchObject(failed("ValidationErrors"));
    expect((await pushFile(writer, token, "x")).status).toBe(200);
    expect((await ask({ redirectUri: "https://example.com" })).json).toMatchObject(
      failed("InvalidRedirectUri"),
    );
  });
});
