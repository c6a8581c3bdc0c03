import { EventEmitter } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { actAsCommandLine } from "#main/command-line.ts";

const start = () => {
  const app = new EventEmitter();
  const host = Object.assign(new EventEmitter(), { exit: vi.fn() });
  actAsCommandLine(app, host as unknown as NodeJS.Process);
  const event = { preventDefault: vi.fn() };
  return { host, event, quit: () => app.emit("before-quit", event) };
};

describe("the command line inside Electron", () => {
  it("hears of an interruption as under Node", () => {
    const { host, event, quit } = start();
    const heard = vi.fn();
    host.on("SIGINT", heard);
    quit();
    expect(heard).toHaveBeenCalledOnce();
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(host.exit).not.toHaveBeenCalled();
  });

  it("ends as an interrupted program when nobody listens", () => {
    const { host, quit } = start();
    quit();
    expect(host.exit).toHaveBeenCalledWith(130);
  });
});
