/** Reading back (contract 6): a session, its list with the states it passes, and its files encrypted for the contract. */
import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { UserCall } from "./bearer.ts";
import { userCall } from "./bearer.ts";
import { readBody } from "./body.ts";
import type { ApiVersion, Desk } from "./desk.ts";
import type { Refusal } from "./errors.ts";
import { no, refuse } from "./errors.ts";
import { bytesOf, filesOf } from "./library.ts";
import { compress, sealFile } from "./sealed-file.ts";
import type { Session } from "./sessions.ts";
import { checkScope, countPoll, findSession, openSession, scopeSchema } from "./sessions.ts";
import { accountsOf } from "./users.ts";

const triggerSchema = z.looseObject({ scope: scopeSchema.optional() });

const trigger = async (desk: Desk, { c, access }: UserCall<unknown>): Promise<Response> => {
  const body = await readBody(c, triggerSchema);
  if (!body.ok) return refuse(c, body.error);
  const scope = body.value.scope ?? {};
  const within = checkScope(desk, scope);
  if (!within.ok) return refuse(c, within.error);
  const { contractId, userId } = access;
  return c.json({ session: openSession(desk, { contractId, userId, scope }) });
};

type State = "pending" | "running" | "completed" | "partial";

/** The state of the next answer, after so many before it. */
const stateAfter = (desk: Desk, polls: number): State => {
  const { pendingPolls, runningPolls, outcome } = desk.settings();
  if (polls < pendingPolls) return "pending";
  return polls < pendingPolls + runningPolls ? "running" : outcome;
};

const sourceError = {
  code: "ServiceAuthorizationError",
  statusCode: 401,
  message: "The source must be authorised again.",
  reauth: true,
};

/** How each account stands. A partial outcome has its first account fail. */
const detailsOf = (desk: Desk, userId: string, state: State): Record<string, object> =>
  Object.fromEntries(
    accountsOf(desk, userId).map(({ id }, index): [string, object] => {
      if (state === "partial" && index === 0) return [id, { state, error: sourceError }];
      return [id, { state: state === "partial" ? "completed" : state }];
    }),
  );

/** One file of a list, whatever its kind. */
interface ListedFile {
  readonly name: string;
  readonly updatedDate: number;
  readonly metadata: object;
  readonly bytes: () => Uint8Array;
}

const mappedSample: ListedFile = {
  name: "18_4_28_2_D202511_D0.json",
  updatedDate: 1_763_900_000_000,
  metadata: {
    objectCount: 1,
    objectType: "playhistory",
    serviceGroup: "entertainment",
    serviceName: "sandbox",
    schema: { standard: "digime", version: "1.0.0" },
  },
  bytes: () => Buffer.from('[{"entityid":"1","name":"A sample of the sandbox"}]'),
};

const listedFiles = (desk: Desk, userId: string, session: Session): readonly ListedFile[] => {
  const raw = filesOf(desk, userId, session.scope).map((file) => ({
    name: file.name,
    updatedDate: file.createdAt,
    metadata: file.metadata,
    bytes: () => bytesOf(desk, file),
  }));
  return desk.settings().mappedSample ? [...raw, mappedSample] : raw;
};

/** While a session runs, half of its files are there already. */
const shownIn = (state: State, files: readonly ListedFile[]): readonly ListedFile[] =>
  state === "running" ? files.slice(0, Math.ceil(files.length / 2)) : files;

const list = (desk: Desk, { c, access }: UserCall<unknown>, key: string): Response => {
  const session = findSession(desk, key, access);
  if (!session.ok) return refuse(c, session.error);
  const { polls } = session.value;
  const { pendingPolls, runningPolls, sessionUse } = desk.settings();
  if (sessionUse === "single" && polls > pendingPolls + runningPolls) {
    return refuse(c, { code: "SessionUsed", message: "The session has told its list already." });
  }
  countPoll(desk, key);
  const state = stateAfter(desk, polls);
  if (state === "pending") return c.json({ status: { state } });
  const files = shownIn(state, listedFiles(desk, access.userId, session.value));
  return c.json({
    status: { state, details: detailsOf(desk, access.userId, state) },
    fileList: files.map(({ name, updatedDate }) => ({ name, updatedDate })),
  });
};

const findFile = (
  desk: Desk,
  { access }: UserCall<unknown>,
  { key, name }: { key: string; name: string },
): Result<ListedFile, Refusal> => {
  const session = findSession(desk, key, access);
  if (!session.ok) return session;
  const file = listedFiles(desk, access.userId, session.value).find((one) => one.name === name);
  return file === undefined ? no("ValidationErrors", "The session has no such file.", 404) : ok(file);
};

const tellMetadata = (desk: Desk, c: Context<SandboxEnv>, file: ListedFile): void => {
  const { compression } = desk.settings();
  const told = { metadata: file.metadata, ...(compression === "none" ? {} : { compression }) };
  c.header("x-metadata", Buffer.from(JSON.stringify(told)).toString("base64url"));
  c.header("last-modified", new Date(file.updatedDate).toUTCString());
  c.header("content-type", "application/octet-stream");
};

const download = (
  desk: Desk,
  version: ApiVersion,
  call: UserCall<unknown>,
  wanted: { key: string; name: string },
): Response => {
  const { c, contract } = call;
  const file = findFile(desk, call, wanted);
  if (!file.ok) return refuse(c, file.error);
  tellMetadata(desk, c, file.value);
  if (c.req.method === "HEAD") return c.body(null);
  const plain = compress(file.value.bytes(), desk.settings().compression);
  return c.body(new Uint8Array(sealFile(desk.context, contract.publicKey, plain, version)));
};

/** The reading routes below permission-access/ of one API version. */
export const readRoutes = (desk: Desk, version: ApiVersion): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.post(
    "/trigger",
    userCall(desk, "r", (call) => trigger(desk, call)),
  );
  routes.get("/query/:key", (c) => userCall(desk, "r", (call) => list(desk, call, c.req.param("key")))(c));
  // The router answers HEAD here too, and takes the body off.
  routes.get("/query/:key/:name", (c) =>
    userCall(desk, "r", (call) => download(desk, version, call, c.req.param()))(c),
  );
  return routes;
};
