/**
 * One-time codes (RFC 6238) from what people paste: a bare base32 seed, a whole otpauth address, or
 * a Steam seed. It must not keep a seed.
 */
import { Secret, TOTP, URI } from "otpauth";
import { fail } from "#contract/errors.ts";
import type { AppError } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { TotpView } from "#contract/views.ts";

const steamScheme = "steam://";
const steamLetters = "23456789BCDFGHJKMNPQRTVWXY";
const steamLength = 5;
const usualPeriodS = 30;
const base32 = /^[A-Z2-7]+$/;

interface Generator {
  readonly periodMs: number;
  code(now: number): string;
}

const secretOf = (typed: string): Secret | null => {
  const seed = typed
    .replace(/[\s-]+/g, "")
    .replace(/=+$/, "")
    .toUpperCase();
  if (!base32.test(seed)) return null;
  const secret = Secret.fromBase32(seed);
  return secret.bytes.length === 0 ? null : secret;
};

/** Steam's own alphabet over the 31 bits that RFC 4226 (5.3) truncates to. */
const steamCode = (totp: TOTP, now: number): string => {
  // Ten decimal digits hold all 31 bits.
  let rest = Number(totp.generate({ timestamp: now }));
  let code = "";
  for (let at = 0; at < steamLength; at++) {
    code += steamLetters.charAt(rest % steamLetters.length);
    rest = Math.floor(rest / steamLetters.length);
  }
  return code;
};

const steam = (typed: string): Generator | null => {
  const secret = secretOf(typed.slice(steamScheme.length));
  if (secret === null) return null;
  const totp = new TOTP({ secret, digits: 10, period: usualPeriodS });
  return { periodMs: usualPeriodS * 1_000, code: (now) => steamCode(totp, now) };
};

const isUsable = ({ secret, digits, period }: TOTP): boolean =>
  secret.bytes.length > 0 && digits >= 4 && digits <= 10 && period >= 1 && period <= 86_400;

const ofTotp = (totp: TOTP): Generator => ({
  periodMs: totp.period * 1_000,
  code: (now) => totp.generate({ timestamp: now }),
});

const ofAddress = (typed: string): Generator | null => {
  try {
    const parsed = URI.parse(typed);
    return parsed instanceof TOTP && isUsable(parsed) ? ofTotp(parsed) : null;
  } catch {
    return null;
  }
};

const generatorOf = (typed: string): Generator | null => {
  const text = typed.trim();
  const lower = text.toLowerCase();
  if (lower.startsWith(steamScheme)) return steam(text);
  if (lower.startsWith("otpauth:")) return ofAddress(text);
  const secret = secretOf(text);
  return secret === null ? null : ofTotp(new TOTP({ secret }));
};

/** The code at `now` (epoch ms) and when it ends; totp.unusable for a seed that cannot be read. */
export const totpAt = (seed: string, now: number): Result<TotpView, AppError<"totp.unusable">> => {
  const generator = generatorOf(seed);
  if (generator === null) return fail("totp.unusable");
  const { periodMs } = generator;
  const at = Math.max(0, Math.floor(now));
  return ok({ code: generator.code(at), periodMs, validUntil: (Math.floor(at / periodMs) + 1) * periodMs });
};
