import { beforeAll, describe, expect, it } from "vitest";
import type {
  ReplySigner,
  Route,
  Scripted,
  ScriptedDigime,
  ScriptOptions,
} from "#test/support/digime-scripted.ts";
import {
  codeOf,
  connectedSlot,
  gone,
  json,
  keySet,
  makeKey,
  pair,
  raw,
  refusal,
  replySigner,
  scriptDigime,
} from "#test/support/digime-scripted.ts";

const { signal } = new AbortController();
const bytes = new Uint8Array(3);
let signer: ReplySigner;
let contractKey: string;

beforeAll(() => {
  signer = replySigner();
  contractKey = makeKey().privatePem;
});

const tokenReply = async (name: string, sub = "user-77"): Promise<Scripted> =>
  json({ token: await signer.sign(pair(name, sub)) });

/** Takes only the access tokens of this name. */
const only =
  (name: string): Route =>
  ({ claims }) =>
    claims["access_token"] === `at-${name}` ? json({}) : refusal("InvalidToken", 401);

const script = async (options: Partial<ScriptOptions> = {}): Promise<ScriptedDigime> =>
  scriptDigime({
    contractKey,
    secrets: connectedSlot(),
    ...options,
    routes: {
      "POST /permission-access/import": only("new"),
      "POST /oauth/token": [await tokenReply("new")],
      "GET jwks": [keySet(signer)],
      ...options.routes,
    },
  });

const write = async ({ service }: ScriptedDigime, on = signal): Promise<string> =>
  codeOf(await service.library.write("x", bytes, [], on));

describe("tokens that ended", () => {
  it("are renewed once, saved before use, and the call is made again", async () => {
    const secrets = connectedSlot();
    const kept: string[] = [];
    const scripted = await script({
      secrets,
      routes: {
        "POST /permission-access/import": (call) => {
          kept.push(new TextDecoder().decode(secrets.kept() ?? new Uint8Array()));
          return (only("new") as (c: typeof call) => Scripted)(call);
        },
      },
    });
    expect(await write(scripted)).toBe("ok");
    expect(scripted.to("oauth/token")[0]?.claims).toMatchObject({
      grant_type: "refresh_token",
      refresh_token: "rt-old",
    });
    expect(kept[0]).toContain("at-old");
    expect(kept[1]).toContain("at-new");
    expect(kept[1]).toContain("rt-new");
    expect(await write(scripted)).toBe("ok");
    expect(scripted.to("oauth/token").length).toBe(1);
  });

  it("are renewed by one of many callers", async () => {
    const scripted = await script();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => write(scripted)));
    expect(outcomes).toEqual(Array(10).fill("ok"));
    expect(scripted.to("oauth/token").length).toBe(1);
  });

  it("are not renewed when another program did it meanwhile", async () => {
    const secrets = connectedSlot();
    const other = connectedSlot({
      access: { value: "at-new", expiresAt: 1 },
      refresh: { value: "rt-new", expiresAt: 1 },
    });
    const scripted = await script({
      secrets,
      routes: {
        "POST /permission-access/import": async (call) => {
          if (call.claims["access_token"] === "at-old") await secrets.save(other.kept() ?? new Uint8Array());
          return (only("new") as (c: typeof call) => Scripted)(call);
        },
      },
    });
    expect(await write(scripted)).toBe("ok");
    expect(scripted.to("oauth/token")).toEqual([]);
  });

  it("are taken from the other program that won the race for the renewal", async () => {
    const secrets = connectedSlot();
    const other = connectedSlot({
      access: { value: "at-new", expiresAt: 1 },
      refresh: { value: "rt-new", expiresAt: 1 },
    });
    const scripted = await script({
      secrets,
      routes: {
        "POST /oauth/token": async () => {
          await secrets.save(other.kept() ?? new Uint8Array());
          return refusal("InvalidToken", 401);
        },
      },
    });
    expect(await write(scripted)).toBe("ok");
  });

  it.each([
    ["without words", raw(new Uint8Array(0), 401), 1],
    ["of another code", refusal("InvalidClient", 401), 0],
    ["of TokenInvalid", refusal("TokenInvalid", 401), 0],
    ["with a page", raw(new TextEncoder().encode("<html>"), 401, { "content-type": "text/html" }), 0],
  ])("are supposed or not after a 401 %s", async (_what, answer, renewals) => {
    const scripted = await script({ routes: { "POST /permission-access/import": [answer, json({})] } });
    await write(scripted);
    expect(scripted.to("oauth/token").length).toBe(renewals);
  });

  it("are not renewed twice for one call", async () => {
    const scripted = await script({
      routes: { "POST /permission-access/import": [refusal("InvalidToken", 401)] },
    });
    expect(await write(scripted)).toBe("store.consent-ended");
    expect(scripted.to("oauth/token").length).toBe(1);
    expect(scripted.to("import").length).toBe(2);
  });

  it.each([
    ["InvalidToken", refusal("InvalidToken", 401), "store.consent-ended"],
    ["InvalidRefreshToken", refusal("InvalidRefreshToken", 400), "store.consent-ended"],
    ["another code", refusal("InvalidClient"), "store.not-configured"],
    ["a busy service", raw(new Uint8Array(0), 503), "store.busy"],
    ["no answer", gone("unreachable"), "store.unreachable"],
    [
      "a wrong clock",
      refusal("InvalidToken", 401, { date: new Date(1_700_000_900_000).toUTCString() }),
      "store.clock-skew",
    ],
  ])("cannot be renewed after %s, which is asked once and changes nothing", async (_what, answer, code) => {
    const secrets = connectedSlot();
    const before = secrets.kept();
    const scripted = await script({ secrets, routes: { "POST /oauth/token": [answer] } });
    expect(await write(scripted)).toBe(code);
    expect(scripted.to("oauth/token").length).toBe(1);
    expect(secrets.kept()).toEqual(before);
  });

  it("are refused when they come back as another account's, or unproven", async () => {
    const secrets = connectedSlot();
    const before = secrets.kept();
    const another = await script({
      secrets,
      routes: { "POST /oauth/token": [await tokenReply("new", "user-78")] },
    });
    expect(await write(another)).toBe("store.consent-ended");
    const [head, body] = (await signer.sign(pair("new"))).split(".");
    const unproven = json({ token: `${head ?? ""}.${body ?? ""}.AAAA` });
    expect(await write(await script({ secrets, routes: { "POST /oauth/token": [unproven] } }))).toBe(
      "store.bad-reply",
    );
    expect(secrets.kept()).toEqual(before);
  });
});

describe("a new pair that cannot be saved", () => {
  it("is not used, and is saved before anything else once that works", async () => {
    const secrets = connectedSlot();
    secrets.failing("save", "vault.disk-full");
    const scripted = await script({ secrets });
    expect(await write(scripted)).toBe("store.secrets-lost");
    expect(scripted.to("import").length).toBe(1);
    secrets.failing("save", null);
    expect(await write(scripted)).toBe("ok");
    expect(scripted.to("oauth/token").length).toBe(1);
    expect(new TextDecoder().decode(secrets.kept() ?? new Uint8Array())).toContain("rt-new");
  });
});

describe("a caller that gives up", () => {
  it("does not stop the renewal that others wait for", async () => {
    const stop = new AbortController();
    let answerNow: () => void = () => undefined;
    const held = new Promise<void>((wake) => (answerNow = wake));
    const reply = await tokenReply("new");
    const secrets = connectedSlot();
    const scripted = await script({
      secrets,
      routes: { "POST /oauth/token": () => held.then(() => reply) },
    });
    const gaveUp = write(scripted, stop.signal);
    const waits = write(scripted);
    while (scripted.to("oauth/token").length === 0) await new Promise((wake) => setImmediate(wake));
    stop.abort();
    expect(await gaveUp).toBe("scan.cancelled");
    answerNow();
    expect(await waits).toBe("ok");
    expect(new TextDecoder().decode(secrets.kept() ?? new Uint8Array())).toContain("rt-new");
  });

  it("leaves a pair that disconnecting takes away for good", async () => {
    let answerNow: () => void = () => undefined;
    const held = new Promise<void>((wake) => (answerNow = wake));
    const reply = await tokenReply("new");
    const secrets = connectedSlot();
    const scripted = await script({
      secrets,
      routes: { "POST /oauth/token": () => held.then(() => reply) },
    });
    const written = write(scripted);
    while (scripted.to("oauth/token").length === 0) await new Promise((wake) => setImmediate(wake));
    const disconnected = scripted.service.account.disconnect(signal);
    answerNow();
    await written;
    expect(codeOf(await disconnected)).toBe("ok");
    expect(secrets.kept()).toBeNull();
  });
});
