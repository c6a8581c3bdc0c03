import { constants, createDecipheriv, privateDecrypt } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { readPostboxKey, readRedirect } from "#stores/digime/digime-redirect.ts";
import type {
  ReplySigner,
  ScriptedDigime,
  ScriptOptions,
  SeenCall,
  TestKey,
} from "#test/support/digime-scripted.ts";
import {
  codeOf,
  connectedSlot,
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
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 5) % 256);
let signer: ReplySigner;
let contractKey: string;
let postbox: TestKey;

beforeAll(() => {
  signer = replySigner();
  contractKey = makeKey().privatePem;
  postbox = makeKey();
});

const script = async (
  routes: ScriptOptions["routes"],
  options: Partial<ScriptOptions> = {},
): Promise<ScriptedDigime> =>
  scriptDigime({
    contractKey,
    secrets: connectedSlot({
      older: { redirectUri: "tapvault://back" },
      postbox: { id: "box/1", publicKey: postbox.publicPem },
    }),
    ...options,
    routes: {
      ...routes,
      "POST /oauth/token": [json({ token: await signer.sign(pair("new")) })],
      "GET jwks": [keySet(signer)],
    },
  });

describe("the library", () => {
  it("gets the bytes as they are, with a signed description that carries the name", async () => {
    const scripted = await script(
      { "POST /permission-access/import": [raw(new Uint8Array(0), 201)] },
      { secrets: connectedSlot() },
    );
    expect(codeOf(await scripted.service.library.write("item-01", bytes(77), ["rev:4"], signal))).toBe("ok");
    const call = scripted.seen[0];
    expect(call?.url).toBe("https://api.example/v1.7/permission-access/import");
    expect(call?.body).toEqual(bytes(77));
    expect(call?.headers?.["content-type"]).toBe("application/octet-stream");
    expect(Object.keys(call?.claims ?? {}).sort()).toEqual([
      "access_token",
      "client_id",
      "nonce",
      "timestamp",
    ]);
    const descriptor = call?.headers?.["filedescriptor"] ?? "";
    expect(decodeProtectedHeader(descriptor)).toEqual({ alg: "PS512", typ: "JWT" });
    expect(decodeJwt(descriptor)).toEqual({
      metadata: {
        mimeType: "application/octet-stream",
        accounts: [{ accountId: "tapvault" }],
        reference: ["item-01"],
        tags: ["tapvault", "name:item-01", "rev:4"],
      },
    });
  });

  it.each([
    ["no name", "", 1, [], "store.name-too-long"],
    ["a name over the limit", "é".repeat(101), 1, [], "store.name-too-long"],
    ["tags that make the header too long", "a", 1, ["t".repeat(3_000)], "store.name-too-long"],
    ["many tags", "a", 1, Array.from({ length: 400 }, (_, at) => `tag-${at}`), "store.name-too-long"],
    ["too many bytes", "a", 9_000_001, [], "store.value-too-long"],
  ] as const)("gets nothing with %s", async (_what, name, length, tags, code) => {
    const scripted = await script({}, { secrets: connectedSlot() });
    expect(codeOf(await scripted.service.library.write(name, new Uint8Array(length), tags, signal))).toBe(
      code,
    );
    expect(scripted.seen).toEqual([]);
  });

  it("keeps every header below 4 KB", async () => {
    const scripted = await script(
      { "POST /permission-access/import": [json({})] },
      { secrets: connectedSlot() },
    );
    for (let length = 2_000; length < 3_000; length += 7) {
      await scripted.service.library.write("a", bytes(1), ["t".repeat(length)], signal);
    }
    const lengths = scripted.seen.map(({ headers }) => headers?.["filedescriptor"]?.length ?? 0);
    expect(Math.max(...lengths)).toBeLessThan(4_096);
    expect(Math.max(...lengths)).toBeGreaterThan(4_000);
  });
});

interface Opened {
  readonly fileName: string;
  readonly file: Uint8Array;
  readonly metadata: unknown;
}

/** Takes a delivery apart as the owner of the postbox would (contract 5.2). */
const openDelivery = ({ claims, body, headers }: SeenCall): Opened => {
  const key = privateDecrypt(
    { key: postbox.privatePem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" },
    Buffer.from(String(claims["symmetrical_key"]), "base64"),
  );
  const iv = Buffer.from(String(claims["iv"]), "hex");
  const decrypt = (data: Uint8Array): Buffer => {
    const decipher = createDecipheriv("aes-256-cbc", key, iv);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  };
  const boundary = (headers?.["content-type"] ?? "").split("boundary=")[1] ?? "";
  const text = Buffer.from(body as Uint8Array).toString("latin1");
  const [, part = "", end = ""] = text.split(`--${boundary}`);
  const [head = "", ...rest] = part.split("\r\n\r\n");
  expect(end).toBe("--\r\n");
  return {
    fileName: /filename="([^"]*)"/.exec(head)?.[1] ?? "",
    file: new Uint8Array(decrypt(Buffer.from(rest.join("\r\n\r\n").slice(0, -2), "latin1"))),
    metadata: JSON.parse(decrypt(Buffer.from(String(claims["metadata"]), "base64")).toString()) as unknown,
  };
};

const delivered = json({ status: "delivered", expires: 1 });
const pending = json({ status: "pending", expires: 1 });

describe("the postbox", () => {
  it("gets one part that only its owner opens, with the claims of contract 5.2", async () => {
    const scripted = await script({ "POST /postbox/": [delivered] });
    expect(codeOf(await scripted.service.postbox.write("ä/1", bytes(100), ["t"], signal))).toBe("ok");
    const call = scripted.seen[0] as SeenCall;
    expect(call.url).toBe("https://api.example/v1.6/permission-access/postbox/box%2F1");
    expect(Object.keys(call.claims).sort()).toEqual([
      "access_token",
      "client_id",
      "iv",
      "metadata",
      "nonce",
      "redirect_uri",
      "symmetrical_key",
      "timestamp",
    ]);
    expect(call.claims["redirect_uri"]).toBe("tapvault://back");
    expect(openDelivery(call)).toEqual({
      fileName: "__1",
      file: bytes(100),
      metadata: {
        mimeType: "application/octet-stream",
        accounts: [{ accountId: "tapvault" }],
        reference: ["ä/1"],
        tags: ["tapvault", "name:ä/1", "t"],
      },
    });
  });

  it("is asked again with new tokens when it says pending", async () => {
    const scripted = await script({ "POST /postbox/": [pending, delivered] });
    expect(codeOf(await scripted.service.postbox.write("a", bytes(10), [], signal))).toBe("ok");
    expect(scripted.to("oauth/token")[0]?.url).toContain("/v1.6/oauth/token");
    expect(scripted.to("oauth/token")[0]?.claims).toMatchObject({
      refresh_token: "rt-old",
      redirect_uri: "tapvault://back",
    });
    const sent = scripted.to("/postbox/");
    expect(sent.map(({ claims }) => claims["access_token"])).toEqual(["at-old", "at-new"]);
    expect(new Set(sent.map(({ claims }) => claims["nonce"])).size).toBe(2);
  });

  it.each([
    ["pending for ever", [pending], "store.busy", 2],
    ["a 401", [refusal("InvalidToken", 401), delivered], "ok", 2],
    ["another status", [json({ status: "lost" })], "store.bad-reply", 1],
    ["words", [raw(new TextEncoder().encode("ok"))], "store.bad-reply", 1],
    ["a refusal", [refusal("ValidationErrors")], "store.refused", 1],
  ] as const)("is told: %s", async (_what, answers, code, sent) => {
    const scripted = await script({ "POST /postbox/": answers });
    expect(codeOf(await scripted.service.postbox.write("a", bytes(10), [], signal))).toBe(code);
    expect(scripted.to("/postbox/").length).toBe(sent);
  });

  it("needs a sign-in of its own, and a key that is one", async () => {
    const newer = await script({}, { secrets: connectedSlot() });
    expect(codeOf(await newer.service.postbox.write("a", bytes(1), [], signal))).toBe("store.consent-ended");
    const spoilt = connectedSlot({ older: { redirectUri: "x" }, postbox: { id: "b", publicKey: "words" } });
    const damaged = await script({}, { secrets: spoilt });
    expect(codeOf(await damaged.service.postbox.write("a", bytes(1), [], signal))).toBe("store.bad-reply");
    expect(damaged.seen).toEqual([]);
    const long = await script({});
    expect(codeOf(await long.service.postbox.write("a", bytes(1), ["t".repeat(3_000)], signal))).toBe(
      "store.name-too-long",
    );
  });

  it("is what the settings choose", async () => {
    const older = (await script({}, { settings: { writeProtocol: "postbox" } })).service;
    expect(older.writer).toBe(older.postbox);
    const newer = (await script({})).service;
    expect(newer.writer).toBe(newer.library);
  });
});

describe("the older redirect", () => {
  const redirect = (publicKey: string | null): URL => {
    const url = new URL("tapvault://back?success=true&code=c&state=s&postboxId=box-1");
    if (publicKey !== null) url.searchParams.set("publicKey", publicKey);
    return url;
  };

  it("brings the postbox with its key, however the key's lines came through", () => {
    const { publicPem } = postbox;
    const read = readRedirect(redirect(publicPem), "s", true);
    expect(read).toEqual({ ok: true, value: { code: "c", postbox: { id: "box-1", publicKey: publicPem } } });
    expect(readPostboxKey(Buffer.from(publicPem).toString("base64"))).toBe(publicPem);
    const body = publicPem.replace(/-----[^-]+-----|\s/g, "");
    expect(readPostboxKey(body.replaceAll("+", " ")).replace(/\s/g, "")).toBe(publicPem.replace(/\s/g, ""));
  });

  it("is refused without one", () => {
    expect(codeOf(readRedirect(redirect(null), "s", true))).toBe("connect.refused");
    expect(codeOf(readRedirect(redirect(null), "s", false))).toBe("ok");
  });
});
