/**
 * The RSA and AES parts of digi.me's layouts over node:crypto, for OpenSSL and BoringSSL alike. OAEP is with
 * SHA-1 because the service's is (contract 10.4); AES-CBC proves nothing, which its callers make up for.
 */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { PostboxSealed } from "#stores/digime/digime-crypto.port.ts";

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" } as const;
const cipherName = "aes-256-cbc";
const keyBytes = 32;
const ivBytes = 16;
const blockBytes = 16;
const leastBits = 2_048;
const mostBits = 16_384;

const plain = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const bitsOf = (key: KeyObject): number =>
  key.asymmetricKeyType === "rsa" ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0;

const strongOnly = (key: KeyObject): KeyObject | null => {
  const bits = bitsOf(key);
  return bits >= leastBits && bits <= mostBits ? key : null;
};

/** One block and nothing around it: a file with two keys would leave open which one is meant. */
const isOneBlock = (pem: string, labels: string): boolean =>
  new RegExp(`^\\s*-----BEGIN (${labels})-----[A-Za-z0-9+/=\\s]+-----END \\1-----\\s*$`).test(pem);

/** A key with one wrong digit is read without complaint, and would seal what nobody can open again. */
const isSound = (key: KeyObject): boolean => {
  const probe = randomBytes(keyBytes);
  const wrapped = publicEncrypt({ key: createPublicKey(key), ...oaep }, probe);
  return privateDecrypt({ key, ...oaep }, wrapped).equals(probe);
};

/** A PKCS#1 or PKCS#8 private key in PEM; null unless it is RSA of 2048 bits or more, without a password. */
export const readPrivateKey = (pem: string): KeyObject | null => {
  if (!isOneBlock(pem, "RSA PRIVATE KEY|PRIVATE KEY")) return null;
  try {
    const key = strongOnly(createPrivateKey({ key: pem.trim(), format: "pem" }));
    return key !== null && isSound(key) ? key : null;
  } catch {
    return null;
  }
};

/** A PKCS#1 or SPKI public key in PEM; null unless it is RSA of 2048 bits or more. */
export const readPublicKey = (pem: string): KeyObject | null => {
  if (!isOneBlock(pem, "RSA PUBLIC KEY|PUBLIC KEY")) return null;
  try {
    return strongOnly(createPublicKey({ key: pem.trim(), format: "pem" }));
  } catch {
    return null;
  }
};

const encrypt = (key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Uint8Array => {
  const cipher = createCipheriv(cipherName, key, iv);
  return plain(Buffer.concat([cipher.update(plaintext), cipher.final()]));
};

const decrypt = (key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | null => {
  const decipher = createDecipheriv(cipherName, key, iv);
  try {
    return plain(Buffer.concat([decipher.update(data), decipher.final()]));
  } catch {
    return null;
  }
};

const unwrap = (privateKey: KeyObject, wrapped: Uint8Array): Uint8Array | null => {
  try {
    const key = privateDecrypt({ key: privateKey, ...oaep }, wrapped);
    return key.length === keyBytes ? key : null;
  } catch {
    return null;
  }
};

/** The layout of contract 6.4: the wrapped AES key, as long as the modulus (256 bytes of 2048 bits), IV, data. */
export const sealFor = (privateKey: KeyObject, plaintext: Uint8Array): Uint8Array => {
  const key = randomBytes(keyBytes);
  const iv = randomBytes(ivBytes);
  const wrapped = publicEncrypt({ key: createPublicKey(privateKey), ...oaep }, key);
  const body = Buffer.concat([wrapped, iv, encrypt(key, iv, plaintext)]);
  key.fill(0);
  return plain(body);
};

/** Opens that layout; null for a wrong length, another key or bad padding. */
export const openWith = (privateKey: KeyObject, body: Uint8Array): Uint8Array | null => {
  const wrappedBytes = Math.ceil(bitsOf(privateKey) / 8);
  const data = body.subarray(wrappedBytes + ivBytes);
  if (body.length < wrappedBytes + ivBytes + blockBytes || data.length % blockBytes !== 0) return null;
  const key = unwrap(privateKey, body.subarray(0, wrappedBytes));
  if (key === null) return null;
  const plaintext = decrypt(key, body.subarray(wrappedBytes, wrappedBytes + ivBytes), data);
  key.fill(0);
  return plaintext;
};

/** The layout of contract 5.2: one key and one IV for both, the key wrapped for the postbox. */
export const sealForPostbox = (
  publicPem: string,
  file: Uint8Array,
  descriptor: Uint8Array,
): PostboxSealed | null => {
  const publicKey = readPublicKey(publicPem);
  if (publicKey === null) return null;
  const key = randomBytes(keyBytes);
  const iv = plain(randomBytes(ivBytes));
  const wrappedKey = plain(publicEncrypt({ key: publicKey, ...oaep }, key));
  const sealed = {
    file: encrypt(key, iv, file),
    descriptor: encrypt(key, iv, descriptor),
    wrappedKey,
    iv,
  };
  key.fill(0);
  return sealed;
};
