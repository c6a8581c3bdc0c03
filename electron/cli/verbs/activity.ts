/** activity: the lines of the activity log, latest first, and whether the log is as it was written. */
import type { AppError } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { ActivityChain, ActivityEvent, ActivityKind, ActivityRow } from "#contract/views.ts";
import { withBridge } from "#cli/app-state.ts";
import type { Verb } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { columns, timeText } from "#cli/output.ts";

/** What is to be shown. `since` in epoch ms. */
export interface ActivityOptions {
  readonly kind?: readonly ActivityKind[];
  readonly failed?: boolean;
  readonly since?: number;
  readonly limit: number;
}

/** What one call answers at most. */
const pageLength = 200;

interface Found {
  readonly total: number;
  readonly rows: readonly ActivityRow[];
  readonly chain: ActivityChain;
}

const read = async (
  bridge: Bridge,
  { kind = [], failed, since, limit }: ActivityOptions,
): Promise<Result<Found, AppError>> => {
  const rows: ActivityRow[] = [];
  for (;;) {
    const page = await bridge.call("activity.query", {
      kinds: [...new Set(kind)],
      outcome: failed === true ? "failed" : "all",
      from: since ?? null,
      offset: rows.length,
      limit: Math.min(pageLength, limit - rows.length),
    });
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    const { total, chain } = page.value;
    if (rows.length >= Math.min(limit, total) || page.value.rows.length === 0)
      return ok({ total, rows, chain });
  }
};

const factText = ([name, value]: readonly [string, unknown]): string =>
  `${name} ${Array.isArray(value) ? value.join(",") : String(value)}`;

const eventText = (event: ActivityEvent): string =>
  Object.entries(event)
    .filter(([name, value]) => name !== "kind" && value !== null)
    .map(factText)
    .join(", ");

const line = ({ at, by, event }: ActivityRow): string =>
  columns(timeText(at), by, event.kind, eventText(event));

const chainText: Readonly<Record<ActivityChain["state"], string>> = {
  unchecked: "The log could not be read.",
  ok: "",
  repaired: "A crash cut a line off; it was taken away. All others are as they were written.",
  broken: "The log was changed from outside: not every line is as it was written.",
};

/** activity: works at any time, with the vault open or not. */
export const activity: Verb<[options: ActivityOptions]> = (context, options) =>
  withBridge(context, async (bridge) => {
    const found = await read(bridge, options);
    if (!found.ok) return found;
    const { chain, rows } = found.value;
    context.output.answer(found.value, rows.map(line).join("\n"));
    if (chainText[chain.state] !== "") context.output.progress(chainText[chain.state]);
    return ok(chain.state === "broken" ? exitCodes.damaged : exitCodes.ok);
  });
