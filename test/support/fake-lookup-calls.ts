/** What main would answer to the calls about lookups, about a few people who do not exist. */
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandName, CommandOutput, Reply } from "#contract/ipc.ts";
import { ok } from "#contract/result.ts";
import { type LookupResult, type LookupSettings, lookupFacts } from "#contract/views.ts";
import type { FakeWorld } from "./fake-world.ts";

type Handlers = { readonly [C in CommandName]: (input: CommandInput<C>) => Reply<C> | Promise<Reply<C>> };
type Question = CommandInput<"lookup.preview">;

const firstSettings: LookupSettings = {
  baseUrl: "",
  tokenUrl: "",
  serviceIdentifier: "tapvault-demo",
  jurisdictionIdentifier: "GB",
  auth: "api-key",
  clientId: "",
  scope: "",
  tokenStyle: "form",
  keyPath: "",
  tokenPath: "",
  defaultCountry: "GB",
  hasApiKey: true,
  hasClientSecret: false,
};

/** A set-up of the real service. */
export const fakeSetup = (
  change: Partial<CommandOutput<"lookup.settings">> = {},
): CommandOutput<"lookup.settings"> => ({
  settings: firstSettings,
  isConfigured: true,
  isSimulated: false,
  isTesting: false,
  host: "protect.privo.example",
  ...change,
});

/** Looks like a hash and is the same for the same text; it is none. */
const hashOf = (text: string): string => {
  let state = 0x81_1c_9d_c5;
  return Array.from({ length: 128 }, (_, n) => {
    state = Math.imul(state ^ (text.codePointAt(n % Math.max(1, text.length)) ?? n), 16_777_619) >>> 0;
    return (state & 15).toString(16);
  }).join("");
};

const dialled: Readonly<Record<string, string>> = { GB: "+44", DE: "+49", US: "+1", FR: "+33" };

const phoneOf = ({ text, country }: Question): string | null => {
  const digits = text.replace(/[\s().\-/]/gu, "");
  if (!/^\+?\d{6,15}$/u.test(digits)) return null;
  if (digits.startsWith("+")) return digits;
  const code = dialled[country];
  return code === undefined ? null : code + digits.replace(/^0/u, "");
};

const previewOf = (question: Question): Reply<"lookup.preview"> => {
  const text = question.text.trim();
  if (/^[0-9a-f]{128}$/iu.test(text)) return fail("lookup.hash-as-text");
  if (question.type === "email") {
    if (!/^\S+@\S+\.\S+$/u.test(text)) return fail("lookup.email-malformed");
    return ok({ normalised: text.toLowerCase(), hash: hashOf(text.toLowerCase()), country: null });
  }
  const normalised = phoneOf(question);
  if (normalised === null) return fail("lookup.phone-malformed");
  const country = Object.keys(dialled).find((each) => normalised.startsWith(dialled[each] ?? "?")) ?? null;
  return ok({ normalised, hash: hashOf(normalised), country });
};

const adult = (fact: (typeof lookupFacts)[number]): boolean | null => {
  if (fact === "is_55_or_over" || fact === "is_60_or_over") return null;
  const age = Number(/\d+/u.exec(fact)?.[0]);
  return fact.startsWith("is_under_") ? age > 34 : age <= 34;
};

/** An answer about somebody of 34, with some of it changed. */
export const fakeResult = (asked: string, change: Partial<LookupResult> = {}): LookupResult => ({
  type: asked.includes("@") ? "email" : "phone",
  asked,
  variant: "normalised",
  status: "found",
  facts: lookupFacts.map((fact) => ({ fact, value: adult(fact) })),
  birthdate: "1992-03-14",
  birthdatePrecision: "yyyymmdd",
  expiresAt: Date.UTC(2036, 11, 31),
  expiresText: "2036-12-31",
  ...change,
});

const nobody: Partial<LookupResult> = {
  facts: [],
  birthdate: null,
  birthdatePrecision: null,
  expiresAt: null,
  expiresText: null,
};

const statuses: readonly LookupResult["status"][] = ["not-found", "bad-data", "unknown"];

/** An address or number that begins with a status has that status; every other is of somebody of 34. */
const resultOf = (question: Question): LookupResult => {
  const preview = previewOf(question);
  const asked = preview.ok ? preview.value.normalised : question.text;
  const status = statuses.find((each) => asked.startsWith(each));
  return fakeResult(asked, status === undefined ? {} : { ...nobody, status });
};

const asTyped = (question: Question): LookupResult => ({
  ...fakeResult(question.text, { ...nobody, status: "not-found" }),
  variant: "as-typed",
});

/** The handlers over the fake's snapshots. */
export const lookupHandlers = (
  world: FakeWorld,
): Pick<Handlers, Extract<CommandName, `lookup.${string}`>> => {
  let setup = fakeSetup();
  let asked = 0;
  return {
    "lookup.settings": () => ok(setup),
    "lookup.configure": ({ settings, apiKey, clientSecret }) => {
      const secrets = {
        ...(apiKey === undefined ? {} : { hasApiKey: apiKey !== null }),
        ...(clientSecret === undefined ? {} : { hasClientSecret: clientSecret !== null }),
      };
      setup = {
        ...setup,
        isConfigured: true,
        settings: { ...setup.settings, ...settings, ...secrets } as LookupSettings,
      };
      return ok({});
    },
    "lookup.preview": previewOf,
    "lookup.ask": ({ questions, mode, confirmedHost, alsoAsTyped }) => {
      if (mode === "plain" && confirmedHost !== setup.host) return fail("lookup.not-confirmed");
      const wrong = questions.map(previewOf).find((preview) => !preview.ok);
      if (wrong?.ok === false) return wrong;
      const results = questions.flatMap((question) =>
        alsoAsTyped ? [resultOf(question), asTyped(question)] : [resultOf(question)],
      );
      return ok({ lookupId: `lookup-${(asked += 1)}`, results });
    },
    "lookup.keep": ({ title }) => {
      const draft = { type: "note" as const, title, tags: [], isFavourite: false, fields: [] };
      const saved = world.entries.save({ entryId: null, draft });
      if (!saved.ok) return saved;
      world.push("entries.changed", world.entries.counts());
      return ok({ entryId: saved.value.entryId });
    },
    "lookup.forget": () => ok({}),
  };
};
