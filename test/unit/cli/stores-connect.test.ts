/** Signing in, out and setting up on the command line. */
import { beforeAll, describe, expect, it } from "vitest";
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { LinkView, StoreSettings } from "#contract/views.ts";
import { usedStores } from "#test/support/fake-store-views.ts";
import { settle } from "#test/support/manual-clock.ts";
import { begin, loadVerbs, run } from "./store-verbs.ts";
import type { Replies } from "./verb-bench.ts";

beforeAll(loadVerbs);

describe("stores connect", () => {
  const link: LinkView = {
    linkId: "L1",
    store: "hyperid",
    state: "in-browser",
    url: "https://login.example/authorize?state=abc",
    isBrowserOpen: false,
    endsAt: 0,
  };
  const replies: Replies = {
    "stores.connect": () => ok({ linkId: "L1" }),
    "stores.cancelConnect": () => ok({}),
    "stores.connectAsOwner": () => ok({}),
  };

  it("prints the link, follows the sign-in, and tells whose account it is", async () => {
    const bench = begin("stores connect hyperid", { replies });
    bench.pushStores({ link });
    await settle();
    expect(bench.called("stores.connect")).toEqual([{ store: "hyperid", isForReading: false }]);
    expect(bench.progress.join("\n")).toContain(link.url);
    expect(bench.answers).toEqual([]);
    const account = "ada\u001b[2J@example.org";
    const stores = usedStores({ hyperid: { account } });
    bench.pushStores({ stores, link: null, lastLink: { linkId: "L1", store: "hyperid", error: null } });
    expect(await bench.ended).toBe(0);
    expect(bench.texts).toEqual(["HyperID is connected: ada\ufffd[2J@example.org"]);
  });

  it("tells how it ended, also when it was over at once", async () => {
    const bench = begin("stores connect hyperid", { replies });
    const { error } = fail("connect.denied");
    bench.pushStores({ lastLink: { linkId: "L1", store: "hyperid", error } });
    expect([await bench.ended, bench.errors, bench.progress]).toEqual([7, ["connect.denied"], []]);
  });

  it("is not misled by another sign-in", async () => {
    const bench = begin("stores connect hyperid", { replies });
    bench.pushStores({
      link,
      lastLink: { linkId: "L0", store: "digime", error: fail("connect.denied").error },
    });
    await settle();
    expect([bench.answers, bench.errors]).toEqual([[], []]);
    bench.pushStores({ link: null, lastLink: { linkId: "L1", store: "hyperid", error: null } });
    expect(await bench.ended).toBe(0);
  });

  it("is given up by Ctrl-C", async () => {
    const bench = begin("stores connect hyperid", { replies });
    bench.pushStores({ link });
    await settle();
    bench.interrupt();
    expect(bench.called("stores.cancelConnect")).toEqual([{ linkId: "L1" }]);
    const { error } = fail("connect.cancelled");
    bench.pushStores({ link: null, lastLink: { linkId: "L1", store: "hyperid", error } });
    expect([await bench.ended, bench.errors]).toEqual([130, ["connect.cancelled"]]);
    bench.interrupt();
    expect(bench.called("stores.cancelConnect")).toHaveLength(1);
  });

  it("reads the owner's password, prints it nowhere, and is Dataswyft's only", async () => {
    const start = { replies, typed: ["pass word"], stores: { stores: usedStores() } };
    const bench = await run("stores connect dataswyft --username ada", start);
    expect(bench.exitCode).toBe(0);
    expect(bench.called("stores.connectAsOwner")).toEqual([{ username: "ada", password: "pass word" }]);
    expect(JSON.stringify([bench.texts, bench.progress, bench.answers])).not.toContain("pass word");
    const refused = await run("stores connect hyperid --username ada", start);
    expect([refused.exitCode, refused.calls]).toEqual([2, []]);
  });

  it("for reading is digi.me's only", async () => {
    const bench = await run("stores connect hyperid --reading", { replies });
    expect([bench.exitCode, bench.calls]).toEqual([2, []]);
  });

  it.each(["stores connect kvs", "stores connect", "stores connect nobody"])(
    "%s is refused",
    async (line) => {
      expect(await run(line, { replies })).toMatchObject({ exitCode: 2, calls: [] });
    },
  );
});

describe("stores disconnect", () => {
  it("wants to know what becomes of the copies, and opens the vault only to remove them", async () => {
    expect(await run("stores disconnect digime")).toMatchObject({ exitCode: 2, calls: [] });
    const kept = await run("stores disconnect digime --copies keep", {
      replies: { "stores.disconnect": () => ok({}) },
    });
    expect([kept.exitCode, kept.called("stores.disconnect")]).toEqual([
      0,
      [{ store: "digime", copies: "keep" }],
    ]);
  });
});

describe("stores configure", () => {
  const settings: StoreSettings = {
    store: "hyperid",
    issuer: "",
    clientId: "desk\u001b[2J",
    redirect: "loopback",
    maxValueBytes: 4_096,
    keysPerRequest: 50,
    hasSecret: true,
  };
  const replies: Replies = { "stores.settings": () => ok({ settings }), "stores.configure": () => ok({}) };

  it("shows what is set without options", async () => {
    const bench = await run("stores configure hyperid", { replies });
    expect([bench.exitCode, bench.called("stores.configure")]).toEqual([0, []]);
    expect(bench.texts[0]?.split("\n")).toContain("clientId\tdesk\ufffd[2J");
    expect(bench.answers).toEqual([settings]);
  });

  it("changes what is given, and nothing else", async () => {
    const bench = await run("stores configure hyperid --client-id desk --value-bytes 512", { replies });
    expect(bench.called("stores.configure")).toEqual([
      { settings: { store: "hyperid", clientId: "desk", maxValueBytes: 512 } },
    ]);
  });

  it("reads a secret of several lines, and prints it nowhere", async () => {
    const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEs3cret\n-----END RSA PRIVATE KEY-----";
    const bench = await run("stores configure digime --secret contract-key", { replies, typed: [key] });
    expect(bench.called("stores.configure")).toEqual([{ settings: { store: "digime" }, contractKey: key }]);
    expect(JSON.stringify([bench.texts, bench.progress, bench.answers])).not.toContain("s3cret");
  });

  it("takes no secret as an argument", async () => {
    for (const line of ["--secret s3cret", "--client-secret s3cret", "client-secret s3cret"])
      expect(await run(`stores configure hyperid ${line}`, { replies })).toMatchObject({
        exitCode: 2,
        calls: [],
      });
  });

  it("tells what was refused", async () => {
    const refusing = { ...replies, "stores.configure": () => fail("settings.connected") };
    const bench = await run("stores configure hyperid --client-id other", { replies: refusing });
    expect([bench.exitCode, bench.errors, bench.answers]).toEqual([2, ["settings.connected"], []]);
  });
});
