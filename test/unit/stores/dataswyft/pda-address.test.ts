/** What a person may type for an account's address and a namespace, and what is refused before anything is sent. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkNamespace, checkSettings, parsePdaAddress } from "#stores/dataswyft/pda-address.ts";

describe("the address of an account", () => {
  it.each([
    ["ada.hubat.net", "https://ada.hubat.net", "ada.hubat.net"],
    ["  https://ada.hubat.net/  ", "https://ada.hubat.net", "ada.hubat.net"],
    ["HTTPS://Ada.HubAt.Net", "https://ada.hubat.net", "ada.hubat.net"],
    ["ada.hubat.net:443", "https://ada.hubat.net", "ada.hubat.net"],
    ["ada.hubat.net:8443/", "https://ada.hubat.net:8443", "ada.hubat.net:8443"],
    ["\tada.hubofallthings.net\n", "https://ada.hubofallthings.net", "ada.hubofallthings.net"],
    ["http://127.0.0.1:9000", "http://127.0.0.1:9000", "127.0.0.1:9000"],
    ["http://localhost:9000/", "http://localhost:9000", "localhost:9000"],
    ["http://[::1]:9000", "http://[::1]:9000", "[::1]:9000"],
    ["localhost:9000", "https://localhost:9000", "localhost:9000"],
  ])("takes %j", (typed, baseUrl, host) => {
    expect(parsePdaAddress(typed)).toEqual({ ok: true, value: { baseUrl, host } });
  });

  it.each([
    "",
    "ada",
    "ada@hubat.net",
    "mailto:ada@hubat.net",
    "ada hubat.net",
    "ada.hubat.net/#/hatlogin",
    "https://ada.hubat.net/api",
    "https://ada.hubat.net//",
    "https://ada.hubat.net?x=1",
    "https://ada:secret@ada.hubat.net",
    "http://ada.hubat.net",
    "ftp://ada.hubat.net",
    "javascript://ada.hubat.net",
    "https://ada.hubat.net\\evil",
    "https://",
    "https://-ada.hubat.net",
    "ada..hubat.net",
    "ada.hubat.net.",
    "ada.hubat.net:99999",
    "ada_b.hubat.net",
  ])("refuses %j", (typed) => {
    expect(parsePdaAddress(typed)).toMatchObject({ ok: false, error: { code: "settings.pda-malformed" } });
  });

  it("never answers with anything but a bare origin", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain(), fc.emailAddress()), (typed) => {
        const address = parsePdaAddress(typed);
        if (!address.ok) return;
        const url = new URL(address.value.baseUrl);
        expect(url.origin).toBe(address.value.baseUrl);
        expect(url.host).toBe(address.value.host);
        expect(url.protocol === "https:" || ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname)).toBe(
          true,
        );
      }),
    );
  });

  it("takes every domain with a dot", () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        expect(parsePdaAddress(domain).ok).toBe(true);
      }),
    );
  });
});

describe("the namespace", () => {
  it.each(["keepsafe-dev", "a", "0", "-"])("takes %j", (namespace) => {
    expect(checkNamespace(namespace)).toEqual({ ok: true, value: namespace });
  });

  it.each([
    ["Keepsafe-Dev", "keepsafe-dev"],
    ["keepsafe_dev", "keepsafe-dev"],
    ["My App", "my-app"],
    ["keepsafe/dev", "keepsafedev"],
    ["_x_", "x"],
  ])("refuses %j and suggests %j", (namespace, suggestion) => {
    expect(checkNamespace(namespace)).toMatchObject({
      ok: false,
      error: { code: "settings.namespace-malformed", detail: { suggestion } },
    });
  });

  it("suggests nothing where nothing is left", () => {
    const refused = checkNamespace("Ä!");
    expect(refused.ok ? null : refused.error.detail).toBeUndefined();
  });

  it("only suggests what it would take", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const checked = checkNamespace(typed);
        const suggestion = checked.ok ? checked.value : checked.error.detail?.["suggestion"];
        if (typeof suggestion === "string") expect(checkNamespace(suggestion).ok).toBe(true);
      }),
    );
  });
});

describe("the settings together", () => {
  const settings = { pdaUrl: "ada.hubat.net", applicationId: "Keepsafe-Dev", namespace: "" };

  it("take the application's id for an empty namespace, both in small letters", () => {
    expect(checkSettings(settings)).toMatchObject({
      ok: true,
      value: { applicationId: "keepsafe-dev", namespace: "keepsafe-dev" },
    });
  });

  it.each([
    [{ ...settings, pdaUrl: " " }, "store.not-configured"],
    [{ ...settings, applicationId: "" }, "store.not-configured"],
    [{ ...settings, pdaUrl: "ada" }, "settings.pda-malformed"],
    [{ ...settings, namespace: "Keep" }, "settings.namespace-malformed"],
  ])("are refused: %j -> %s", (wrong, code) => {
    expect(checkSettings(wrong)).toMatchObject({ ok: false, error: { code } });
  });
});
