import { describe, expect, it } from "vitest";
import type { CommandInput } from "#contract/ipc.ts";
import { ok } from "#contract/result.ts";
import type { LookupChoices } from "#lookup/registry-place.ts";
import {
  apiKey,
  createLookupBench,
  keyedChoices,
  outcomeOf,
  unsetChoices,
} from "#test/support/lookup-bench.ts";

/** What a desk that has no secret yet is asked. */
const oneQuestion: CommandInput<"lookup.ask"> = {
  questions: [{ type: "email", text: "Jo@example.com", country: "" }],
  mode: "hash",
  alsoAsTyped: false,
};

describe("settings", () => {
  it("are PRIVO's testing environment unless set, and say so", async () => {
    const { desk } = createLookupBench({}, unsetChoices, {});
    expect(await desk.settings()).toEqual(
      ok({
        settings: { ...unsetChoices, hasApiKey: false, hasClientSecret: false },
        isConfigured: false,
        isSimulated: false,
        isTesting: true,
        host: "registry-svc-int.privo.com",
      }),
    );
  });

  it.each([
    ["https://registry-svc.privo.com", "registry-svc.privo.com", false],
    ["https://registry-svc-int.privo.com/", "registry-svc-int.privo.com", true],
    ["https://my-int.privo.com.example", "my-int.privo.com.example", false],
    ["http://127.0.0.1:8877/privo", "127.0.0.1:8877", false],
  ])("at %s, %s sees what is sent; for testing: %s", async (baseUrl, host, isTesting) => {
    const { desk } = createLookupBench({}, { ...keyedChoices, baseUrl });
    expect(await desk.settings()).toMatchObject({ value: { host, isTesting, isConfigured: true } });
  });

  it("are complete with the secret of the way in use", async () => {
    const token = { ...keyedChoices, auth: "token" as const };
    const isComplete = async (choices: LookupChoices, secrets: object): Promise<boolean> => {
      const settings = await createLookupBench({}, choices, secrets).desk.settings();
      return settings.ok && settings.value.isConfigured;
    };
    expect(await isComplete(keyedChoices, { clientSecret: "s" })).toBe(false);
    expect(await isComplete(token, { apiKey })).toBe(false);
    expect(await isComplete(token, { clientSecret: "s" })).toBe(false);
    expect(await isComplete({ ...token, clientId: "id" }, { clientSecret: "s" })).toBe(true);
    expect(await isComplete({ ...keyedChoices, jurisdictionIdentifier: ".." }, { apiKey })).toBe(false);
  });

  it("show without the secrets that the keychain lost; another failure is told", async () => {
    const { desk, slot } = createLookupBench();
    slot.failing("load", "store.secrets-lost");
    expect(await desk.settings()).toMatchObject({
      value: { isConfigured: false, settings: { hasApiKey: false } },
    });
    expect(outcomeOf(await desk.ask(oneQuestion))).toBe("store.secrets-lost");
    slot.failing("load", "keychain.locked");
    expect(outcomeOf(await desk.settings())).toBe("keychain.locked");
  });
});

describe("configure", () => {
  it("changes what is given, trims secrets, and keeps the rest", async () => {
    const { desk, slot, settings } = createLookupBench();
    const changed = await desk.configure({
      settings: { jurisdictionIdentifier: "US-UT", defaultCountry: "gb" },
      clientSecret: " new-secret\n",
    });
    expect(changed.ok).toBe(true);
    expect(settings()).toEqual({ ...keyedChoices, jurisdictionIdentifier: "US-UT", defaultCountry: "GB" });
    expect(JSON.parse(new TextDecoder().decode(slot.kept() ?? undefined))).toEqual({
      apiKey,
      clientSecret: "new-secret",
    });
  });

  it("null forgets a secret, empty keeps it; with none left the slot is empty", async () => {
    const { desk, slot } = createLookupBench();
    await desk.configure({ settings: {}, apiKey: "  " });
    expect(slot.saves()).toBe(0);
    await desk.configure({ settings: {}, apiKey: null });
    expect(slot.kept()).toBeNull();
  });

  it.each<[string, CommandInput<"lookup.configure">, string]>([
    ["no address", { settings: { baseUrl: "registry" } }, "settings.address-malformed"],
    [
      "an address without encryption",
      { settings: { tokenUrl: "http://example.com" } },
      "settings.address-malformed",
    ],
    ["no country", { settings: { defaultCountry: "ZZ" } }, "ipc.bad-request"],
    ["no secret", { settings: {}, apiKey: "two words" }, "lookup.bad-credentials"],
  ])("changes nothing for %s", async (_what, input, code) => {
    const { desk, slot, settings } = createLookupBench();
    const change = { ...input, settings: { ...input.settings, scope: "other" }, clientSecret: "s" };
    expect(outcomeOf(await desk.configure(change))).toBe(code);
    expect(settings()).toEqual(keyedChoices);
    expect(slot.saves()).toBe(0);
  });

  it("two at once do not lose each other's secret", async () => {
    const { desk, slot } = createLookupBench({}, keyedChoices, {});
    await Promise.all([
      desk.configure({ settings: {}, apiKey: "one" }),
      desk.configure({ settings: {}, clientSecret: "two" }),
    ]);
    expect(new TextDecoder().decode(slot.kept() ?? undefined)).toBe('{"apiKey":"one","clientSecret":"two"}');
  });

  it("takes a new secret when the old one can no longer be opened, and goes on after a failure", async () => {
    const { desk, slot } = createLookupBench();
    slot.failing("load", "keychain.locked");
    expect(outcomeOf(await desk.configure({ settings: {}, apiKey: "new" }))).toBe("keychain.locked");
    slot.failing("load", "store.secrets-lost");
    expect(outcomeOf(await desk.configure({ settings: {}, apiKey: "new" }))).toBe("ok");
  });
});
