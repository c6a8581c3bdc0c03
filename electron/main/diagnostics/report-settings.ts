/** The settings as a report shows them: names and values, but of an address only whether it is the usual one. */
import { freshProfile } from "#main/profile.ts";
import type { Profile } from "#main/profile.ts";

type Pair = readonly [name: string, value: string];

const isAddress = (name: string): boolean => /url|issuer/iu.test(name);
/** What names an account, an application or a person's place. */
const isOwn = (name: string): boolean =>
  /clientId|applicationId|contractId|identifier|namespace|scope|keys$/iu.test(name);

const shown = (name: string, value: unknown, usual: unknown): string => {
  if (isAddress(name) || isOwn(name)) {
    if (value === "") return "not set";
    return value === usual ? "as usual" : "set";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
};

const pairsOf = (prefix: string, values: object, usual: object): readonly Pair[] =>
  Object.entries(values).flatMap(([name, value]) => {
    const other = (usual as Readonly<Record<string, unknown>>)[name];
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? pairsOf(
          `${prefix}${name}.`,
          value as object,
          typeof other === "object" && other !== null ? other : {},
        )
      : [[`${prefix}${name}`, shown(name, value, other)] as const];
  });

/** All settings of a profile. */
export const reportSettings = (profile: Profile): readonly Pair[] => pairsOf("", profile, freshProfile());
