/** Our stand-in for @pokusew/pcsclite, over a pcsc-mini made by hand. */
import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

interface RawReader extends EventEmitter {
  readonly name: string;
  readonly atr: Uint8Array | null;
  state: number;
  connect(options: object, callback: (error: Error | null, protocol?: number) => void): void;
  disconnect(how: number, callback: (error: Error | null) => void): void;
  transmit(data: Uint8Array, max: number, protocol: number, callback: (...args: unknown[]) => void): void;
}
interface Pcsc extends EventEmitter {
  readonly readers: Record<string, RawReader>;
  close(): void;
  whenClosed(): Promise<void>;
}

const folder = join(import.meta.dirname, "..", "..", "..", "electron", "platform", "pcsclite");
const pcsclite = createRequire(import.meta.url)(join(folder, "index.cjs")) as (mini: unknown) => Pcsc;

class MiniReader extends EventEmitter {
  connected = 0;
  released = 0;
  isBusy = false;
  name(): string {
    return "R";
  }
  connect(): Promise<object> {
    this.connected += 1;
    return Promise.resolve({
      state: () => Promise.resolve({ atr: Uint8Array.of(0x3b, 0x80) }),
      protocol: () => 2,
      transmit: (data: Uint8Array) => Promise.resolve(data),
      disconnect: () => {
        if (this.isBusy) throw Object.assign(new Error("busy"), { code: "CardIsBusy" });
        this.released += 1;
        return Promise.resolve();
      },
    });
  }
  change(raw: number): void {
    this.emit("change", { raw }, Uint8Array.of(0xff));
  }
}

class MiniClient extends EventEmitter {
  static made: MiniClient[] = [];
  static isRunning = true;
  stops = 0;
  starts = 0;
  constructor() {
    super();
    MiniClient.made.push(this);
  }
  start(): void {
    this.starts += 1;
    if (!MiniClient.isRunning) throw Object.assign(new Error("none"), { code: "NoService" });
  }
  stop(): void {
    this.stops += 1;
    if (!MiniClient.isRunning) throw Object.assign(new Error("none"), { code: "NoService" });
  }
}

const mini = { Client: MiniClient, controlCode: (code: number) => code };
const plug = (): MiniReader => {
  const reader = new MiniReader();
  MiniClient.made.at(-1)?.emit("reader", reader);
  return reader;
};

beforeEach(() => {
  vi.useFakeTimers();
  MiniClient.made = [];
  MiniClient.isRunning = true;
});
afterEach(() => {
  vi.useRealTimers();
});

const open = (): { readonly pcsc: Pcsc; readonly told: string[] } => {
  const pcsc = pcsclite(mini);
  const told: string[] = [];
  pcsc.on("service-up", () => told.push("up"));
  pcsc.on("service-down", (error: { code: string }) => told.push(error.code));
  vi.advanceTimersByTime(1);
  return { pcsc, told };
};

describe("the service", () => {
  it("is tried again with growing pauses, on one client, until it answers", () => {
    MiniClient.isRunning = false;
    const { pcsc, told } = open();
    vi.advanceTimersByTime(250 + 500 + 1000 + 2000 + 4000 + 5000);
    expect(told).toEqual(Array.from({ length: 7 }, () => "NoService"));
    expect(MiniClient.made).toHaveLength(1);
    MiniClient.isRunning = true;
    vi.advanceTimersByTime(5000);
    expect(told.at(-1)).toBe("up");
    pcsc.close();
  });

  it("going away ends every reader once, and a new client finds them again", () => {
    const { pcsc, told } = open();
    plug();
    let ends = 0;
    pcsc.readers["R"]?.on("end", () => (ends += 1));
    MiniClient.isRunning = false;
    const first = MiniClient.made[0];
    first?.emit("error", Object.assign(new Error("gone"), { code: "CommError" }));
    first?.emit("error", Object.assign(new Error("gone"), { code: "CommError" }));
    expect([ends, Object.keys(pcsc.readers)]).toEqual([1, []]);
    MiniClient.isRunning = true;
    vi.advanceTimersByTime(250);
    expect(told).toEqual(["up", "CommError", "up"]);
    expect(MiniClient.made).toHaveLength(2);
    plug();
    expect(Object.keys(pcsc.readers)).toEqual(["R"]);
    pcsc.close();
  });

  it("is not tried again after close", () => {
    MiniClient.isRunning = false;
    const { pcsc, told } = open();
    pcsc.close();
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(["NoService"]);
  });
});

describe("closing", () => {
  const stops = (): number => MiniClient.made[0]?.stops ?? 0;

  it("lets go of the service at once when nothing has been told for a while", async () => {
    const { pcsc } = open();
    vi.advanceTimersByTime(1000);
    pcsc.close();
    expect(stops()).toBe(1);
    await pcsc.whenClosed();
  });

  it("waits after each change: a client that is told to stop just then does not hear it", async () => {
    const { pcsc } = open();
    const below = plug();
    let ends = 0;
    pcsc.readers["R"]?.on("end", () => (ends += 1));
    pcsc.close();
    expect([ends, stops()]).toEqual([1, 0]);
    vi.advanceTimersByTime(400);
    below.change(0x20);
    vi.advanceTimersByTime(400);
    expect(stops()).toBe(0);
    vi.advanceTimersByTime(200);
    pcsc.close();
    expect(stops()).toBe(1);
    await pcsc.whenClosed();
  });

  it("is over when the service goes away meanwhile", async () => {
    const { pcsc, told } = open();
    pcsc.close();
    MiniClient.made[0]?.emit("error", Object.assign(new Error("gone"), { code: "CommError" }));
    vi.advanceTimersByTime(60_000);
    await pcsc.whenClosed();
    expect([told, MiniClient.made.length]).toEqual([["up"], 1]);
  });
});

describe("a reader", () => {
  const withReader = (): {
    readonly reader: RawReader;
    readonly below: MiniReader;
    readonly states: number[];
  } => {
    const { pcsc } = open();
    const below = plug();
    const reader = pcsc.readers["R"];
    if (reader === undefined) throw new Error("no reader");
    const states: number[] = [];
    reader.on("status", (status: { state: number }) => {
      // The state before is still there while a status is told.
      states.push(reader.state ^ status.state);
    });
    return { reader, below, states };
  };

  it("tells changes against the state before", () => {
    const { below, states } = withReader();
    below.change(0x10);
    below.change(0x10020);
    expect(states).toEqual([0x10, 0x30]);
  });

  it("tells of a card that was swapped between two looks", () => {
    const { below, states } = withReader();
    below.change(0x10020);
    below.change(0x10122);
    below.change(0x30020);
    expect(states.map((changes) => (changes & 0x20) !== 0)).toEqual([true, false, true, true]);
  });

  it("has the ATR of the card itself after a connect, and one connection for all who ask", async () => {
    const { reader, below } = withReader();
    const connect = (): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        reader.connect({ share_mode: 2 }, (error, protocol) =>
          error === null ? resolve(protocol) : reject(error),
        );
      });
    expect(await Promise.all([connect(), connect()])).toEqual([2, 2]);
    expect([below.connected, reader.atr]).toEqual([1, Buffer.from([0x3b, 0x80])]);
    await connect();
    expect([below.connected, below.released]).toEqual([2, 1]);
  });

  it("hands a throw of pcsc-mini to the callback", async () => {
    const { reader, below } = withReader();
    await new Promise((resolve) => reader.connect({ share_mode: 2 }, resolve));
    below.isBusy = true;
    const error = await new Promise((resolve) => reader.disconnect(0, resolve));
    expect(error).toMatchObject({ code: "CardIsBusy" });
    const sent = await new Promise((resolve) => reader.transmit(Uint8Array.of(1), 2, 2, resolve));
    expect(sent).toMatchObject({ code: "NoCardConnection" });
  });
});
