/**
 * Reads an access token for display and to notice another account. It proves nothing: with HS256 only the
 * service can check it (contract 2.6), so nothing is ever allowed because of it.
 */
import { z } from "zod";
import { fromBase64Url } from "#vault/bytes.ts";

const claimsSchema = z.object({
  sub: z.string().min(1).max(300).nullish().catch(null),
  email: z.string().min(1).max(300).nullish().catch(null),
});

/** `sub` and `email` where the token is a JWT that has them. */
export const readAccessClaims = (
  token: string,
): { readonly subject: string | null; readonly email: string | null } => {
  const nobody = { subject: null, email: null };
  const payload = fromBase64Url((token.split(".")[1] ?? "").replace(/=+$/, ""));
  if (payload === null) return nobody;
  try {
    const claims = claimsSchema.safeParse(JSON.parse(new TextDecoder().decode(payload)));
    return claims.success ? { subject: claims.data.sub ?? null, email: claims.data.email ?? null } : nobody;
  } catch {
    return nobody;
  }
};
