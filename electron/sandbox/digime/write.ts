/** Writing into a library: the import call of today, and the postbox of the older contract (contract 5). */
import { createHash } from "node:crypto";
import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { SignedCall, UserCall } from "./bearer.ts";
import { commonClaims, signedCall, userCall, verifySigned } from "./bearer.ts";
import type { Desk } from "./desk.ts";
import { endOf } from "./desk.ts";
import type { Refusal } from "./errors.ts";
import { ended, no, refuse } from "./errors.ts";
import type { Contract } from "./keys.ts";
import type { Descriptor } from "./library.ts";
import { addFile, descriptorSchema } from "./library.ts";
import type { Postbox } from "./postboxes.ts";
import { findPostbox } from "./postboxes.ts";
import { openPart, unwrapKey } from "./sealed-file.ts";
import { checkAccess } from "./tokens.ts";

/** Longer descriptors do not fit the header's limit (contract 5.1). */
const maxDescriptorBytes = 4_096;

const readDescriptor = async (
  desk: Desk,
  c: Context<SandboxEnv>,
  contract: Contract,
): Promise<Result<Descriptor, Refusal>> => {
  const header = c.req.header("filedescriptor") ?? "";
  if (header.length > maxDescriptorBytes) return no("ValidationErrors", "FileDescriptor is too long.");
  const signed = await verifySigned(desk, contract, header);
  if (signed === null) return no("ValidationErrors", "FileDescriptor is not signed with the contract's key.");
  const parsed = z.looseObject({ metadata: descriptorSchema }).safeParse(signed.claims);
  return parsed.success
    ? ok(parsed.data.metadata)
    : no("ValidationErrors", `FileDescriptor: ${z.prettifyError(parsed.error)}`);
};

const isOctetStream = (c: Context<SandboxEnv>): boolean =>
  /^application\/octet-stream\b/i.test(c.req.header("content-type") ?? "");

const importFile = async (desk: Desk, { c, contract, access }: UserCall<unknown>): Promise<Response> => {
  if (!isOctetStream(c)) {
    return refuse(c, { code: "ValidationErrors", message: "Content-Type must be application/octet-stream." });
  }
  const descriptor = await readDescriptor(desk, c, contract);
  if (!descriptor.ok) return refuse(c, descriptor.error);
  const body = new Uint8Array(await c.req.arrayBuffer());
  addFile(desk, { userId: access.userId, contractId: contract.id, descriptor: descriptor.value, body });
  return c.json({});
};

const base64 = z.base64();

const postboxClaims = z.looseObject({
  ...commonClaims,
  access_token: z.string().optional(),
  iv: z.string().regex(/^[0-9a-f]{32}$/i),
  metadata: base64,
  symmetrical_key: base64,
  redirect_uri: z.string().optional(),
});
type PostboxClaims = z.output<typeof postboxClaims>;

interface Delivery {
  readonly name: string;
  readonly descriptor: Descriptor;
  readonly cipher: Uint8Array;
  readonly body: Uint8Array;
}

/** The one part of the multipart body. */
const readPart = async (c: Context<SandboxEnv>): Promise<File | null> => {
  try {
    const parts = [...(await c.req.formData()).entries()];
    const [name, part] = parts[0] ?? [];
    return parts.length === 1 && name === "file" && part instanceof File ? part : null;
  } catch {
    return null;
  }
};

const parseDescriptor = (bytes: Uint8Array): Descriptor | null => {
  try {
    return descriptorSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
  } catch {
    return null;
  }
};

/** Opens what was sent, which proves its layout: both parts under one key and one IV (contract 5.2). */
const openDelivery = async (
  c: Context<SandboxEnv>,
  claims: PostboxClaims,
  postbox: Postbox,
): Promise<Result<Delivery, Refusal>> => {
  const part = await readPart(c);
  if (part === null) return no("ValidationErrors", "The body must have one part, a file named “file”.");
  const key = unwrapKey(postbox.privatePem, Buffer.from(claims.symmetrical_key, "base64"));
  if (key === null) return no("ValidationErrors", "symmetrical_key does not open with the postbox's key.");
  const iv = Buffer.from(claims.iv, "hex");
  const cipher = new Uint8Array(await part.arrayBuffer());
  const body = openPart(key, iv, cipher);
  if (body === null) return no("ValidationErrors", "The file does not open.");
  const metadata = openPart(key, iv, Buffer.from(claims.metadata, "base64"));
  const descriptor = metadata === null ? null : parseDescriptor(metadata);
  return descriptor === null
    ? no("ValidationErrors", "metadata does not open to a descriptor.")
    : ok({ name: part.name, descriptor, cipher, body });
};

const deliver = (desk: Desk, postbox: Postbox, claims: PostboxClaims, delivery: Delivery): void => {
  const { name, descriptor, cipher, body } = delivery;
  const { id, userId, contractId } = postbox;
  const sha256 = createHash("sha256").update(cipher).digest("hex");
  desk.database
    .prepare(
      `INSERT INTO digime_delivery (postbox_id, user_id, name, metadata, cipher_bytes, cipher_sha256, iv, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(id, userId, name, JSON.stringify(descriptor), cipher.length, sha256, claims.iv, Buffer.from(body));
  addFile(desk, { userId, contractId, descriptor, body });
};

/** `pending` with a token given means that the token ended: nothing is kept, the client refreshes and repeats. */
const post = async (desk: Desk, id: string, call: SignedCall<PostboxClaims>): Promise<Response> => {
  const { c, claims, contract } = call;
  const postbox = findPostbox(desk, id);
  if (postbox?.contractId !== contract.id) {
    return refuse(c, { code: "ValidationErrors", message: "There is no such postbox." });
  }
  const expires = endOf(desk, desk.settings().sessionSeconds);
  const token = claims.access_token ?? "";
  const live = checkAccess(desk, token, { contractId: contract.id });
  if (c.get("isExpired") || claims.access_token === undefined) return c.json({ status: "pending", expires });
  if (!live.ok) {
    const known = checkAccess(desk, token, { contractId: contract.id, evenEnded: true });
    return known.ok ? c.json({ status: "pending", expires }) : refuse(c, ended("access token"));
  }
  if (live.value.userId !== postbox.userId) return refuse(c, ended("access token"));
  const delivery = await openDelivery(c, claims, postbox);
  if (!delivery.ok) return refuse(c, delivery.error);
  deliver(desk, postbox, claims, delivery.value);
  return c.json({ status: "delivered", expires });
};

/** The writing routes below permission-access/. */
export const writeRoutes = (desk: Desk): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.post(
    "/import",
    userCall(desk, "w", (call) => importFile(desk, call)),
  );
  routes.post("/postbox/:id", (c) =>
    signedCall(desk, postboxClaims, (call) => post(desk, c.req.param("id"), call))(c),
  );
  return routes;
};
