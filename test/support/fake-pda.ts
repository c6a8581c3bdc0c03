/** A personal data account in memory, below the Http port: for unit tests of its client, with a hook before and after every request. */
import { exportSPKI, generateKeyPair, SignJWT } from "jose";
import type { CryptoKey } from "jose";
import { ok } from "#contract/result.ts";
import type { BytesRequest, Http } from "#stores/http.port.ts";
import { createFakeFiles } from "./fake-pda-files.ts";
import type { FakeFiles } from "./fake-pda-files.ts";
import { jsonReply, noReply, textReply } from "./pda-replies.ts";
import type { PdaReply } from "./pda-replies.ts";

/** A record as the account has it. */
export interface FakeRecord {
  readonly recordId: string;
  data: unknown;
}

/** The account and what tests do to it. */
export interface FakePda {
  readonly http: Http;
  readonly seen: BytesRequest[];
  /** Oldest write first. */
  readonly records: FakeRecord[];
  readonly files: FakeFiles;
  readonly pem: string;
  readonly privateKey: CryptoKey;
  now: number;
  /** Whether answers carry a renewed token. */
  renews: boolean;
  /** Answers in the account's place; null lets it answer. */
  instead: (request: BytesRequest) => PdaReply | null;
  /** What becomes of the account's answer. */
  afterwards: (request: BytesRequest, reply: PdaReply) => PdaReply;
  issue(claims?: Readonly<Record<string, unknown>>, key?: CryptoKey, alg?: string): Promise<string>;
}

/** Where it is. */
export const fakeHost = "ada.hubat.net";

const endpoint = "keepsafe-dev/vault";
const missing = jsonReply(400, { message: "Data Missing", cause: "Could not find records" });
const duplicate = jsonReply(400, { message: "Bad Request", cause: "Duplicate data - known" });

const bodyOf = (request: BytesRequest): unknown =>
  typeof request.body === "string" ? (JSON.parse(request.body) as unknown) : null;

interface Store {
  readonly records: FakeRecord[];
  next: number;
}

const told = ({ recordId, data }: FakeRecord): object => ({ endpoint, recordId, data });

const create = (store: Store, request: BytesRequest): PdaReply => {
  const all = bodyOf(request) as unknown[];
  const known = new Set(store.records.map(({ data }) => JSON.stringify(data)));
  if (all.some((data) => known.has(JSON.stringify(data)))) return duplicate;
  const made = all.map((data): FakeRecord => ({ recordId: `record-${(store.next += 1)}`, data }));
  store.records.push(...made);
  return jsonReply(201, made.map(told));
};

const update = (store: Store, request: BytesRequest): PdaReply => {
  const changes = bodyOf(request) as { recordId: string; data: unknown }[];
  const found = changes.map(({ recordId }) => store.records.find((one) => one.recordId === recordId));
  if (found.includes(undefined)) return missing;
  for (const { recordId, data } of changes) {
    store.records.splice(
      store.records.findIndex((one) => one.recordId === recordId),
      1,
    );
    store.records.push({ recordId, data });
  }
  return jsonReply(201, changes.map(told));
};

const remove = (store: Store, url: URL): PdaReply => {
  const ids = url.searchParams.getAll("records");
  if (ids.some((id) => !store.records.some(({ recordId }) => recordId === id))) return missing;
  for (const id of ids)
    store.records.splice(
      store.records.findIndex(({ recordId }) => recordId === id),
      1,
    );
  return jsonReply(200, { message: "All records deleted" });
};

const list = (store: Store, url: URL): PdaReply => {
  const skip = Number(url.searchParams.get("skip") ?? 0);
  const take = Number(url.searchParams.get("take") ?? 1_000);
  return jsonReply(200, store.records.slice(skip, skip + take).map(told));
};

const data = (store: Store, request: BytesRequest, url: URL): PdaReply | null => {
  const method = request.method ?? "GET";
  if (url.pathname === `/api/v2.6/data/${endpoint}`) {
    return method === "POST" ? create(store, request) : list(store, url);
  }
  if (url.pathname === "/api/v2.6/data") {
    return method === "PUT" ? update(store, request) : remove(store, url);
  }
  const id = /^\/api\/v2\.6\/data-record\/(.+)$/.exec(url.pathname)?.[1];
  if (id === undefined) return null;
  const found = store.records.find(({ recordId }) => recordId === decodeURIComponent(id));
  return found === undefined ? missing : jsonReply(200, told(found));
};

// Making a key takes up to a second; one does for all accounts of a test file.
let madeKey: ReturnType<typeof generateKeyPair> | null = null;

/** Makes one. Accounts made in one test file share their key. */
export const createFakePda = async (): Promise<FakePda> => {
  madeKey ??= generateKeyPair("RS256", { extractable: true });
  const { publicKey, privateKey } = await madeKey;
  const pem = await exportSPKI(publicKey);
  const store: Store = { records: [], next: 0 };
  const files = createFakeFiles();
  const answer = async (request: BytesRequest): Promise<PdaReply> => {
    const url = new URL(request.url);
    if (url.host !== fakeHost) return files.signed(request, url);
    if (url.pathname === "/publickey") return textReply(200, pem, "text/plain");
    const token = request.headers?.["x-auth-token"];
    if (token === undefined) return jsonReply(401, { error: "Not Authenticated", message: "no" });
    const reply =
      data(store, request, url) ??
      files.answer(request, url, bodyOf(request)) ??
      textReply(200, "<!doctype html>");
    if (!pda.renews || !reply.ok) return reply;
    const headers = new Map([...reply.value.headers, ["x-auth-token", await pda.issue()]]);
    return ok({ ...reply.value, headers });
  };
  const pda: FakePda = {
    seen: [],
    records: store.records,
    files,
    pem,
    privateKey,
    now: 1_700_000_000_000,
    renews: false,
    instead: () => null,
    afterwards: (_request, reply) => reply,
    issue: (claims = {}, key = privateKey, alg = "RS256") => {
      const iat = Math.floor(pda.now / 1_000);
      const usual = { iss: fakeHost, sub: "x", iat, exp: 1_702_592_000, jti: "j1" };
      return new SignJWT({ ...usual, application: "keepsafe-dev", ...claims })
        .setProtectedHeader({ alg })
        .sign(key);
    },
    http: async (request) => {
      pda.seen.push(request);
      if (request.signal.aborted) return noReply("cancelled");
      const reply = pda.instead(request) ?? (await answer(request));
      return pda.afterwards(request, reply);
    },
  };
  return pda;
};
