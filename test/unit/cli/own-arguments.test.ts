import { describe, expect, it } from "vitest";
import { splitArguments } from "#cli/own-arguments.ts";

describe("the arguments of the process", () => {
  it("are the script and what was typed under Node", () => {
    expect(splitArguments(["/bin/node", "cli.js", "get", "--", "x"], false)).toEqual({
      own: ["cli.js"],
      typed: ["get", "--", "x"],
    });
  });

  it("are the switches up to the first -- and what was typed inside Electron", () => {
    const switches = ["--ozone-platform=headless", "--command-line", "--"];
    expect(splitArguments(["/lib/tapvault", ...switches, "get", "a", "--", "b"], true)).toEqual({
      own: switches,
      typed: ["get", "a", "--", "b"],
    });
  });

  it("are nothing typed when Electron was started without --", () => {
    expect(splitArguments(["/lib/tapvault", "--command-line"], true)).toEqual({
      own: ["--command-line"],
      typed: [],
    });
  });
});
