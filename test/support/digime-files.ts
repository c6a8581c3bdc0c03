/** Bytes as digi.me's clients encrypt and open them (contract 5.2 and 6.4), made by hand from the contract. */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { DigimeClient, Reply } from "#test/support/digime-requests.ts";
import { sign } from "#test/support/digime-requests.ts";

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" } as const;

/** Bytes with the buffer of their own that fetch asks for. */
export const bytes = (data: string | Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(data));

const encrypt = (key: Uint8Array, iv: Uint8Array, data: Uint8Array): Buffer => {
  const cipher = createCipheriv("aes-256-cbc", key, iv);
  return Buffer.concat([cipher.update(data), cipher.final()]);
};

/** The layout of files for a contract's key: wrapped key, IV, data. */
export const seal = (publicKey: KeyObject, data: Uint8Array): Uint8Array<ArrayBuffer> => {
  const key = randomBytes(32);
  const iv = randomBytes(16);
  return bytes(Buffer.concat([publicEncrypt({ key: publicKey, ...oaep }, key), iv, encrypt(key, iv, data)]));
};

/** Opens that layout; throws when it is not one. */
export const open = (privateKey: KeyObject, sealed: Uint8Array): Buffer => {
  if (sealed.length < 288 || sealed.length % 16 !== 0) throw new Error("not the layout of a file");
  const key = privateDecrypt({ key: privateKey, ...oaep }, sealed.subarray(0, 256));
  const decipher = createDecipheriv("aes-256-cbc", key, sealed.subarray(256, 272));
  return Buffer.concat([decipher.update(sealed.subarray(272)), decipher.final()]);
};

/** Takes the hash off a file of the older version; throws when it is not the rest's. */
export const withoutHash = (plain: Buffer): Buffer => {
  const rest = plain.subarray(64);
  if (!createHash("sha512").update(rest).digest().equals(plain.subarray(0, 64)))
    throw new Error("other hash");
  return rest;
};

/** What a file's header says of it. */
export const metadataOf = (reply: Reply): { metadata: Record<string, unknown>; compression?: string } => {
  const header = Buffer.from(reply.headers.get("x-metadata") ?? "", "base64url").toString();
  return JSON.parse(header) as { metadata: Record<string, unknown>; compression?: string };
};

/** The bytes of a file's answer, opened and decompressed as its header says. */
export const plainOf = (reply: Reply, privateKey: KeyObject): Buffer => {
  const plain = open(privateKey, reply.bytes);
  const { compression } = metadataOf(reply);
  if (compression === "brotli") return brotliDecompressSync(plain);
  return compression === "gzip" ? gunzipSync(plain) : plain;
};

/** Writes a file into the user's library with the import call. */
export const pushFile = async (
  client: DigimeClient,
  token: string,
  data: string | Uint8Array,
  about: object = {},
): Promise<Reply> => {
  const metadata = { mimeType: "application/octet-stream", accounts: [{ accountId: "keepsafe" }], ...about };
  return client.call("POST", "permission-access/import", client.claims({ access_token: token }), {
    body: bytes(data),
    headers: {
      "content-type": "application/octet-stream",
      FileDescriptor: await sign({ metadata }, client.key),
    },
  });
};

/** What is sent to a postbox: claims and a multipart body. */
export interface PostboxParcel {
  readonly claims: object;
  readonly body: FormData;
}

/** Packs a file for a postbox: file and descriptor under one key and one IV. */
export const packParcel = (
  publicKey: KeyObject,
  { name, data, descriptor }: { name: string; data: string; descriptor: object },
): PostboxParcel => {
  const key = randomBytes(32);
  const iv = randomBytes(16);
  const body = new FormData();
  body.append("file", new Blob([bytes(encrypt(key, iv, Buffer.from(data)))], { type: "text/plain" }), name);
  return {
    claims: {
      iv: iv.toString("hex"),
      metadata: encrypt(key, iv, Buffer.from(JSON.stringify(descriptor))).toString("base64"),
      symmetrical_key: publicEncrypt({ key: publicKey, ...oaep }, key).toString("base64"),
    },
    body,
  };
};
