/**
 * An e-mail address or phone number in the one form that is hashed (contract 3.3). How the registry
 * does it is not published; this is the default, and the text as typed can be asked about besides.
 * Numbers are read by a kept library, which is large: load this file when it is needed.
 */
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { CountryCode } from "libphonenumber-js/max";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { looksHashed } from "./hash.ts";
import type { Question } from "./lookup.port.ts";

/** Why a text cannot be asked about. */
export type NormaliseError = AppError<
  "lookup.email-malformed" | "lookup.phone-malformed" | "lookup.hash-as-text"
>;

/** A text as it will be asked about. `country`: two letters where the number tells. */
export interface Normalised {
  readonly normalised: string;
  readonly country: string | null;
}

/** 64 of the local part, the sign, 255 of the domain (RFC 5321 4.5.3.1). */
const maxEmailChars = 320;
const emailPattern = /^[^\s\p{C}@]+@[^\s\p{C}@.]+(?:\.[^\s\p{C}@.]+)+$/u;

/** Composed, in small letters, nothing else: dots and plus signs are part of an address. */
const normaliseEmail = (text: string): Result<Normalised, NormaliseError> => {
  const small = text.trim().normalize("NFC").toLowerCase().normalize("NFC");
  return small.length <= maxEmailChars && emailPattern.test(small)
    ? ok({ normalised: small, country: null })
    : fail("lookup.email-malformed");
};

const countryOf = (text: string): CountryCode | undefined => {
  const code = text.trim().toUpperCase();
  return isSupportedCountry(code) ? code : undefined;
};

/** E.164 (ITU-T). A number that could exist is enough: new ranges come into use before a library knows them. */
const normalisePhone = (text: string, country: string): Result<Normalised, NormaliseError> => {
  const defaultCountry = countryOf(country);
  const parsed = parsePhoneNumberFromString(text.trim(), {
    ...(defaultCountry === undefined ? {} : { defaultCountry }),
    extract: false,
  });
  return parsed?.isPossible() === true
    ? ok({ normalised: parsed.number, country: parsed.country ?? null })
    : fail("lookup.phone-malformed");
};

/** Brings a question into its one form. `defaultCountry`: two letters or empty, for a number without a country. */
export const normalise = (
  { type, text, country }: Question,
  defaultCountry: string,
): Result<Normalised, NormaliseError> => {
  if (looksHashed(text)) return fail("lookup.hash-as-text");
  return type === "email"
    ? normaliseEmail(text)
    : normalisePhone(text, country === "" ? defaultCountry : country);
};

/** Whether numbers of this country can be read: two letters, small or capital. */
export const isCountry = (text: string): boolean => countryOf(text) !== undefined;
