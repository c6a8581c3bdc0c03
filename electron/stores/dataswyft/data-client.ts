/**
 * Records of one endpoint of the account (contract 4): list, read, create, update, delete, each with all it
 * can answer. What the data of a record means is vault-record.ts.
 */
import { z } from "zod";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import { badReply } from "./error-table.ts";
import type { PdaFailure } from "./error-table.ts";
import type { DataRecord } from "./data-record.ts";
import { readPages } from "./data-pages.ts";
import type { ReadPage } from "./data-pages.ts";
import type { PdaClient } from "./pda-client.ts";

/** What is to become of a record that is there. */
export interface DataChange {
  readonly recordId: string;
  readonly data: object;
}

/** The calls. Each takes what fits one request; see batches.ts. */
export interface DataClient {
  /** All records, oldest write first. */
  list(signal: AbortSignal): Promise<Result<readonly DataRecord[], PdaFailure>>;
  /** Null for an id that is not there. */
  read(recordId: string, signal: AbortSignal): Promise<Result<DataRecord | null, PdaFailure>>;
  /** New records in one transaction; never repeated, because the service would take it for duplicates. */
  create(data: readonly object[], signal: AbortSignal): Promise<Result<readonly DataRecord[], PdaFailure>>;
  /** Replaces whole records, all or none. */
  update(
    changes: readonly DataChange[],
    signal: AbortSignal,
  ): Promise<Result<readonly DataRecord[], PdaFailure>>;
  /** All or none; `missing` when one is gone already. */
  remove(recordIds: readonly string[], signal: AbortSignal): Promise<Result<void, PdaFailure>>;
}

const recordSchema = z.object({ endpoint: z.string(), recordId: z.string().min(1), data: z.unknown() });
const recordsSchema = z.array(recordSchema);
const removedSchema = z.object({ message: z.string() });

const listBytes = 32 * 1_048_576;
const listTimeoutMs = 60_000;

/** Echoes are as long as what was sent, and slow lines get a second for each 64 KiB. */
const roomFor = (body: string): { readonly timeoutMs: number; readonly maxBytes: number } => ({
  timeoutMs: 8_000 + Math.ceil(body.length / 65_536) * 1_000,
  maxBytes: 1_048_576 + body.length * 2,
});

/** Makes the client of one endpoint, such as `keepsafe-dev/vault`; null while the settings do not hold. */
export const createDataClient = (client: PdaClient, endpoint: () => string | null): DataClient => {
  const readRecords = (json: unknown): Result<readonly DataRecord[], PdaFailure> => {
    const parsed = recordsSchema.safeParse(json);
    if (!parsed.success) return err(badReply("records"));
    const isOurs = parsed.data.every((record) => record.endpoint === endpoint());
    return isOurs ? ok(parsed.data) : err(badReply("endpoint"));
  };
  const page: ReadPage = async ({ skip, take }, signal) => {
    const path = `data/${endpoint() ?? ""}?take=${take}&skip=${skip}`;
    const answer = await client({ path, signal, timeoutMs: listTimeoutMs, maxBytes: listBytes });
    return answer.ok ? readRecords(answer.value) : answer;
  };
  return {
    list: (signal) => readPages(page, signal),
    read: async (recordId, signal) => {
      const path = `data-record/${encodeURIComponent(recordId)}`;
      const answer = await client({ path, signal, timeoutMs: listTimeoutMs, maxBytes: listBytes });
      if (!answer.ok) return answer.error.kind === "missing" ? ok(null) : answer;
      const records = readRecords([answer.value]);
      if (!records.ok) return records;
      const [record] = records.value;
      return record?.recordId === recordId ? ok(record) : err(badReply("record-id"));
    },
    create: async (data, signal) => {
      const body = JSON.stringify(data);
      const path = `data/${endpoint() ?? ""}`;
      const answer = await client({ path, method: "POST", body, status: 201, signal, ...roomFor(body) });
      return answer.ok ? readRecords(answer.value) : answer;
    },
    update: async (changes, signal) => {
      const body = JSON.stringify(changes.map((change) => ({ endpoint: endpoint() ?? "", ...change })));
      const answer = await client({
        path: "data",
        method: "PUT",
        body,
        status: 201,
        isRepeatable: true,
        signal,
        ...roomFor(body),
      });
      return answer.ok ? readRecords(answer.value) : answer;
    },
    remove: async (recordIds, signal) => {
      const query = recordIds.map((id) => `records=${encodeURIComponent(id)}`).join("&");
      const answer = await client({ path: `data?${query}`, method: "DELETE", isRepeatable: true, signal });
      if (!answer.ok) return answer;
      return removedSchema.safeParse(answer.value).success ? ok(undefined) : err(badReply("removed"));
    },
  };
};
