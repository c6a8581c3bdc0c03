/** The handlers of the calls about readers and diagnostics. */
import type { AppError } from "#contract/errors.ts";
import type { diagnosticsCommands } from "#contract/ipc-diagnostics.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { createFileSink } from "#platform/file-bytes.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { DiagnosticsDesk } from "./diagnostics/diagnostics-desk.ts";
import { traceLineText } from "./diagnostics/trace-text.ts";
import type { FileChooser } from "./file-chooser.port.ts";
import type { HandlerParts } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

const filters = [{ name: "Text", extensions: ["txt", "md"] }];

const write = async (path: string, text: string): Promise<Result<void, AppError>> => {
  const sink = await createFileSink(path);
  if (!sink.ok) return sink;
  const written = await sink.value.write(new TextEncoder().encode(text));
  const finished = written.ok ? await sink.value.finish() : written;
  if (!finished.ok) await sink.value.discard();
  return finished;
};

/** Asks where to, and writes; not saved when the person closed the dialog. */
const save = async (
  files: FileChooser,
  what: { readonly title: string; readonly suggestedName: string; readonly path: string | undefined },
  text: () => string | Promise<string>,
): Promise<Result<{ isSaved: boolean }, AppError>> => {
  const { title, suggestedName, path } = what;
  const chosen = await files.save({ title, suggestedName, filters }, path);
  if (!chosen.ok) return chosen;
  if (chosen.value === null) return ok({ isSaved: false });
  const written = await write(chosen.value, await text());
  return written.ok ? ok({ isSaved: true }) : written;
};

/** The handlers. */
export const createDiagnosticsHandlers = ({
  core,
  files,
}: HandlerParts): Pick<Handlers, keyof typeof diagnosticsCommands> => {
  const desk = new DiagnosticsDesk({ core, clock: createSystemClock() });
  return {
    "diagnostics.check": async () => ok({ checks: [...(await desk.check())] }),
    "diagnostics.readers": async () => ok({ readers: [...(await desk.readers())] }),
    "diagnostics.trace": ({ level }) => {
      core.environment.trace.setLevel(level);
      return ok({});
    },
    "diagnostics.clearTrace": () => {
      core.environment.trace.clear();
      return ok({});
    },
    "diagnostics.saveTrace": ({ path }) =>
      save(files, { title: "Save the trace", suggestedName: "tapvault-trace.txt", path }, () =>
        core.environment.trace
          .lines()
          .map((line) => `${traceLineText(line, true)}\n`)
          .join(""),
      ),
    "diagnostics.report": async ({ withTrace }) => ok({ text: await desk.report(withTrace) }),
    "diagnostics.saveReport": ({ path }) =>
      save(files, { title: "Save the report", suggestedName: "tapvault-report.md", path }, () =>
        desk.lastReport(),
      ),
  };
};
