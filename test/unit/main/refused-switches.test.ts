import { describe, expect, it, vi } from "vitest";
import { refuseDebugging } from "#main/refused-switches.ts";

const switchesTakenFrom = (isPackaged: boolean): readonly unknown[] => {
  const removeSwitch = vi.fn();
  refuseDebugging({ isPackaged, commandLine: { removeSwitch } });
  return removeSwitch.mock.calls.flat();
};

describe("switches that open a window to debuggers", () => {
  it("are taken from an installed copy, and from no other", () => {
    expect(switchesTakenFrom(true)).toEqual(
      expect.arrayContaining(["remote-debugging-port", "remote-debugging-pipe"]),
    );
    expect(switchesTakenFrom(false)).toEqual([]);
  });
});
