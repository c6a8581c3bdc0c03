/** Stores on the built command line: connected through the consent pages, sent to, checked, mended, shared, disconnected. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { AccountStore } from "#contract/views.ts";
import type { SandboxEndpoints } from "#sandbox/server.ts";
import type { CliOutcome, CliProfile } from "#test/support/cli.ts";
import { createCliProfile } from "#test/support/cli.ts";
import { approve as approveDataswyft } from "#test/support/dataswyft-consent.ts";
import { approve as approveDigime } from "#test/support/digime-consent.ts";
import { approve as approveHyperid } from "#test/support/hyperid-consent.ts";
import type { Opener } from "#test/support/system-browser.ts";
import { createOpener } from "#test/support/system-browser.ts";

const password = "correct-horse-9";
const approvals: Readonly<Record<AccountStore, (address: string) => Promise<URL>>> = {
  hyperid: approveHyperid,
  dataswyft: approveDataswyft,
  digime: approveDigime,
};

let opener: Opener;
let profile: CliProfile;

beforeEach(async () => {
  opener = createOpener();
  profile = createCliProfile({ env: opener.env });
  await profile.create();
  expect((await profile.run(["unlock"])).code).toBe(0);
});
afterEach(async () => {
  await profile.dispose();
  opener.dispose();
});

const errorCode = (outcome: CliOutcome): string | undefined =>
  (outcome.json() as { error?: { code: string } }).error?.code;
const json = async (args: readonly string[], input?: string): Promise<unknown> => {
  const outcome = await profile.run(["--json", ...args], input);
  expect(outcome.code, `${args.join(" ")}: ${outcome.stdout}${outcome.stderr}`).toBe(0);
  return outcome.json();
};
/** The program waits for the browser; a person allows it there. */
const connect = async (store: AccountStore, more: readonly string[] = []): Promise<CliOutcome> => {
  const running = profile.run(["--json", "stores", "connect", store, ...more]);
  const back = await approvals[store](await opener.next());
  const page = await fetch(back);
  expect(await page.text()).toContain("Go back to Tapvault");
  return running;
};
const endpoints = (): SandboxEndpoints =>
  JSON.parse(
    readFileSync(join(profile.dir, "sandbox", "services", "endpoints.json"), "utf8"),
  ) as SandboxEndpoints;
const control = async (path: string, body?: object): Promise<unknown> => {
  const post = { method: "POST", headers: { "content-type": "application/json" } };
  const answer = await fetch(
    `${endpoints().control}${path}`,
    body === undefined ? {} : { ...post, body: JSON.stringify(body) },
  );
  return answer.json();
};
const states = async (): Promise<Readonly<Record<string, string>>> => {
  const stores = (await json(["stores"])) as { store: string; state: string }[];
  return Object.fromEntries(stores.map(({ store, state }) => [store, state]));
};

it("keeps an entry everywhere, checks and mends every place, and ends a connection with its copies", async () => {
  await json(["set", "Harbour", "--username", "ada"], password);
  for (const store of ["hyperid", "dataswyft", "digime"] as const) {
    const connected = await connect(store);
    expect(connected.code, connected.stderr).toBe(0);
    expect(connected.json()).toMatchObject({ store, state: "connected", isSimulated: true });
  }
  expect(await states()).toEqual({
    kvs: "connected",
    hyperid: "connected",
    dataswyft: "connected",
    digime: "connected",
  });
  const sent = (await json(["sync"])) as { store: string; kept: number; waiting: number }[];
  expect(sent.map(({ store, kept, waiting }) => [store, kept, waiting])).toEqual([
    ["kvs", 1, 0],
    ["hyperid", 1, 0],
    ["dataswyft", 1, 0],
    ["digime", 1, 0],
  ]);
  const held = JSON.stringify(await control("/objects"));
  expect(held).not.toContain(password);
  expect(held).not.toContain("Harbour");
  for (const store of ["kvs", "hyperid", "dataswyft", "digime"])
    expect(await json(["stores", "check", store])).toMatchObject({ isWell: true, checked: 1, equal: 1 });

  await json(["stores", "disconnect", "digime", "--copies", "delete"]);
  expect((await states())["digime"]).toBe("ready");
  expect(JSON.stringify(await control("/objects"))).not.toMatch(/"path":"[^"]*[0-9a-f]{32}-/);
  const gone = await profile.run(["--json", "stores", "check", "digime"]);
  expect([gone.code, errorCode(gone)]).toEqual([7, "store.not-connected"]);
  expect((await connect("digime")).code).toBe(0);
  expect(await json(["stores", "check", "digime"])).toMatchObject({ isWell: true, equal: 1 });
});

it("brings back what a service lost, and removes there what was removed here meanwhile", async () => {
  await json(["set", "Harbour", "--username", "ada"], password);
  await json(["set", "Second", "--username", "grace"], "other-pass");
  expect((await connect("hyperid")).code).toBe(0);
  await json(["sync", "hyperid"]);
  expect(await json(["stores", "check", "hyperid"])).toMatchObject({ equal: 2, missing: 0 });
  // The service loses everything, the sign-in too.
  await control("/reset", {});
  const ended = await profile.run(["--json", "stores", "check", "hyperid"]);
  expect([ended.code, errorCode(ended)]).toEqual([7, "store.consent-ended"]);
  expect((await states())["hyperid"]).toBe("needs-sign-in");
  expect((await connect("hyperid")).code).toBe(0);
  const found = await profile.run(["--json", "stores", "check", "hyperid"]);
  expect(found.code, found.stdout).toBe(9);
  expect(found.json()).toMatchObject({ isWell: false, missing: 2 });
  expect(await json(["stores", "check", "hyperid", "--repair"])).toMatchObject({ isWell: true, repaired: 2 });
  expect(await json(["stores", "check", "hyperid"])).toMatchObject({ isWell: true, equal: 2 });
  // Removed for good here while the service cannot be told: it goes there with the next sending.
  await control("/faults", { service: "hyperid", kind: "status", count: 100, status: 503 });
  await json(["rm", "Second", "--purge"]);
  const failed = await profile.run(["--json", "sync", "hyperid"]);
  expect([failed.code, errorCode(failed)]).toEqual([7, "store.busy"]);
  await control("/faults/clear", {});
  await json(["sync", "hyperid"]);
  expect(await json(["stores", "check", "hyperid"])).toMatchObject({ equal: 1, foreign: 0 });
});

it("hands an entry over to other programs, still sealed, and takes it back", async () => {
  await json(["set", "Harbour", "--username", "ada"], password);
  const early = await profile.run([
    "--json",
    "stores",
    "share",
    "Harbour",
    "--as",
    "hyperid-shared",
    "--name",
    "door",
  ]);
  expect([early.code, errorCode(early)]).toEqual([7, "store.not-connected"]);
  await connect("hyperid");
  await connect("digime");
  await json(["stores", "share", "Harbour", "--as", "hyperid-shared", "--name", "door"]);
  await json(["stores", "share", "Harbour", "--as", "kvs-name", "--name", "door"]);
  await json(["stores", "share", "Harbour", "--as", "digime-write", "--name", "door.bin"]);
  const long = await profile.run([
    "--json",
    "stores",
    "share",
    "Harbour",
    "--as",
    "kvs-name",
    "--name",
    "ü".repeat(11),
  ]);
  expect([long.code, errorCode(long)]).toEqual([2, "store.name-too-long"]);
  const held = (await control("/objects")) as {
    hyperid: { values: { space: string; key: string; value: string }[] };
    vivokey: { kvs: { name: string; value: string }[] };
    digime: { library: { reference: unknown; tags: unknown }[] };
  };
  expect(held.hyperid.values.find(({ key }) => key === "door")).toMatchObject({ space: "basic" });
  expect(held.vivokey.kvs.find(({ name }) => name === "door")?.value.length).toBeGreaterThan(100);
  expect(JSON.stringify(held.digime.library)).toContain("door.bin");
  expect(JSON.stringify(held)).not.toContain(password);

  const unread = await profile.run(["--json", "stores", "read-back"]);
  expect([unread.code, errorCode(unread)]).toEqual([7, "store.no-permission"]);
  expect((await connect("digime", ["--reading"])).code).toBe(0);
  expect(await json(["stores", "read-back"])).toMatchObject([{ reference: "door.bin", state: "opens" }]);

  await json(["stores", "share", "Harbour", "--as", "kvs-name", "--name", "door", "--withdraw"]);
  await json(["stores", "share", "Harbour", "--as", "hyperid-shared", "--name", "door", "--withdraw"]);
  const after = JSON.stringify(await control("/objects"));
  expect(after).toMatch(/"name":"door","value":""/);
});

it("signs in with a developer's credentials only where that is meant, and marks it", async () => {
  const { username, password: ownerPassword } = endpoints().dataswyft;
  const wrong = await profile.run(["--json", "stores", "connect", "dataswyft", "--username", username], "x");
  expect(wrong.code).toBe(7);
  const signedIn = await json(["stores", "connect", "dataswyft", "--username", username], ownerPassword);
  expect(signedIn).toMatchObject({ state: "connected", isDeveloperAccess: true });
  const text = await profile.run(["stores"]);
  expect(text.stdout).toContain("developer access");
  expect(text.stdout + text.stderr).not.toContain(ownerPassword);
});

it("says what is missing, keeps secrets to itself, and gives up on Ctrl-C", async () => {
  const interrupted = await profile.interrupt(["stores", "connect", "hyperid"], "Finish in the browser");
  expect(interrupted.code).toBe(130);
  const real = createCliProfile({ simulate: false, env: opener.env });
  await real.run(["connect", "vivokey"], "0".repeat(60));
  const early = await real.run(["--json", "stores", "connect", "hyperid"]);
  expect([early.code, errorCode(early)]).toEqual([7, "store.not-configured"]);
  const capitals = await real.run([
    "--json",
    ...["stores", "configure", "dataswyft", "--pda", "ada.hubat.net", "--namespace", "Keep_Safe"],
  ]);
  expect([capitals.code, capitals.stdout]).toEqual([2, expect.stringContaining("keep-safe")]);
  const notOne = await real.run(["--json", "stores", "configure", "dataswyft", "--pda", "ada@hubat.net"]);
  expect([notOne.code, errorCode(notOne)]).toEqual([2, "settings.pda-malformed"]);
  const set = await real.run(
    ["--json", "stores", "configure", "hyperid", "--client-id", "desk", "--secret", "client-secret"],
    "very-secret-value",
  );
  expect(set.json()).toMatchObject({ clientId: "desk", hasSecret: true });
  expect(set.stdout + set.stderr).not.toContain("very-secret-value");
  expect(readFileSync(join(real.dir, "profile.json"), "utf8")).not.toContain("very-secret-value");
  expect(readFileSync(join(real.dir, "real", "vault.db")).includes("very-secret-value")).toBe(false);
  await real.dispose();
});
