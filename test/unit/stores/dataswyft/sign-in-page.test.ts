/** Where the browser is sent, and how every way back is read. */
import { describe, expect, it } from "vitest";
import { planTrip, readTrip } from "#stores/dataswyft/sign-in-page.ts";

const target = {
  address: { baseUrl: "https://ada.hubat.net", host: "ada.hubat.net" },
  applicationId: "keepsafe-dev",
  namespace: "keepsafe-dev",
};
const redirectUri = "http://127.0.0.1:4100/cb";

let next = 0;
const random = (length: number): Uint8Array => new Uint8Array(length).fill((next += 1));

const plan = (over: Partial<Parameters<typeof planTrip>[0]> = {}): ReturnType<typeof planTrip> =>
  planTrip({ target, page: "hatlogin", redirectUri, hasState: true, random, ...over });

describe("the way out", () => {
  it("is the documented page with its addresses encoded", () => {
    const trip = plan();
    const back = encodeURIComponent(`${redirectUri}?state=${trip.state ?? ""}`);
    const fallback = encodeURIComponent(`${redirectUri}?refused=${trip.refusal}`);
    expect(trip.url).toBe(
      `https://ada.hubat.net/#/hatlogin?name=keepsafe-dev&redirect=${back}&fallback=${fallback}`,
    );
    expect(trip.state).toMatch(/^[\w-]{22}$/);
    expect(trip.refusal).not.toBe(trip.state);
  });

  it("is the newer page by setting", () => {
    const { url } = plan({ page: "auth" });
    const query = new URL(url).searchParams;
    expect(url).toMatch(/^https:\/\/ada\.hubat\.net\/auth\/oauth\?application_id=keepsafe-dev&redirect_uri=/);
    expect(query.get("lang")).toBe("en");
    expect(query.get("fallback")).toContain("refused=");
  });

  it("goes on after a query that the way back has already", () => {
    const trip = plan({ redirectUri: "http://127.0.0.1:4100/cb?a=b&c=d" });
    const back = new URL(trip.url.replace("/#/", "/")).searchParams.get("redirect");
    expect(back).toBe(`http://127.0.0.1:4100/cb?a=b&c=d&state=${trip.state ?? ""}`);
  });

  it("leaves the mark out where the portal wants the address as registered", () => {
    const trip = plan({ hasState: false });
    expect(trip.state).toBeNull();
    expect(new URL(trip.url.replace("/#/", "/")).searchParams.get("redirect")).toBe(redirectUri);
  });
});

describe("the way back", () => {
  const trip = plan();
  const state = `state=${trip.state ?? ""}`;
  const scheme = plan({ redirectUri: "tapvault://connect/dataswyft" });

  it("brings the token", () => {
    expect(readTrip(trip, new URL(`${redirectUri}?${state}&token=a.b.c`))).toEqual({
      ok: true,
      value: "a.b.c",
    });
    const byScheme = new URL(`tapvault://connect/dataswyft?state=${scheme.state ?? ""}&token=a.b.c`);
    expect(readTrip(scheme, byScheme).ok).toBe(true);
  });

  it("is read although a page appended with a second question mark", () => {
    expect(readTrip(trip, new URL(`${redirectUri}?${state}?token=a.b.c`))).toEqual({
      ok: true,
      value: "a.b.c",
    });
    const refused = `${redirectUri}?${state}?error=access_denied%26error_reason=user_cancelled`;
    expect(readTrip(trip, new URL(refused))).toMatchObject({ error: { code: "connect.denied" } });
  });

  const wrong = "connect.wrong-state";
  it.each([
    ["no state", `${redirectUri}?token=a.b.c`, wrong],
    ["another state", `${redirectUri}?state=x&token=a.b.c`, wrong],
    ["another's refusal", `${redirectUri}?refused=x`, wrong],
    ["an error without the state", `${redirectUri}?error=access_denied%26error_reason=user_cancelled`, wrong],
    ["neither token nor error", `${redirectUri}?${state}`, wrong],
    ["an empty token", `${redirectUri}?${state}&token=`, wrong],
    ["two tokens", `${redirectUri}?${state}&token=a&token=b`, wrong],
    ["another port", `http://127.0.0.1:4101/cb?${state}&token=a.b.c`, wrong],
    ["another path", `http://127.0.0.1:4100/other?${state}&token=a.b.c`, wrong],
    ["our way out", `${redirectUri}?refused=${trip.refusal}`, "connect.denied"],
    [
      "cancelled",
      `${redirectUri}?${state}&error=access_denied%26error_reason=user_cancelled`,
      "connect.denied",
    ],
    [
      "cancelled, well formed",
      `${redirectUri}?${state}&error=access_denied&error_reason=user_cancelled`,
      "connect.denied",
    ],
    ["denied without a reason", `${redirectUri}?${state}&error=access_denied`, "connect.denied"],
  ])("%s", (_what, address, code) => {
    expect(readTrip(trip, new URL(address))).toMatchObject({ ok: false, error: { code } });
  });

  it.each([
    ["application_misconfigured%26error_reason=redirect_is_required%20", "redirect_is_required"],
    ["application_misconfigured%26error_reason=application_id_is_required%20", "application_id_is_required"],
    ["application_misconfigured%26error_reason=application_id_not_found%20", "application_id_not_found"],
    ["hat_exception%26error_reason=internal_server_error", "internal_server_error"],
    ["hat_exception%26error_reason=enabling_application_failed", "enabling_application_failed"],
    ["hat_exception", "hat_exception"],
    ["%3Cscript%3E%26error_reason=Buy+this", "unknown"],
    ["", "unknown"],
  ])("error %s is refused as %s", (error, reason) => {
    expect(readTrip(trip, new URL(`${redirectUri}?${state}&error=${error}`))).toMatchObject({
      ok: false,
      error: { code: "connect.refused", detail: { reason } },
    });
  });

  it("needs no state where none was sent", () => {
    const bare = plan({ hasState: false });
    expect(readTrip(bare, new URL(`${redirectUri}?token=a.b.c`)).ok).toBe(true);
    expect(readTrip(bare, new URL(`${redirectUri}?refused=${bare.refusal}`))).toMatchObject({
      error: { code: "connect.denied" },
    });
  });
});
