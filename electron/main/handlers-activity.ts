/** The handlers of the calls about the activity log and the view of what is stored where. */
import { basename } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { activityCommands } from "#contract/ipc-activity.ts";
import type { CommandOutput } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { createFileSink } from "#platform/file-bytes.ts";
import { createAttachmentOwners } from "./activity/attachment-owners.ts";
import { chartOf, queryLines } from "./activity/questions.ts";
import { storageView } from "./activity/storage-view.ts";
import type { Core } from "./core.ts";
import type { HandlerParts, Outcome } from "./handler-parts.ts";
import type { Handlers } from "./ipc-checks.ts";

/** In the window the log is shown with the open vault only; whoever has the command line has the file. */
const mayLook = (core: Core): Result<void, AppError> =>
  core.activity.by === "window" && core.status() !== "unlocked" ? fail("vault.locked") : ok(undefined);

const writeFile = async (file: string, text: string): Promise<Outcome<void>> => {
  const sink = await createFileSink(file);
  if (!sink.ok) return sink;
  const written = await sink.value.write(new TextEncoder().encode(text));
  const finished = written.ok ? await sink.value.finish() : written;
  if (!finished.ok) await sink.value.discard();
  return finished;
};

const exportLog = async (
  { core, files }: HandlerParts,
  path: string | undefined,
): Promise<Outcome<CommandOutput<"activity.export">>> => {
  const allowed = mayLook(core);
  if (!allowed.ok) return allowed;
  const question = { title: "Save the activity log", suggestedName: "Tapvault activity.json" };
  const chosen = await files.save({ ...question, filters: [{ name: "JSON", extensions: ["json"] }] }, path);
  if (!chosen.ok) return chosen;
  if (chosen.value === null) return ok({ fileName: null, lines: 0 });
  const { lines, chain } = core.activity.read();
  const written = await writeFile(chosen.value, `${JSON.stringify({ chain, lines }, null, 2)}\n`);
  if (!written.ok) return written;
  core.activity.record({ kind: "log", what: "exported", count: lines.length });
  return ok({ fileName: basename(chosen.value), lines: lines.length });
};

const clearLog = (core: Core): Outcome<CommandOutput<"activity.clear">> => {
  const allowed = mayLook(core);
  if (!allowed.ok) return allowed;
  const count = core.activity.clear();
  return count === false ? fail("vault.read-only") : ok({ count });
};

/** The handlers. */
export const createActivityHandlers = (
  parts: HandlerParts,
): Pick<Handlers, keyof typeof activityCommands> => {
  const { core } = parts;
  const owners = createAttachmentOwners();
  return {
    "activity.query": (query) => {
      const allowed = mayLook(core);
      if (!allowed.ok) return allowed;
      const { lines, chain } = core.activity.read();
      return ok({ ...queryLines(lines, query), chain });
    },
    "activity.chart": (input) => {
      const allowed = mayLook(core);
      return allowed.ok ? ok({ bars: chartOf(core.activity.read().lines, input) }) : allowed;
    },
    "activity.export": ({ path }) => exportLog(parts, path),
    "activity.clear": () => clearLog(core),
    "storage.view": () => storageView(core, owners),
  };
};
