/** Every failure of the contract's table, in both shapes, with what it becomes. */
import { describe, expect, it } from "vitest";
import { errorRowOf, failureOfAnswer, failureOfHttp } from "#stores/dataswyft/error-table.ts";

const a = (message: string, cause: unknown = "why"): object => ({ message, cause });
const b = (error: string, message: unknown = "why"): object => ({ error, message });

describe("the contract's table of errors", () => {
  it.each([
    [
      400,
      a("Bad Request", "Duplicate data - the same"),
      "400/A/Duplicate data",
      "duplicate",
      "store.refused",
    ],
    [
      400,
      a("Bad Request", "Could not insert data - x"),
      "400/A/Could not insert data",
      "refused",
      "store.refused",
    ],
    [
      400,
      { ...a("Bad Request", "Duplicate data -"), list: [1] },
      "400/A/Duplicate data",
      "duplicate",
      "store.refused",
    ],
    [400, a("Data Missing"), "400/A/Data Missing", "missing", "store.conflict"],
    [400, a("Request rate exceeded"), "400/A/Request rate exceeded", "busy", "store.busy"],
    [400, a("File not available"), "400/A/File not available", "file", "store.refused"],
    [400, a("Error completing"), "400/A/Error", "file", "store.refused"],
    [
      400,
      b("Bad Request", { "obj.a": ["error.path.missing"] }),
      "400/B/Bad Request",
      "refused",
      "store.refused",
    ],
    [401, b("Not Authenticated"), "401/B/Not Authenticated", "signed-out", "store.consent-ended"],
    [401, a("Credentials required"), "401/A/Credentials required", "refused", "store.refused"],
    [403, b("Forbidden"), "403/B/Forbidden", "forbidden", "store.no-permission"],
    [403, a("Forbidden"), "403/A/Forbidden", "forbidden", "store.no-permission"],
    [404, a("Application not Found"), "404/A/Application not Found", "no-application", "store.refused"],
    [404, a("No such file"), "404/A/No such file", "no-file", "store.conflict"],
    [404, a("Combinator Not Found"), "404/A/Combinator Not Found", "refused", "store.refused"],
    [404, a("Bundle Not Found"), "404/A/Bundle Not Found", "refused", "store.refused"],
    [404, b("Not Found", "HAT unavailable"), "404/B/Not Found", "away", "store.unreachable"],
    [404, b("Handler Not Found"), "404/B/Handler Not Found", "bad-reply", "store.bad-reply"],
    [500, b("Internal Server error"), "500/B/Internal Server error", "away", "store.unreachable"],
  ])("%i %j is %s", (status, json, row, kind, code) => {
    expect(errorRowOf(status, json)).toBe(row);
    expect(failureOfAnswer(status, json, false)).toMatchObject({ kind, error: { code } });
  });

  it.each([
    [200, true, "store.bad-reply"],
    [302, false, "store.bad-reply"],
    [400, false, "store.refused"],
    [401, false, "store.consent-ended"],
    [401, true, "store.bad-reply"],
    [403, false, "store.no-permission"],
    [403, true, "store.bad-reply"],
    [404, true, "store.bad-reply"],
    [408, false, "store.unreachable"],
    [413, false, "store.value-too-long"],
    [429, false, "store.busy"],
    [500, true, "store.unreachable"],
    [503, false, "store.unreachable"],
    [507, false, "store.full"],
  ])("%i without words (a page: %s) is %s", (status, isPage, code) => {
    expect(errorRowOf(status, undefined)).toBeNull();
    expect(failureOfAnswer(status, undefined, isPage).error.code).toBe(code);
  });

  it("takes only the account's own words for the end of a sign-in", () => {
    expect(failureOfAnswer(401, { detail: "proxy" }, false).kind).toBe("refused");
    expect(failureOfAnswer(401, b("Not Authenticated"), false).kind).toBe("signed-out");
  });

  it("keeps the service's words out of details", () => {
    const { detail } = failureOfAnswer(400, a("Error x", "the name of somebody"), false).error;
    expect(detail).toEqual({ status: 400, said: "400/A/Error" });
  });

  it.each([
    ["unreachable", "store.unreachable"],
    ["timeout", "store.unreachable"],
    ["insecure", "store.unreachable"],
    ["too-large", "store.bad-reply"],
    ["cancelled", "scan.cancelled"],
  ])("no answer for %s is %s", (reason, code) => {
    expect(failureOfHttp({ reason }).error.code).toBe(code);
  });
});
