import { describe, expect, it } from "vitest";
import { appError, fail } from "#contract/errors.ts";
import { commands } from "#contract/ipc.ts";
import type { CommandInput } from "#contract/ipc.ts";
import { ok } from "#contract/result.ts";
import { createLookupHandlers } from "#main/handlers-lookup.ts";
import type { SandboxRegistry } from "#main/lookup-desk.ts";
import { createLookupBench, outcomeOf, savedId, unsetChoices } from "#test/support/lookup-bench.ts";

const oneQuestion: CommandInput<"lookup.ask"> = {
  questions: [{ type: "email", text: "Jo@example.com", country: "" }],
  mode: "hash",
  alsoAsTyped: false,
};

describe("asking", () => {
  it("goes to the registry of the settings, and its results can be kept as an entry", async () => {
    const { desk, scripted, drafts } = createLookupBench();
    const asked = await desk.ask(oneQuestion);
    if (!asked.ok) throw new Error(asked.error.code);
    expect(commands["lookup.ask"].out.safeParse(asked.value).success).toBe(true);
    expect(asked.value.results).toMatchObject([{ asked: "jo@example.com", status: "found" }]);
    expect(scripted.seen[0]?.url).toBe("https://registry-svc-int.privo.com/api/v1.0/lookup/by-hash/acme/US");
    expect(desk.keep({ lookupId: asked.value.lookupId, title: "Jo" })).toEqual(ok({ entryId: savedId }));
    expect(drafts[0]?.fields[0]?.value).toBe(
      "PRIVO Protect, registry-svc-int.privo.com (for testing: this is about nobody)",
    );
  });

  it("needs settings, and for plain the host of these very settings", async () => {
    expect(outcomeOf(await createLookupBench({}, unsetChoices).desk.ask(oneQuestion))).toBe(
      "lookup.not-configured",
    );
    const { desk, scripted } = createLookupBench();
    const plain = { ...oneQuestion, mode: "plain" as const };
    expect(outcomeOf(await desk.ask(plain))).toBe("lookup.not-confirmed");
    expect(outcomeOf(await desk.ask({ ...plain, confirmedHost: "127.0.0.1:1" }))).toBe(
      "lookup.not-confirmed",
    );
    expect(scripted.seen).toEqual([]);
    expect(outcomeOf(await desk.ask({ ...plain, confirmedHost: "registry-svc-int.privo.com" }))).toBe("ok");
  });

  it("previews without settings and without sending", async () => {
    const { desk, scripted } = createLookupBench({}, { ...unsetChoices, defaultCountry: "GB" });
    const preview = await desk.preview({ type: "phone", text: "020 7946 0018", country: "" });
    expect(preview).toMatchObject({ value: { normalised: "+442079460018", country: "GB" } });
    expect(preview.ok && commands["lookup.preview"].out.safeParse(preview.value).success).toBe(true);
    expect(scripted.seen).toEqual([]);
  });

  it("holds nothing after ten minutes, forgetting, or the lock; a locked vault keeps nothing", async () => {
    const { desk, clock } = createLookupBench();
    const ask = async (): Promise<string> => {
      const asked = await desk.ask(oneQuestion);
      return asked.ok ? asked.value.lookupId : "";
    };
    const [late, forgotten, locked] = [await ask(), await ask(), await ask()];
    desk.forget(forgotten);
    expect(outcomeOf(desk.keep({ lookupId: forgotten, title: "x" }))).toBe("lookup.gone");
    expect(outcomeOf(desk.keep({ lookupId: late, title: "x" }))).toBe("ok");
    clock.advance(600_000);
    expect(outcomeOf(desk.keep({ lookupId: late, title: "x" }))).toBe("lookup.gone");
    desk.forgetAll();
    expect(outcomeOf(desk.keep({ lookupId: locked, title: "x" }))).toBe("lookup.gone");
    const closed = createLookupBench({ entries: () => fail("vault.locked") }).desk;
    expect(outcomeOf(closed.keep({ lookupId: "x", title: "x" }))).toBe("vault.locked");
  });

  it("the lock ends what is under way", async () => {
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const { desk } = createLookupBench({
      http: ({ signal }) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve({ ok: false, error: { reason: "cancelled" } }));
          begin();
        }),
    });
    const asked = desk.ask(oneQuestion);
    await begun;
    desk.forgetAll();
    expect(outcomeOf(await asked)).toBe("task.cancelled");
  });
});

const endpoints: SandboxRegistry = {
  baseUrl: "http://127.0.0.1:8877/privo",
  tokenUrl: "http://127.0.0.1:8877/privo/token",
  serviceIdentifier: "sandbox service",
  jurisdictionIdentifier: "US",
  apiKey: "sandbox-key",
  clientId: "sandbox-client",
  clientSecret: "sandbox-secret",
};

describe("in the sandbox", () => {
  it("its endpoints take the place of settings and secrets, and none of these leaves", async () => {
    const { desk, scripted, slot } = createLookupBench({ sandbox: () => Promise.resolve(ok(endpoints)) });
    slot.failing("load", "keychain.locked");
    const settings = await desk.settings();
    expect(settings).toMatchObject({
      value: {
        settings: { serviceIdentifier: "sandbox service", hasApiKey: true, hasClientSecret: true },
        isSimulated: true,
        isTesting: true,
        isConfigured: true,
        host: "127.0.0.1:8877",
      },
    });
    expect(JSON.stringify(settings)).not.toMatch(/sandbox-key|sandbox-secret/);
    await desk.ask(oneQuestion);
    expect(scripted.seen[0]?.url).toBe(
      "http://127.0.0.1:8877/privo/api/v1.0/lookup/by-hash/sandbox%20service/US",
    );
    expect(scripted.seen[0]?.headers?.["x-api-key"]).toBe("sandbox-key");
  });

  it("that does not start is told as it is", async () => {
    const error = appError("auth.unreachable");
    const { desk } = createLookupBench({ sandbox: () => Promise.resolve({ ok: false, error }) });
    expect(await desk.settings()).toEqual({ ok: false, error });
  });
});

it("the handlers answer every call of the area", async () => {
  const { desk, drafts } = createLookupBench();
  const handlers = createLookupHandlers({ desk: () => desk });
  expect(Object.keys(handlers).sort()).toEqual(
    Object.keys(commands)
      .filter((name) => name.startsWith("lookup."))
      .sort(),
  );
  expect(outcomeOf(await handlers["lookup.settings"]({}))).toBe("ok");
  expect(await handlers["lookup.configure"]({ settings: {} })).toEqual(ok({}));
  expect(
    outcomeOf(await handlers["lookup.preview"]({ type: "email", text: "jo@example.com", country: "" })),
  ).toBe("ok");
  const asked = await handlers["lookup.ask"](oneQuestion);
  const lookupId = asked.ok ? asked.value.lookupId : "";
  expect(outcomeOf(await handlers["lookup.keep"]({ lookupId, title: "Jo" }))).toBe("ok");
  expect(await handlers["lookup.forget"]({ lookupId })).toEqual(ok({}));
  expect(drafts).toHaveLength(1);
});
