/** Bodies of calls: JSON checked by a schema, where an empty body counts as an empty object. */
import type { Context } from "hono";
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { Refusal } from "./errors.ts";
import { no } from "./errors.ts";

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** The body of a call that may have none. */
export const readBody = async <T>(
  c: Context<SandboxEnv>,
  schema: z.ZodType<T>,
): Promise<Result<T, Refusal>> => {
  const text = await c.req.text();
  const parsed = schema.safeParse(text === "" ? {} : parseJson(text));
  return parsed.success ? ok(parsed.data) : no("ValidationErrors", z.prettifyError(parsed.error));
};
