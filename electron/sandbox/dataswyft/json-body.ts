/** Bodies of requests: JSON of a known form, or the framework's answer to anything else (contract 6). */
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { z } from "zod";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { frameworkError } from "./answers.ts";

/** Bytes of a JSON body that the server keeps in memory. */
const maxJsonBytes = 10 * 1024 * 1024;

/** Refuses larger bodies. */
export const limitBody = bodyLimit({
  maxSize: maxJsonBytes,
  onError: (c: Context<SandboxEnv>) => frameworkError(c, 413, "Request Entity Too Large"),
});

/** `obj[0].endpoint`, as the framework writes a path. */
const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : `${text}.${String(step)}`),
    "obj",
  );

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    body,
  );

/** Errors by their place in the body. */
const describeIssues = (body: unknown, { issues }: z.ZodError): object =>
  Object.fromEntries(
    issues.map(({ path }) => {
      const isMissing = valueAt(body, path) === undefined;
      return [pathText(path), [{ msg: [isMissing ? "error.path.missing" : "error.invalid"], args: [] }]];
    }),
  );

const parseJson = (text: string): Result<unknown, string> => {
  try {
    return ok(JSON.parse(text));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : "not JSON");
  }
};

/** The body in the form that a route takes; the refusal otherwise. */
export const readBody = async <T>(
  c: Context<SandboxEnv>,
  schema: z.ZodType<T>,
): Promise<Result<T, Response>> => {
  const type = c.req.header("content-type") ?? "";
  if (!/^(?:application|text)\/json\b/i.test(type))
    return err(frameworkError(c, 415, "Unsupported Media Type", "Expecting application/json"));
  const body = parseJson(await c.req.text());
  if (!body.ok) return err(frameworkError(c, 400, "Bad Request", `Invalid Json: ${body.error}`));
  const parsed = schema.safeParse(body.value);
  if (parsed.success) return ok(parsed.data);
  return err(frameworkError(c, 400, "Bad Request", describeIssues(body.value, parsed.error)));
};
