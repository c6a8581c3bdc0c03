/** doctor in the terminal: marks and next steps, its exit code, the report, and the trace until Ctrl-C. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appError, fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { CheckView } from "#contract/views.ts";
import { exitCodeOf, exitCodes } from "#cli/exit-codes.ts";
import { doctor } from "#cli/verbs/doctor.ts";
import { fakeCheck, outlinedTap, soundApp, soundReaders } from "#test/support/fake-diagnostics-calls.ts";
import { type Replies, createVerbBench } from "./verb-bench.ts";

const checking = (checks: readonly CheckView[]): Replies => ({
  "diagnostics.check": () => ok({ checks: [...checks] }),
});
const none = fakeCheck("readers", "failed", "readers-none", { error: appError("reader.none") });
const disk = fakeCheck("disk", "warning", "disk-little", {
  values: { free: 120 },
  error: appError("vault.disk-low"),
});
const stopped = fakeCheck("reader-service", "failed", "service-stopped", {
  error: appError("reader.service-down", { cause: "not-running" }),
  command: "sudo systemctl enable --now pcscd.socket",
});

describe("doctor", () => {
  it("lists every check, and ends with 0 when nothing failed", async () => {
    const bench = createVerbBench({ replies: checking([...soundReaders, ...soundApp, disk]) });
    expect(await doctor(bench.context, {})).toBe(exitCodes.ok);
    const [text = ""] = bench.texts;
    expect(text.split("\n")[0]).toBe(
      "ok    Reader service: It answers, and starts by itself whenever it is needed.",
    );
    expect(text).toContain(
      "warn  Free space: Only 120 MB are free.\n       Little space is left on the disk",
    );
    expect(bench.answers).toMatchObject([{ isOk: true }]);
  });

  it("says what to do and what to run, and ends with the code of the first thing that failed", async () => {
    const bench = createVerbBench({ replies: checking([stopped, none]) });
    expect(await doctor(bench.context, {})).toBe(exitCodeOf("reader.service-down"));
    expect(bench.texts[0]).toContain("FAIL  Reader service: It is installed but does not run.");
    expect(bench.texts[0]).toContain("\n       $ sudo systemctl enable --now pcscd.socket");
    expect(bench.answers).toMatchObject([
      {
        isOk: false,
        checks: [{ id: "reader-service", isOk: false, detail: "It is installed but does not run." }, {}],
      },
    ]);
  });

  it("prints the report, or writes it into a file that is not there yet", async () => {
    const replies: Replies = {
      "diagnostics.report": () => ok({ text: "# Tapvault report" }),
      "diagnostics.saveReport": () => ok({ isSaved: true }),
    };
    const bench = createVerbBench({ replies });
    expect(await doctor(bench.context, { report: true })).toBe(0);
    expect(bench.texts).toEqual(["# Tapvault report"]);
    const folder = mkdtempSync(join(tmpdir(), "tapvault-report-"));
    const file = join(folder, "report.md");
    expect(await doctor(bench.context, { report: file })).toBe(0);
    expect(bench.called("diagnostics.saveReport")).toEqual([{ path: file }]);
    writeFileSync(file, "mine");
    expect(await doctor(bench.context, { report: file })).toBe(exitCodeOf("file.unwritable"));
    expect(await doctor(bench.context, { report: file, force: true })).toBe(0);
    expect(bench.called("diagnostics.saveReport")).toHaveLength(2);
    rmSync(folder, { recursive: true });
  });

  it("shows the trace line by line until Ctrl-C, each line once, and turns it off", async () => {
    const replies: Replies = {
      "diagnostics.trace": () => ok({}),
      "scan.start": () => ok({ scanId: "1" }),
      "simulation.remove": () => fail("ipc.refused"),
    };
    const bench = createVerbBench({ replies });
    const ended = doctor(bench.context, { trace: true });
    await expect.poll(() => bench.progress).toContain("Ctrl-C ends it.");
    bench.pushTrace({ level: "outline", lines: outlinedTap.slice(0, 4), total: 4 });
    bench.pushTrace({ level: "outline", lines: [...outlinedTap], total: outlinedTap.length });
    bench.interrupt();
    expect(await ended).toBe(exitCodes.ok);
    const lines = bench.progress.filter((text) => text.includes("ACR1252U"));
    expect(lines).toHaveLength(outlinedTap.length);
    expect(lines[3]).toMatch(/<- 9000 OK, 9 bytes, 14\.2 ms$/u);
    expect(bench.called("diagnostics.trace")).toEqual([{ level: "outline" }, { level: "off" }]);
    expect(bench.called("scan.start")).toEqual([{ purpose: "session" }]);
  });
});
