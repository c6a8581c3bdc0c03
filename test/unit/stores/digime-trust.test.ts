import { createPrivateKey } from "node:crypto";
import { decodeProtectedHeader, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import type { Account } from "#stores/account.port.ts";
import type { ReplySigner, ScriptedDigime, ScriptOptions, Scripted } from "#test/support/digime-scripted.ts";
import {
  codeOf,
  gone,
  json,
  keySet,
  makeKey,
  raw,
  refusal,
  replySigner,
  scriptDigime,
} from "#test/support/digime-scripted.ts";

const { signal } = new AbortController();
let signer: ReplySigner;
let contractKey: string;

beforeAll(() => {
  signer = replySigner();
  contractKey = makeKey().privatePem;
});

const script = (
  token: string,
  keys: readonly Scripted[] = [keySet(signer)],
  options: Partial<ScriptOptions> = {},
): ScriptedDigime =>
  scriptDigime({
    contractKey,
    ...options,
    routes: {
      "POST /storage": [json({ id: "stor-1", kid: "k" })],
      "POST /reference": [json({ id: "ref-1" })],
      "POST /oauth/authorize": [json({ token, session: { key: "s", expiry: 1 } })],
      "GET jwks": keys,
      ...options.routes,
    },
  });

const begin = ({ service }: ScriptedDigime): ReturnType<Account["begin"]> =>
  service.account.begin("tapvault://digime", null, signal);

const reply = (header: Record<string, unknown> = {}): Promise<string> =>
  signer.sign({ preauthorization_code: "pre-1" }, header);

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const forged: readonly (readonly [string, string, () => Promise<string>])[] = [
  ["keys of another host", "jku", () => reply({ jku: "https://evil.example/jwks" })],
  ["keys of a host that begins the same", "jku", () => reply({ jku: "https://api.example.evil/jwks" })],
  ["keys of a host below it", "jku", () => reply({ jku: "https://x.api.example/jwks" })],
  ["keys of another port", "jku", () => reply({ jku: "https://api.example:8443/jwks" })],
  ["keys over http", "jku", () => reply({ jku: "http://api.example/jwks" })],
  ["keys of this computer", "jku", () => reply({ jku: "http://127.0.0.1/jwks" })],
  ["keys behind a user name", "jku", () => reply({ jku: "https://api.example@evil.example/jwks" })],
  ["keys with a user name", "jku", () => reply({ jku: "https://me@api.example/jwks" })],
  ["keys that are no address", "jku", () => reply({ jku: "jwks" })],
  ["keys in a file", "jku", () => reply({ jku: "file:///etc/jwks" })],
  ["no address of keys", "header", () => reply({ jku: undefined })],
  ["no key id", "header", () => reply({ kid: undefined })],
  ["an unknown key id", "kid", () => reply({ kid: "other" })],
  [
    "RS256",
    "header",
    () =>
      new SignJWT({ preauthorization_code: "x" })
        .setProtectedHeader({ alg: "RS256", jku: signer.jku, kid: signer.kid })
        .sign(createPrivateKey(signer.key.privatePem)),
  ],
  [
    "HS256 under the public key",
    "header",
    () =>
      new SignJWT({ preauthorization_code: "x" })
        .setProtectedHeader({ alg: "HS256", jku: signer.jku, kid: signer.kid })
        .sign(new TextEncoder().encode(signer.key.publicPem)),
  ],
  [
    "no algorithm",
    "header",
    () =>
      Promise.resolve(
        `${base64url({ alg: "none", jku: signer.jku, kid: signer.kid })}.${base64url({ preauthorization_code: "x" })}.`,
      ),
  ],
  [
    "another's signature",
    "signature",
    () => signer.sign({ preauthorization_code: "x" }, {}, createPrivateKey(makeKey().privatePem)),
  ],
  [
    "a changed payload",
    "signature",
    async () => {
      const [head = "", , signature = ""] = (await reply()).split(".");
      return `${head}.${base64url({ preauthorization_code: "theirs" })}.${signature}`;
    },
  ],
  ["words", "header", () => Promise.resolve("no token at all")],
];

describe("a signed reply", () => {
  it("counts when host, key and signature are right", async () => {
    const scripted = script(await reply());
    const begun = await begin(scripted);
    expect(begun.ok && new URL(begun.value.url).searchParams.get("code")).toBe("pre-1");
    const asked = scripted.to("jwks")[0];
    expect(asked?.url).toBe(signer.jku);
    expect(asked?.headers?.["authorization"]).toBeUndefined();
  });

  it.each(forged)("does not count with %s", async (_what, reason, make) => {
    const token = await make();
    const scripted = script(token);
    expect(await begin(scripted)).toMatchObject({
      ok: false,
      error: { code: "connect.untrusted", detail: { reason } },
    });
    // Nobody but the API's own host is asked.
    expect(scripted.to("evil").length).toBe(0);
    if (reason === "jku" || reason === "header") expect(scripted.to("jwks")).toEqual([]);
  });

  it("may have its keys at the one host that the settings name, and then at no other", async () => {
    const jku = "https://keys.example/jwks";
    const settings = { jkuHost: "keys.example" };
    expect(codeOf(await begin(script(await reply({ jku }), undefined, { settings })))).toBe("ok");
    expect(codeOf(await begin(script(await reply(), undefined, { settings })))).toBe("connect.untrusted");
  });

  it("may have its keys over http on this computer, when the API is there", async () => {
    const jku = "http://127.0.0.1:4100/digime/jwks";
    const settings = { baseUrl: "http://127.0.0.1:4100/digime/v1.7/" };
    expect(codeOf(await begin(script(await reply({ jku }), undefined, { settings })))).toBe("ok");
    const elsewhere = "http://127.0.0.1:4101/digime/jwks";
    expect(codeOf(await begin(script(await reply({ jku: elsewhere }), undefined, { settings })))).toBe(
      "connect.untrusted",
    );
  });
});

describe("the service's keys", () => {
  it("are asked for once while they are known", async () => {
    const scripted = script(await reply());
    await begin(scripted);
    await begin(scripted);
    expect(scripted.to("jwks").length).toBe(1);
  });

  it("are asked for again when a key is unknown, once", async () => {
    const next = { ...signer, kid: "kid-2" };
    const tokens = [await reply(), await reply({ kid: "kid-2" }), await reply({ kid: "kid-3" })];
    const scripted = script("", [keySet(signer), keySet(next), keySet(next)], {
      routes: { "POST /oauth/authorize": tokens.map((token) => json({ token })) },
    });
    expect(codeOf(await begin(scripted))).toBe("ok");
    expect(codeOf(await begin(scripted))).toBe("ok");
    expect(scripted.to("jwks").length).toBe(2);
    expect(codeOf(await begin(scripted))).toBe("connect.untrusted");
    expect(scripted.to("jwks").length).toBe(3);
  });

  it.each([
    ["none of the name", json({ keys: [] }), "connect.untrusted"],
    ["a weak key", json({ keys: [{ kid: "kid-1", pem: makeKey(1_024).publicPem }] }), "connect.untrusted"],
    ["no key", json({ keys: [{ kid: "kid-1", pem: "words" }] }), "connect.untrusted"],
    ["another shape", json({ keys: [{ kid: "kid-1", n: "AQAB" }] }), "store.bad-reply"],
    [
      "a page",
      raw(new TextEncoder().encode("<html>"), 200, { "content-type": "text/html" }),
      "store.bad-reply",
    ],
    ["a redirect", raw(new Uint8Array(0), 302, { location: "https://evil.example/jwks" }), "store.bad-reply"],
    ["a failure of the machine", raw(new Uint8Array(0), 503), "store.busy"],
    ["no answer", gone("unreachable"), "store.unreachable"],
    ["too much", gone("too-large"), "store.bad-reply"],
  ])("that are %s prove nothing", async (_what, keys, code) => {
    expect(codeOf(await begin(script(await reply(), [keys])))).toBe(code);
  });

  it("are waited for while the service is away for a moment, because tokens would be lost without them", async () => {
    const scripted = script(await reply(), [gone("timeout"), raw(new Uint8Array(0), 503), keySet(signer)]);
    expect(codeOf(await begin(scripted))).toBe("ok");
  });
});

it("a reply without what was asked for is unreadable, not untrusted", async () => {
  expect(codeOf(await begin(script(await signer.sign({ other: 1 }))))).toBe("store.bad-reply");
  const scripted = script("", undefined, { routes: { "POST /oauth/authorize": [json({ no: "token" })] } });
  expect(codeOf(await begin(scripted))).toBe("store.bad-reply");
  expect(decodeProtectedHeader(await reply())).toMatchObject({ alg: "PS512" });
});

it("an API that refuses is told with its reason", async () => {
  const routes = { "POST /oauth/authorize": [refusal("InvalidRedirectUri", 404)] };
  expect(await begin(script("", undefined, { routes }))).toMatchObject({
    error: { code: "connect.refused", detail: { reason: "redirect-uri" } },
  });
});
