/**
 * Asks the registry about some texts: by hash unless the person agreed to the host that will see them in
 * plain. Answers are matched by type and value, never by position, and what is missing stays unknown.
 */
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { LookupResult } from "#contract/views-lookup.ts";
import type { Said } from "./facts.ts";
import { saidIn } from "./facts.ts";
import type { Hash } from "./hash.port.ts";
import { hashText, isTextHash, looksHashed } from "./hash.ts";
import type {
  LookupType,
  Question,
  Registry,
  RegistryElement,
  RegistryError,
  RegistryRequest,
} from "./lookup.port.ts";
import type { NormaliseError } from "./normalise.ts";
import { normalise } from "./normalise.ts";

/** How many questions one request holds (contract 4, advice), and how many a person may ask at once. */
const perRequest = 100;
const maxQuestions = 100;

/** What is asked, and how. */
export interface Asking {
  readonly questions: readonly Question[];
  readonly mode: "hash" | "plain";
  /** The host that the person agreed to; only for `plain`. */
  readonly confirmedHost: string | null;
  /** Also asks about each text exactly as typed, where that differs. */
  readonly alsoAsTyped: boolean;
}

/** What asking needs. `host` is the registry's; `defaultCountry` two letters or empty. */
export interface AskParts {
  readonly registry: Registry;
  readonly hash: Hash;
  readonly host: string;
  readonly defaultCountry: string;
}

/** Failures of asking. */
export type AskError = RegistryError | NormaliseError | AppError<"lookup.not-confirmed" | "lookup.too-many">;

/** One form of one question: `text` as a person reads it, `value` as it is sent. */
interface Form {
  readonly type: LookupType;
  readonly variant: LookupResult["variant"];
  readonly text: string;
  readonly value: string;
}

/** The forms of one question, the normalised one first. */
type Forms = readonly [Form, ...Form[]];

const formsOf = (asking: Asking, parts: AskParts): Result<readonly Forms[], NormaliseError> => {
  const valueOf = (text: string): string => (asking.mode === "hash" ? hashText(parts.hash, text) : text);
  const all: Forms[] = [];
  for (const question of asking.questions) {
    const read = normalise(question, parts.defaultCountry);
    if (!read.ok) return read;
    const { type, text } = question;
    const { normalised } = read.value;
    const first: Form = { type, variant: "normalised", text: normalised, value: valueOf(normalised) };
    const isAsTypedToo = asking.alsoAsTyped && text !== normalised;
    all.push(isAsTypedToo ? [first, { type, variant: "as-typed", text, value: valueOf(text) }] : [first]);
  }
  return ok(all);
};

/** Texts are compared exactly as they were sent; only a hash may come back in capitals. */
const keyOf = (mode: Asking["mode"], type: string, value: string): string =>
  `${type}:${mode === "hash" ? value.toLowerCase() : value}`;

const byKey = (
  mode: Asking["mode"],
  elements: readonly RegistryElement[],
): ReadonlyMap<string, readonly RegistryElement[]> => {
  const groups = new Map<string, RegistryElement[]>();
  for (const element of elements) {
    const key = keyOf(mode, element.type, element.value);
    groups.set(key, [...(groups.get(key) ?? []), element]);
  }
  return groups;
};

/** The last look before something is sent: only hashes by hash, no hash in plain (contract 5.5). */
const requestOf = (
  mode: Asking["mode"],
  forms: readonly Form[],
): Result<RegistryRequest, AppError<"lookup.hash-as-text" | "internal">> => {
  if (mode === "plain") {
    return forms.some(({ value }) => looksHashed(value))
      ? fail("lookup.hash-as-text")
      : ok({ mode, questions: forms.map(({ type, value }) => ({ type, value })) });
  }
  const questions = forms.flatMap(({ type, value }) => (isTextHash(value) ? [{ type, value }] : []));
  return questions.length === forms.length ? ok({ mode, questions }) : fail("internal", { notHashed: true });
};

/** Asks in requests of at most 100, one after the other (contract 4); each form once, whoever asks for it. */
const elementsFor = async (
  { registry }: AskParts,
  mode: Asking["mode"],
  forms: readonly Form[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, readonly RegistryElement[]>, RegistryError>> => {
  const distinct = [...new Map(forms.map((form) => [keyOf(mode, form.type, form.value), form])).values()];
  const found: RegistryElement[] = [];
  for (let at = 0; at < distinct.length; at += perRequest) {
    const request = requestOf(mode, distinct.slice(at, at + perRequest));
    if (!request.ok) return request;
    const answer = await registry.ask(request.value, signal);
    if (!answer.ok) return answer;
    found.push(...answer.value);
  }
  return ok(byKey(mode, found));
};

/** The first form that was found counts, else the normalised one. */
const choose = (forms: Forms, saidOf: (form: Form) => Said): LookupResult => {
  const form = forms.find((one) => saidOf(one).status === "found") ?? forms[0];
  const said = saidOf(form);
  return { type: form.type, asked: form.text, variant: form.variant, ...said };
};

/** Nothing goes out in plain unless the person agreed to this very host. */
const checkConsent = (
  { questions, mode, confirmedHost }: Asking,
  host: string,
): Result<void, AppError<"lookup.not-confirmed" | "lookup.too-many">> => {
  if (questions.length > maxQuestions) return fail("lookup.too-many", { limit: maxQuestions });
  return mode === "plain" && (host === "" || confirmedHost !== host)
    ? fail("lookup.not-confirmed", { host: host.slice(0, 300) })
    : ok(undefined);
};

/** One result for each question, in their order. All or nothing: a request that fails fails the whole. */
export const askRegistry = async (
  asking: Asking,
  parts: AskParts,
  signal: AbortSignal,
): Promise<Result<readonly LookupResult[], AskError>> => {
  const allowed = checkConsent(asking, parts.host);
  if (!allowed.ok) return allowed;
  const forms = formsOf(asking, parts);
  if (!forms.ok) return forms;
  const elements = await elementsFor(parts, asking.mode, forms.value.flat(), signal);
  if (!elements.ok) return elements;
  const saidOf = ({ type, value }: Form): Said =>
    saidIn(elements.value.get(keyOf(asking.mode, type, value)) ?? []);
  return ok(forms.value.map((one) => choose(one, saidOf)));
};
