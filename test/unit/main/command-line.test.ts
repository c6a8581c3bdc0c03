import { EventEmitter } from "node:events";
import { describe, expect, it, vi } from "vitest";
import type { CommandLineHost } from "#main/command-line.ts";
import { actAsCommandLine } from "#main/command-line.ts";

class Ended extends Error {}

const start = () => {
  const helpers = [
    { pid: 10, type: "Browser" },
    { pid: 11, type: "GPU" },
    { pid: 12, type: "Utility" },
  ];
  const app = Object.assign(new EventEmitter(), { getAppMetrics: () => helpers });
  const reallyExit = vi.fn((): never => {
    throw new Ended();
  });
  const host = Object.assign(new EventEmitter(), {
    exit: vi.fn(),
    kill: vi.fn(),
    reallyExit,
  }) as unknown as CommandLineHost & EventEmitter;
  actAsCommandLine(app, host);
  const event = { preventDefault: vi.fn() };
  return { host, event, reallyExit, quit: () => app.emit("before-quit", event) };
};

describe("the command line inside Electron", () => {
  it("hears of an interruption as under Node", () => {
    const { host, event, reallyExit, quit } = start();
    const heard = vi.fn();
    host.on("SIGINT", heard);
    quit();
    expect(heard).toHaveBeenCalledOnce();
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(reallyExit).not.toHaveBeenCalled();
  });

  it("ends as an interrupted program when nobody listens", () => {
    const { reallyExit, quit } = start();
    expect(quit).toThrow(Ended);
    expect(reallyExit).toHaveBeenCalledWith(130);
  });

  it("ends then and there, with the code that was set before", () => {
    const { host, reallyExit } = start();
    host.exitCode = 3;
    expect(() => host.exit()).toThrow(Ended);
    expect(reallyExit).toHaveBeenCalledWith(3);
  });

  it("takes Chromium's helpers with it, which would keep the output open", () => {
    const { host } = start();
    expect(() => host.exit(0)).toThrow(Ended);
    expect(vi.mocked(host.kill).mock.calls).toEqual([
      [11, "SIGKILL"],
      [12, "SIGKILL"],
    ]);
  });

  it("ends after a mistake of its own, with no dialog to wait for", () => {
    const { host, reallyExit } = start();
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(() => host.emit("uncaughtException", new Error("no such chunk"))).toThrow(Ended);
    expect(said).toHaveBeenCalledOnce();
    expect(reallyExit).toHaveBeenCalledWith(70);
    said.mockRestore();
  });

  it("tells those who wait for the end, as Node does", () => {
    const { host } = start();
    const told = vi.fn();
    host.on("exit", told);
    expect(() => host.exit(7)).toThrow(Ended);
    expect(told).toHaveBeenCalledWith(7);
  });
});
