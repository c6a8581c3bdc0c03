import { Command } from "commander";
import { describe, expect, it } from "vitest";
import type { CommandOutput } from "#contract/ipc.ts";
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { LookupResult, LookupSettings } from "#contract/views-lookup.ts";
import type { VerbContext } from "#cli/context.ts";
import { addLookupVerbs } from "#cli/declare/lookup.ts";
import type { BenchStart, Replies, VerbBench } from "./verb-bench.ts";
import { createVerbBench, idOf } from "./verb-bench.ts";

const settings: LookupSettings = {
  baseUrl: "",
  tokenUrl: "",
  serviceIdentifier: "acme",
  jurisdictionIdentifier: "US",
  auth: "api-key",
  clientId: "",
  scope: "openid",
  tokenStyle: "form",
  keyPath: "",
  tokenPath: "",
  defaultCountry: "",
  hasApiKey: true,
  hasClientSecret: false,
};

const host = "registry-svc-int.privo.com";
const state: CommandOutput<"lookup.settings"> = {
  settings,
  isConfigured: true,
  isSimulated: false,
  isTesting: true,
  host,
};

const result = (change: Partial<LookupResult> = {}): LookupResult => ({
  type: "email",
  asked: "jo@example.com",
  variant: "normalised",
  status: "found",
  facts: [
    { fact: "is_under_13", value: true },
    { fact: "is_18_or_over", value: false },
    { fact: "is_under_21", value: null },
  ],
  birthdate: null,
  birthdatePrecision: null,
  expiresAt: Date.parse("2030-01-31"),
  expiresText: "2030-01-31",
  ...change,
});

const replies: Replies = {
  "lookup.settings": () => ok(state),
  "lookup.configure": () => ok({}),
  "lookup.ask": () => ok({ lookupId: "L1", results: [result()] }),
  "lookup.keep": () => ok({ entryId: idOf(1) }),
  "lookup.forget": () => ok({}),
};

/** Runs the program's own parsing with these arguments. */
const run = async (
  line: string,
  start: BenchStart = {},
  change: (context: VerbContext) => VerbContext = (context) => context,
): Promise<VerbBench & { readonly exitCode: number | null }> => {
  const bench = createVerbBench({ ...start, replies: { ...replies, ...start.replies } });
  let exitCode: number | null = null;
  const program = new Command("tapvault").exitOverride().configureOutput({ writeErr: () => undefined });
  addLookupVerbs(program, async (verb) => {
    exitCode = await verb(change(bench.context));
  });
  program.commands.forEach((command) =>
    command.exitOverride().configureOutput({ writeErr: () => undefined }),
  );
  try {
    await program.parseAsync(line.split(" "), { from: "user" });
  } catch {
    exitCode = 2;
  }
  return { ...bench, exitCode };
};

describe("lookup", () => {
  it("asks by hash about each line, and keeps nothing behind", async () => {
    const bench = await run("lookup", {
      typed: ["Jo@example.com", "", "+12025550112"],
    });
    expect(bench.exitCode).toBe(0);
    expect(bench.called("lookup.ask")).toEqual([
      {
        questions: [
          { type: "email", text: "Jo@example.com", country: "" },
          { type: "phone", text: "+12025550112", country: "" },
        ],
        mode: "hash",
        alsoAsTyped: false,
      },
    ]);
    expect(bench.called("lookup.forget")).toEqual([{ lookupId: "L1" }]);
    expect(bench.calls.some(({ name }) => name === "lookup.keep")).toBe(false);
    expect(bench.answers).toEqual([
      { host, isSimulated: false, isTesting: true, results: [result()], entryId: null },
    ]);
  });

  it("says each fact in words, what is unknown, and that a test is about nobody", async () => {
    const found = [
      result({ variant: "as-typed", birthdate: "2012-03", birthdatePrecision: "yyyymm" }),
      result({ asked: "+12025550112", status: "not-found", facts: [] }),
      result({ asked: "a\u202eb@example.com", status: "bad-data" }),
      result({ asked: "c@example.com", status: "unknown" }),
    ];
    const { texts, progress } = await run("lookup", {
      typed: ["x@example.com"],
      replies: { "lookup.ask": () => ok({ lookupId: "L1", results: found }) },
    });
    expect(texts).toEqual([
      [
        "jo@example.com\tas typed\tregistered",
        "  under 13:\tyes",
        "  18 or over:\tno",
        "  unknown:\tunder 21",
        "  date of birth:\t2012-03",
        "  how exact:\tyyyymm",
        "  good until:\t2030-01-31 00:00:00",
        "+12025550112\t\tnot registered, which says nothing about age",
        "a\ufffdb@example.com\t\tnot understood by the registry",
        "c@example.com\t\tno answer",
      ].join("\n"),
    ]);
    expect(progress).toEqual([`${host} is for testing: its answers are about nobody.`]);
  });

  it.each([
    ["lookup --email", "202 555 0112", "email", ""],
    ["lookup --phone --country us", "202 555 0112", "phone", "US"],
    ["lookup --phone", "jo@example.com", "phone", ""],
  ])("%s", async (line, text, type, country) => {
    const bench = await run(`${line} --as-typed`, { typed: [text] });
    expect(bench.called("lookup.ask")).toEqual([
      { questions: [{ type, text, country }], mode: "hash", alsoAsTyped: true },
    ]);
  });

  it("takes nothing personal as an argument", async () => {
    for (const line of ["lookup jo@example.com", "lookup --email jo@example.com", "lookup --email --phone"]) {
      const { exitCode, calls } = await run(line, { typed: ["jo@example.com"] });
      expect([exitCode, calls]).toEqual([2, []]);
    }
  });

  it("asks nothing without settings, without lines, or with too many of them", async () => {
    const unset = { "lookup.settings": () => ok({ ...state, isConfigured: false }) };
    expect((await run("lookup", { replies: unset, typed: ["jo@example.com"] })).errors).toEqual([
      "lookup.not-configured",
    ]);
    expect((await run("lookup", { typed: ["", " "] })).exitCode).toBe(2);
    const many = await run("lookup", { typed: Array.from({ length: 101 }, () => "jo@example.com") });
    expect([many.exitCode, many.errors, many.called("lookup.ask")]).toEqual([2, ["lookup.too-many"], []]);
  });

  it.each([
    ["lookup.email-malformed", 2],
    ["lookup.hash-as-text", 2],
    ["lookup.busy", 7],
    ["lookup.bad-credentials", 7],
  ] as const)("%s ends with exit code %i", async (code, exitCode) => {
    const ended = await run("lookup", { typed: ["x"], replies: { "lookup.ask": () => fail(code) } });
    expect([ended.exitCode, ended.errors]).toEqual([exitCode, [code]]);
  });
});

describe("lookup --plain", () => {
  it("names the host and sends only after a yes", async () => {
    const yes = await run("lookup --plain", {
      isInteractive: true,
      typed: ["jo@example.com", "ada@example.com", "", "Yes"],
    });
    expect(yes.progress).toContain(`${host} will see these 2 texts as typed.`);
    expect(yes.called("lookup.ask")).toMatchObject([{ mode: "plain", confirmedHost: host }]);
    for (const answer of ["no", "", "y"]) {
      const no = await run("lookup --plain", { isInteractive: true, typed: ["jo@example.com", "", answer] });
      expect([no.exitCode, no.errors, no.called("lookup.ask")]).toEqual([2, ["lookup.not-confirmed"], []]);
    }
  });

  it("needs --confirm-host where nobody can be asked, and passes it on as it is", async () => {
    const alone = await run("lookup --plain", { typed: ["jo@example.com", "yes"] });
    expect([alone.exitCode, alone.calls]).toEqual([2, []]);
    const asJson = await run(
      "lookup --plain",
      { isInteractive: true, typed: ["jo@example.com"] },
      (context) => ({
        ...context,
        output: { ...context.output, isJson: true },
      }),
    );
    expect([asJson.exitCode, asJson.calls]).toEqual([2, []]);
    const told = await run("lookup --plain --confirm-host other.example", { typed: ["jo@example.com"] });
    expect(told.called("lookup.ask")).toMatchObject([{ mode: "plain", confirmedHost: "other.example" }]);
  });
});

describe("lookup --keep", () => {
  it("keeps the results as an entry, then forgets them", async () => {
    const { answers, calls } = await run("lookup --keep Jo", { typed: ["jo@example.com"] });
    expect(answers).toMatchObject([{ entryId: idOf(1) }]);
    expect(calls.slice(-2)).toEqual([
      { name: "lookup.keep", input: { lookupId: "L1", title: "Jo" } },
      { name: "lookup.forget", input: { lookupId: "L1" } },
    ]);
  });

  it("what was found is shown although it cannot be kept", async () => {
    const { answers, errors, exitCode } = await run("lookup --keep Jo", {
      typed: ["jo@example.com"],
      replies: { "lookup.keep": () => fail("vault.disk-full") },
    });
    expect(answers).toMatchObject([{ results: [{ asked: "jo@example.com" }], entryId: null }]);
    expect([errors, exitCode]).toEqual([["vault.disk-full"], 3]);
  });
});

describe("lookup configure", () => {
  it("sets what is given, and the key from stdin", async () => {
    const line =
      "lookup configure --base-url https://registry.example --service acme --jurisdiction US-UT --default-country GB";
    const bench = await run(line, { typed: ["the-key"] });
    expect(bench.called("lookup.configure")).toEqual([
      {
        settings: {
          baseUrl: "https://registry.example",
          serviceIdentifier: "acme",
          jurisdictionIdentifier: "US-UT",
          defaultCountry: "GB",
        },
        apiKey: "the-key",
      },
    ]);
    expect(bench.texts[0]).toContain("Ready to ask.");
    expect(bench.texts[0]).not.toContain("the-key");
  });

  it.each([
    [
      "lookup configure --auth token --client-id id",
      "s",
      { clientSecret: "s" },
      { auth: "token", clientId: "id" },
    ],
    ["lookup configure --auth api-key", "k", { apiKey: "k" }, { auth: "api-key" }],
    ["lookup configure --scope x", "", {}, { scope: "x" }],
    ["lookup configure --no-stdin --token-style query", "k", {}, { tokenStyle: "query" }],
    ["lookup configure --forget", "k", { apiKey: null, clientSecret: null }, {}],
    ["lookup configure --base-url=", "", {}, { baseUrl: "" }],
  ])("%s", async (line, typed, secrets, patch) => {
    const bench = await run(line, { typed: [typed] });
    expect(bench.called("lookup.configure")).toEqual([{ settings: patch, ...secrets }]);
  });

  it("says what the profile's registry is", async () => {
    const simulated = { "lookup.settings": () => ok({ ...state, isSimulated: true, isConfigured: false }) };
    const { texts } = await run("lookup configure --no-stdin", { replies: simulated });
    expect(texts[0]).toContain("Not complete yet.");
    expect(texts[0]).toContain("simulated");
  });

  it.each(["lookup configure --auth basic", "lookup configure the-key", "lookup configure --api-key k"])(
    "%s is refused",
    async (line) => {
      const { exitCode, calls } = await run(line);
      expect([exitCode, calls]).toEqual([2, []]);
    },
  );
});
