/**
 * One named value as the data of a record: `{k, n, at, v}`, or `{k, n, at, f, size, sha256}` when its
 * bytes are a file of the account. `n` is fresh in every write, because the account refuses content that
 * it has anywhere already (contract 7.1).
 */
import { z } from "zod";
import { toHex } from "#vault/bytes.ts";
import { fromBase64, toBase64 } from "#stores/base64.ts";
import type { DataRecord } from "./data-record.ts";

/** What a record says of its bytes. */
export type RecordContent =
  | { readonly kind: "inline"; readonly text: string }
  | { readonly kind: "file"; readonly fileId: string; readonly size: number; readonly sha256: string };

/** Data as it is sent. */
export type VaultData = z.infer<typeof vaultDataSchema>;

/** A record of ours as it was read. */
export interface VaultRecord {
  readonly recordId: string;
  readonly name: string;
  readonly nonce: string;
  readonly content: RecordContent;
}

const head = { k: z.string().min(1), n: z.string().min(1), at: z.number() };
const vaultDataSchema = z.union([
  z.object({ ...head, v: z.string() }),
  z.object({
    ...head,
    f: z.string().min(1),
    size: z.number().int().positive(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
]);

const nonceBytes = 16;

/** 16 random bytes as hex. */
export const newNonce = (random: (length: number) => Uint8Array): string => toHex(random(nonceBytes));

/** SHA-256 in hex. */
export const sha256Hex = async (bytes: Uint8Array): Promise<string> =>
  toHex(new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", bytes)));

/** The content of bytes that ride in the record. */
export const inlineContent = (bytes: Uint8Array): RecordContent => ({
  kind: "inline",
  text: toBase64(bytes),
});

/** Bytes of an inline text; null when it is damaged. */
export const inlineBytes = (text: string): Uint8Array | null => fromBase64(text);

/** As it is sent. `at`: epoch ms by this computer's clock, for people who look. */
export const toVaultData = (name: string, nonce: string, at: number, content: RecordContent): VaultData => {
  const common = { k: name, n: nonce, at };
  return content.kind === "inline"
    ? { ...common, v: content.text }
    : { ...common, f: content.fileId, size: content.size, sha256: content.sha256 };
};

/** Null for a record that another program put there. */
export const readVaultRecord = ({ recordId, data }: DataRecord): VaultRecord | null => {
  const parsed = vaultDataSchema.safeParse(data);
  if (!parsed.success) return null;
  const { k: name, n: nonce } = parsed.data;
  const content: RecordContent =
    "v" in parsed.data
      ? { kind: "inline", text: parsed.data.v }
      : { kind: "file", fileId: parsed.data.f, size: parsed.data.size, sha256: parsed.data.sha256 };
  return { recordId, name, nonce, content };
};

/** Whether the record holds the very value that was sent. The account may order members anew, so texts are not compared. */
export const holds = (record: VaultRecord, sent: VaultData): boolean => {
  if (record.name !== sent.k || record.nonce !== sent.n) return false;
  return record.content.kind === "inline"
    ? "v" in sent && record.content.text === sent.v
    : "f" in sent && record.content.fileId === sent.f && record.content.sha256 === sent.sha256;
};
