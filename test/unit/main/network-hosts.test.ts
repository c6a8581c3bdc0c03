/** The list of hosts that the app talks to is whole: the update server is on it, in the sandbox too. */
import { describe, expect, it } from "vitest";
import { networkView } from "#main/network-hosts.ts";
import { freshProfile } from "#main/profile.ts";

const hosts = (kind: "real" | "sandbox", updateServer: string | null): readonly string[] =>
  networkView({ ...freshProfile(), kind }, updateServer).hosts.map(
    ({ purpose, host }) => `${purpose} ${host}`,
  );

describe("the hosts that are shown", () => {
  it("hold the server of newer versions, where there is one", () => {
    const server = "https://releases.example.org/stable/";
    expect(hosts("real", null).some((line) => line.startsWith("updates"))).toBe(false);
    expect(hosts("real", server)).toContain("updates releases.example.org");
    expect(hosts("real", server).length).toBeGreaterThan(1);
    expect(hosts("sandbox", server)).toEqual(["updates releases.example.org"]);
    expect(hosts("sandbox", null)).toEqual([]);
  });
});
