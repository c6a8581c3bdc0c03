/**
 * Every number of HyperID's result table (contract 4), by verb and key space, as the stand-in sends it and
 * the client reads it. Which were seen handled goes into the report.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { http } from "#platform/http.ts";
import type { Space, Verb } from "#stores/hyperid/result-table.ts";
import { spaces, verbs } from "#stores/hyperid/result-table.ts";
import type { UserDataFailure } from "#stores/hyperid/user-data-failure.ts";
import type { UserData } from "#stores/hyperid/user-data-verbs.ts";
import { createUserData } from "#stores/hyperid/user-data-verbs.ts";
import type { DataSpace } from "#stores/hyperid/user-data.ts";
import { createUserDataCall } from "#stores/hyperid/user-data.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { writeCounters } from "#test/support/counters.ts";
import { createRushingClock } from "#test/support/hand-clock.ts";
import { freshBench, startBenchSandbox } from "#test/support/hyperid-bench.ts";
import type { HyperidBench } from "#test/support/hyperid-bench.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { silentLog } from "#test/support/silent-log.ts";

const { signal } = new AbortController();
const seen = new Set<string>();
let sandbox: TestSandbox;
let bench: HyperidBench;
let data: UserData;

beforeAll(async () => {
  sandbox = await startBenchSandbox();
  bench = await freshBench(sandbox);
  const { accessToken } = JSON.parse(new TextDecoder().decode(bench.secrets.kept() ?? undefined)) as {
    accessToken: string;
  };
  const { restBaseUrl } = sandbox.endpoints.hyperid;
  data = createUserData(
    createUserDataCall({
      http,
      clock: createRushingClock(),
      log: silentLog,
      random: (length) => new Uint8Array(length),
      authorize: () => Promise.resolve(ok({ token: accessToken, restBaseUrl })),
    }),
  );
});
afterAll(async () => {
  writeCounters("hyperid-codes", { storeErrorCodesHyperid: [...seen].sort() });
  await sandbox.dispose();
});

const members: Partial<Record<Space, Readonly<Record<string, string>>>> = {
  "by-idp": { identity_provider: "google" },
};
const placeOf = (space: Space): DataSpace => ({ space, members: members[space] ?? {} });

const ask = (verb: Verb, where: DataSpace): Promise<Result<unknown, UserDataFailure>> => {
  switch (verb) {
    case "set":
      return data.set(where, "vault/one", "d".repeat(300), signal);
    case "get":
      return data.get(where, ["vault/one"], signal, 100_000);
    case "list-get":
      return data.list(where, signal);
    case "shared-list-get":
      return data.listShared(where, signal);
    case "delete":
      return data.remove(where, ["vault/one"], signal);
  }
};

const everywhere: readonly (readonly [number, string])[] = [
  [-1, "store.consent-ended"],
  [-2, "store.consent-ended"],
  [-3, "store.no-permission"],
  [-4, "store.busy"],
];
const refused = "store.refused";
/** How often the client asks: a new token is tried once, a busy service twice. Every fault is used up by it. */
const asked: Readonly<Record<string, number>> = { "store.consent-ended": 2, "store.busy": 3 };

/** From -5 on: what each verb and space makes of its numbers. */
const own = (verb: Verb, space: Space): readonly (readonly [number, string])[] => {
  const hasPlace = space === "by-wallet" || space === "by-idp";
  const invalid = [-5, verb === "set" ? "store.value-too-long" : refused] as const;
  if (verb === "set") {
    return hasPlace
      ? [invalid, [-6, refused], [-7, refused], [-8, "store.name-too-long"]]
      : [invalid, [-6, refused], [-7, "store.name-too-long"]];
  }
  if (verb === "get") return hasPlace ? [invalid, [-6, refused], [-7, refused]] : [invalid, [-6, refused]];
  if (hasPlace) return [invalid, [-6, refused]];
  return verb === "delete" ? [invalid, [-6, refused]] : [invalid];
};

const calls = spaces.flatMap((space) =>
  verbs
    .filter((verb) => space !== "basic" || verb === "set" || verb === "get")
    .map((verb) => ({ verb, space })),
);
const rows = calls.flatMap(({ verb, space }) =>
  [...everywhere, ...own(verb, space)].map(([result, code]) => ({ verb, space, result, code })),
);
const found = calls.filter(({ verb, space }) => verb !== "set" && space !== "basic");

describe("the number in `result`", () => {
  it.each(rows)("$verb/$space $result is $code", async ({ verb, space, result, code }) => {
    const path = `user-data/${space === "basic" ? "" : `${space}/`}${verb}`;
    await sandbox.control("/faults", {
      service: "hyperid",
      path,
      count: asked[code] ?? 1,
      kind: "code",
      code: String(result),
    });
    const answer = await ask(verb, placeOf(space));
    if (answer.ok) throw new Error("a failure was taken for an answer");
    expect(answer.error.error).toMatchObject({ code, detail: { result, verb, space } });
    seen.add(`${verb}/${space}/${result}`);
  });

  it.each(found)("$verb/$space 1 is nothing found", async ({ verb, space }) => {
    const answer = await ask(verb, placeOf(space));
    if (!answer.ok) throw new Error(answer.error.error.code);
    const nothing = {
      get: new Map(),
      "list-get": { private: [], public: [] },
      "shared-list-get": [],
      delete: new Set(["vault/one"]),
      set: undefined,
    }[verb];
    expect(answer.value).toEqual(nothing);
    seen.add(`${verb}/${space}/1`);
  });

  it.each(calls)("$verb/$space 99 is no answer", async ({ verb, space }) => {
    await sandbox.control("/faults", { service: "hyperid", path: verb, count: 1, kind: "code", code: "99" });
    const answer = await ask(verb, placeOf(space));
    expect(!answer.ok && answer.error.error.code).toBe("store.bad-reply");
  });

  it("of the table was seen whole", () => {
    expect(seen.size).toBe(rows.length + found.length);
  });
});
