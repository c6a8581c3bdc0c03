/**
 * What the owner's own tools reach and an application does not: combinators, bundles, data debits
 * (contract 4). Kept to whole endpoints: mappings, filters and links are refused, not ignored.
 */
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { SandboxEnv } from "#sandbox/faults.ts";
import { businessError, frameworkError } from "./answers.ts";
import { readBody } from "./json-body.ts";
import type { Pda } from "./pda.ts";
import { readRecordQuery, selectRecords } from "./record-query.ts";
import type { HatRecord } from "./record-store.ts";
import { listRecords } from "./record-store.ts";
import { clientApplication } from "./registry.ts";
import { isOwner, secured } from "./secured.ts";
import type { SecuredHandler } from "./secured.ts";

const endpointQuerySchema = z.strictObject({ endpoint: z.string().min(1) });
const combinatorSchema = z.array(endpointQuerySchema);
const bundleSchema = z.record(
  z.string(),
  z.object({
    endpoints: combinatorSchema,
    orderBy: z.string().optional(),
    ordering: z.string().optional(),
    limit: z.number().int().optional(),
  }),
);

type Combinator = z.infer<typeof combinatorSchema>;
type Bundle = z.infer<typeof bundleSchema>;

const keep = ({ context }: Pda, kind: string, name: string, query: unknown): void =>
  void context.database
    .prepare(
      `INSERT INTO dataswyft_query VALUES (?, ?, ?)
       ON CONFLICT (kind, name) DO UPDATE SET query = excluded.query`,
    )
    .run(kind, name, JSON.stringify(query));

const find = ({ context }: Pda, kind: string, name: string): unknown => {
  const row = context.database
    .prepare("SELECT query FROM dataswyft_query WHERE kind = ? AND name = ?")
    .get(kind, name) as { query: string } | undefined;
  return row === undefined ? null : (JSON.parse(row.query) as unknown);
};

const name = (c: Context<SandboxEnv>): string => c.req.param("name") ?? "";

const register =
  (pda: Pda, kind: "Combinator" | "Bundle", schema: z.ZodType): SecuredHandler =>
  async (c) => {
    const body = await readBody(c, schema);
    if (!body.ok) return body.error;
    keep(pda, kind, name(c), body.value);
    return c.json({ message: `${kind} ${name(c)} registered` }, 201);
  };

const notFound = (c: Context<SandboxEnv>, kind: string): Response =>
  businessError(c, 404, `${kind} Not Found`, `${kind} ${name(c)} not found`);

const endpointsOf = (queries: Combinator): string[] => queries.map(({ endpoint }) => endpoint);

const readCombinator =
  (pda: Pda): SecuredHandler =>
  (c) => {
    const queries = find(pda, "Combinator", name(c)) as Combinator | null;
    if (queries === null) return notFound(c, "Combinator");
    const query = readRecordQuery(new URL(c.req.url).searchParams);
    if (!query.ok) return frameworkError(c, 400, "Bad Request", query.error);
    const page = { ...query.value, filter: null };
    return c.json(selectRecords(listRecords(pda, endpointsOf(queries)), page));
  };

const bundleData = (pda: Pda, bundle: Bundle): Record<string, HatRecord[]> =>
  Object.fromEntries(
    Object.entries(bundle).map(([property, { endpoints, orderBy, ordering, limit }]) => [
      property,
      selectRecords(listRecords(pda, endpointsOf(endpoints)), {
        take: limit ?? Number.MAX_SAFE_INTEGER,
        skip: 0,
        orderBy: orderBy ?? null,
        isDescending: ordering === "descending",
        filter: null,
      }),
    ]),
  );

const readBundle =
  (pda: Pda, answer: (bundle: Bundle, c: Context<SandboxEnv>) => object): SecuredHandler =>
  (c) => {
    const bundle = find(pda, "Bundle", name(c)) as Bundle | null;
    return bundle === null ? notFound(c, "Bundle") : c.json(answer(bundle, c));
  };

/** One agreement by which somebody else reads data of the owner's, so that there is something to list. */
const sampleBundle: Bundle = {
  notes: { endpoints: [{ endpoint: "notes-dev/notes" }], orderBy: "created", limit: 10 },
};
const sampleDebit = {
  dataDebitKey: "sandbox-survey",
  dateCreated: "2025-01-01T00:00:00.000Z",
  permissions: [],
  requestClientName: "Sandbox Survey",
  requestClientUrl: "https://sandbox.example",
  requestClientLogoUrl: "https://sandbox.example/picture.png",
  requestApplicationId: clientApplication.id,
  accepted: true,
  active: true,
};

const debit =
  (answer: () => object): SecuredHandler =>
  (c) =>
    name(c) === sampleDebit.dataDebitKey
      ? c.json(answer())
      : businessError(c, 404, "DataDebit Not Found", `Data Debit ${name(c)} not found`);

/** Adds the routes below /api/v2.6. */
export const addQueryRoutes = (routes: Hono<SandboxEnv>, pda: Pda): void => {
  const combinator = "/combinator/:name{[-0-9a-z/]+}";
  routes.post(combinator, secured(pda, isOwner, register(pda, "Combinator", combinatorSchema)));
  routes.get(combinator, secured(pda, isOwner, readCombinator(pda)));
  const bundle = "/data-bundle/:name{[-0-9a-zA-Z]+}";
  routes.post(bundle, secured(pda, isOwner, register(pda, "Bundle", bundleSchema)));
  routes.get(
    bundle,
    secured(
      pda,
      isOwner,
      readBundle(pda, (found) => bundleData(pda, found)),
    ),
  );
  routes.get(
    `${bundle}/structure`,
    secured(
      pda,
      isOwner,
      readBundle(pda, (found, c) => ({ name: name(c), bundle: found })),
    ),
  );
  routes.get(
    "/data-debit",
    secured(pda, isOwner, (c) => c.json([sampleDebit])),
  );
  const one = "/data-debit/:name{[-0-9a-zA-Z]+}";
  routes.get(
    one,
    secured(
      pda,
      isOwner,
      debit(() => sampleDebit),
    ),
  );
  routes.get(
    `${one}/values`,
    secured(
      pda,
      isOwner,
      debit(() => ({ bundle: bundleData(pda, sampleBundle) })),
    ),
  );
};
