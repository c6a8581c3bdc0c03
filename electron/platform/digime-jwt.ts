/** PS512 tokens for digi.me over jose: ours are signed with the contract's key, theirs checked with a public one. */
import type { KeyObject } from "node:crypto";
import { compactVerify, decodeProtectedHeader, SignJWT } from "jose";
import type { JwtHeader } from "#stores/digime/digime-crypto.port.ts";

const algorithm = "PS512";

/** Signs exactly these claims; nothing is added to them. */
export const signToken = (
  key: KeyObject,
  header: JwtHeader,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> => new SignJWT({ ...claims }).setProtectedHeader({ ...header, alg: algorithm }).sign(key);

/** The header as it stands, unproven; null when there is none. */
export const readTokenHeader = (token: string): unknown => {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return null;
  }
};

/** The payload of a token that this key signed PS512; null for any other. */
export const verifyToken = async (token: string, key: KeyObject): Promise<unknown> => {
  try {
    const { payload } = await compactVerify(token, key, { algorithms: [algorithm] });
    return JSON.parse(new TextDecoder().decode(payload)) as unknown;
  } catch {
    return null;
  }
};
