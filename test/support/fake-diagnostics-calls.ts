/** The played calls about readers and diagnostics: one reader in order, a tap that was traced, a short report. */
import type { CommandInput, CommandName, Reply } from "#contract/ipc.ts";
import type { diagnosticsCommands } from "#contract/ipc-diagnostics.ts";
import { ok } from "#contract/result.ts";
import type { CheckView, ReaderFacts, TraceLine, TraceView } from "#contract/views.ts";
import type { Unnumbered } from "./fake-views.ts";
import type { FakeWorld } from "./fake-world.ts";

type Handlers = { readonly [C in CommandName]: (input: CommandInput<C>) => Reply<C> | Promise<Reply<C>> };

const at = Date.UTC(2026, 10, 20, 8, 15);

/** A finding; what is not given is as in a sound computer. */
export const fakeCheck = (
  id: CheckView["id"],
  state: CheckView["state"],
  finding: CheckView["finding"],
  change: Partial<CheckView> = {},
): CheckView => ({ id, state, finding, values: {}, error: null, command: null, ...change });

const name = "ACS ACR1252U";

/** What the doctor finds of the readers where all is well. */
export const soundReaders: readonly CheckView[] = [
  fakeCheck("reader-service", "ok", "service-wakes"),
  fakeCheck("reader-access", "ok", "access-allowed"),
  fakeCheck("reader-driver", "ok", "driver-fits", { values: { driver: "ifd-ccid 1.5.2" } }),
  fakeCheck("reader-kernel", "ok", "kernel-none"),
  fakeCheck("reader-usb", "ok", "usb-shown", { values: { device: "ACR1252 Reader (072f:223b)" } }),
  fakeCheck("readers", "ok", "readers-one", { values: { names: name } }),
  fakeCheck("sam-slots", "ok", "sam-ignored", { values: { names: "ACS ACR1252U SAM" } }),
  fakeCheck("card", "ok", "card-none", { values: { reader: name } }),
  fakeCheck("reader-users", "ok", "users-some", { values: { programs: "scdaemon" } }),
];

/** And of everything else. */
export const soundApp: readonly CheckView[] = [
  fakeCheck("keychain", "ok", "keychain-answers"),
  fakeCheck("service", "ok", "reach-answered", { values: { ms: 84 } }),
  fakeCheck("clock", "ok", "clock-right", { values: { seconds: 1 } }),
  fakeCheck("vault-file", "ok", "vault-there"),
  fakeCheck("disk", "ok", "disk-enough", { values: { free: 48_210 } }),
  fakeCheck("profile", "ok", "profile-writable"),
];

/** A reader as its driver describes it. */
export const fakeReader = (change: Partial<ReaderFacts> = {}): ReaderFacts => ({
  id: "acr1252",
  name,
  isSimulated: false,
  isSam: false,
  vendor: "ACS",
  model: "ACR1252 Reader",
  version: "1.10",
  serial: "RR330-014223",
  features: ["escape", "properties"],
  card: null,
  lastTapAt: at,
  error: null,
  ...change,
});

/** The reader's own slot beside it. */
export const fakeSam = fakeReader({
  id: "sam",
  name: `${name} SAM`,
  isSam: true,
  vendor: null,
  model: null,
  version: null,
  serial: null,
  features: [],
  lastTapAt: null,
});

const traceLine = (n: number, change: Partial<TraceLine>): TraceLine => ({
  n,
  at: at + n * 37,
  reader: name,
  kind: "event",
  command: null,
  event: null,
  length: 0,
  tookMs: null,
  sw: null,
  meaning: null,
  error: null,
  bytes: null,
  ...change,
});

interface Exchange {
  readonly command: NonNullable<TraceLine["command"]>;
  readonly sent: string;
  readonly back: string;
  readonly sw: string;
  readonly meaning: TraceLine["meaning"];
}

const dots = (count: number): string => Array.from({ length: count }, () => "··").join(" ");

const exchanges: readonly Exchange[] = [
  {
    command: "read-uid",
    sent: "FF CA 00 00 00",
    back: `04 ${dots(5)} 80 90 00`,
    sw: "9000",
    meaning: "done",
  },
  {
    command: "select-apex",
    sent: "00 A4 04 00 0B A0 00 00 08 46 73 70 61 72 6B 32 01 00",
    back: "6A 82",
    sw: "6A82",
    meaning: "not-found",
  },
  {
    command: "select-ndef",
    sent: "00 A4 04 0C 07 D2 76 00 00 85 01 01 00",
    back: "90 00",
    sw: "9000",
    meaning: "done",
  },
  {
    command: "part-one",
    sent: "90 71 00 00 02 02 00 00",
    back: `${dots(16)} 91 AF`,
    sw: "91AF",
    meaning: "more",
  },
  {
    command: "part-two",
    sent: `90 AF 00 00 20 ${dots(33)}`,
    back: `${dots(32)} 91 00`,
    sw: "9100",
    meaning: "done",
  },
];

const linesOf = ({ command, sent, back, sw, meaning }: Exchange, n: number): readonly TraceLine[] => [
  traceLine(n, { kind: "command", command, length: sent.split(" ").length, bytes: sent }),
  traceLine(n + 1, {
    kind: "answer",
    command,
    length: back.split(" ").length,
    tookMs: 14.2,
    sw,
    meaning,
    bytes: back,
  }),
];

/** A whole tap, with bytes. */
export const tracedTap: readonly TraceLine[] = [
  traceLine(1, { event: "arrived" }),
  traceLine(2, { event: "held" }),
  ...exchanges.flatMap((exchange, index) => linesOf(exchange, 3 + index * 2)),
  traceLine(13, { event: "released" }),
  traceLine(14, { event: "left" }),
];

/** The same in outline. */
export const outlinedTap: readonly TraceLine[] = tracedTap.map((line) => ({ ...line, bytes: null }));

/** Nothing is recorded. */
export const calmTrace: Unnumbered<TraceView> = { level: "off", endsAt: null, total: 0, lines: [] };

const report = [
  "# Tapvault report",
  "",
  "Made 2026-11-20T08:15:00.000Z. Secrets, numbers of chips, names and addresses were taken out.",
  "",
  "## Versions",
  "",
  "- Tapvault: 0.1.0",
  "- System: Linux 6.1.0 x64, Debian GNU/Linux 12 (bookworm)",
  "- pcscd: 1.9.9-2",
  "",
  "## Checks",
  "",
  "- [ok] Reader service: It answers.",
  "- [ok] Readers: ACS ACR1252U",
  "",
].join("\n");

/** The handlers. */
export const diagnosticsHandlers = (world: FakeWorld): Pick<Handlers, keyof typeof diagnosticsCommands> => ({
  "diagnostics.check": () => ok({ checks: [...soundReaders, ...soundApp] }),
  "diagnostics.readers": () => ok({ readers: [fakeReader(), fakeSam] }),
  "diagnostics.trace": ({ level }) => {
    const endsAt = level === "full" ? Date.now() + 600_000 : null;
    const lines = level === "full" ? tracedTap : outlinedTap;
    world.push("trace.changed", {
      level,
      endsAt,
      ...(level === "off" ? {} : { lines: [...lines], total: lines.length }),
    });
    return ok({});
  },
  "diagnostics.clearTrace": () => {
    world.push("trace.changed", { lines: [], total: 0 });
    return ok({});
  },
  "diagnostics.saveTrace": () => ok({ isSaved: true }),
  "diagnostics.report": () => ok({ text: report }),
  "diagnostics.saveReport": () => ok({ isSaved: true }),
});
