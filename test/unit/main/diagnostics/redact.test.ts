/** Whatever could name a person, a chip, a computer or a secret is not in what is handed on. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RedactContext, redact } from "#main/diagnostics/redact.ts";

const context: RedactContext = {
  folders: [
    { path: "/home/mara", as: "~" },
    { path: "/home/mara/.config/tapvault", as: "[profile]" },
  ],
  names: [
    { name: "mara", as: "[user]" },
    { name: "harbour-pc", as: "[computer]" },
  ],
  serials: ["RR330-014223"],
};

const clean = (text: string): string => redact(text, context);

describe("redaction", () => {
  it.each([
    ["the profile's folder", "open /home/mara/.config/tapvault/vault.db", "open [profile]/vault.db"],
    ["the home folder", "in /home/mara/Downloads", "in ~/Downloads"],
    ["somebody else's home", "in /home/ben/x and C:\\Users\\Ben\\x", "in ~/x and ~\\x"],
    ["the account's name", "user mara at harbour-pc.", "user [user] at [computer]."],
    ["but not in a word", "maranatha", "maranatha"],
    ["a UID", "uid 04a1b2c3d4e580", "uid [taken out]"],
    ["a UID in pairs", "04 A1 B2 C3 D4 E5 80", "[7 bytes]"],
    ["a UID with colons", "x 04:A1:B2:C3:D4:E5:80 y", "x [7 bytes] y"],
    ["16 hex digits", "at 0123456789abcdef", "at [16 hex digits]"],
    ["a token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "[token]"],
    ["a base64 run", "k Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA==", "k [32 characters]"],
    ["an e-mail", "to mara.l+x@example.org now", "to [e-mail] now"],
    ["an address", "GET https://api.example.org/v1?key=1 failed", "GET [address] failed"],
    ["a phone number", "call +1 202 555 0112", "call [phone]"],
    ["an IP address", "host 198.51.100.7", "host [IP address]"],
    ["but not our own", "listening on 127.0.0.1", "listening on 127.0.0.1"],
    ["a serial number", "ACS (RR330-014223) 00 00", "ACS ([serial]) 00 00"],
    ["a serial number in a reader's name", "PC Twin (70D7E2EE) 00 01", "PC Twin ([serial]) 00 01"],
    ["a named secret", 'apiKey: "s3cr3t!" next', 'apiKey: "[taken out]" next'],
    ["a password", "password=hunter2", "password=[taken out]"],
  ])("takes out %s", (_name, text, expected) => expect(clean(text)).toBe(expected));

  it.each([
    "- [ok] Reader service: It answers.",
    "2026-11-20T08:15:00.000Z",
    "08:15:00.123  ACS ACR1252U  -> SELECT the NDEF application, 13 bytes",
    "08:15:00.123  ACS ACR1252U  -> Read the UID, 5 bytes",
    "- pcscd: 1.9.9-2+deb12u1",
    "- settings.lockOnReaderRemoval: false",
    "- tokenLifeMs: 300000",
    "org.debian.pcsc-lite.access_pcsc",
    "/usr/lib/pcsc/drivers/ifd-ccid.bundle",
  ])("leaves alone what helps: %s", (text) => expect(clean(text)).toBe(text));

  const around = fc.tuple(
    fc.constantFrom("", " ", "x: ", '{"a":"', "("),
    fc.constantFrom("", " ", ".", '"}', ")"),
  );
  const hex = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
    fc
      .array(fc.constantFrom(..."0123456789abcdefABCDEF".split("")), { minLength, maxLength })
      .map((all) => all.join(""));

  it("lets no long hex through, however it is wrapped", () => {
    fc.assert(
      fc.property(around, hex(16, 80), ([before, after], secret) => {
        expect(clean(`${before}${secret}${after}`)).not.toContain(secret);
      }),
    );
  });

  it("lets no e-mail, home, name or serial through", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{2,10}$/u);
    fc.assert(
      fc.property(word, word, word, word, around, (user, host, domain, serial, [before, after]) => {
        const own: RedactContext = {
          folders: [{ path: `/home/${user}`, as: "~" }],
          names: [
            { name: user, as: "#" },
            { name: host, as: "#" },
          ],
          serials: [`${serial}-77`],
        };
        const texts = [
          `${user}@${domain}.org`,
          `/home/${user}/file`,
          `${before}${user}${after}`,
          `${before}${host}${after}`,
          `${before}${serial}-77${after}`,
        ];
        const found = texts.map((text) => redact(text, own));
        expect(found[0]).not.toContain(`${user}@`);
        expect(found[1]).not.toContain(`/${user}/`);
        expect(found[2]?.slice(before.length)).not.toMatch(new RegExp(`\\b${user}\\b`, "u"));
        expect(found[3]?.slice(before.length)).not.toMatch(new RegExp(`\\b${host}\\b`, "u"));
        expect(found[4]).not.toContain(`${serial}-77`);
      }),
    );
  });

  it("never fails, and does nothing more the second time to what it left", () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => typeof clean(clean(text)) === "string"));
  });
});
