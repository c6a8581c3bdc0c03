/** A user's library: raw files with their descriptors. Nothing is overwritten; each push is a new file (contract 5.1). */
import { z } from "zod";
import type { Desk } from "./desk.ts";
import { applicationId } from "./keys.ts";
import type { Scope } from "./sessions.ts";
import { blob } from "./tables.ts";
import { addAccount } from "./users.ts";

/** What a writer says of a file: camel case on the way in (contract 10.9). */
export const descriptorSchema = z.looseObject({
  mimeType: z.string().min(1),
  accounts: z.array(z.looseObject({ accountId: z.string().min(1) })),
  reference: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
});
export type Descriptor = z.output<typeof descriptorSchema>;

/** What a reader is told of it: lower case on the way out (contract 6.3). `created` is in milliseconds. */
export interface RawMetadata {
  readonly mimetype: string;
  readonly accounts: readonly { readonly accountid: string }[];
  readonly appid: string;
  readonly contractid: string;
  readonly created: number;
  readonly reference?: readonly string[];
  readonly tags?: readonly string[];
}

/** A file of a library without its bytes. */
export interface LibraryFile {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  readonly metadata: RawMetadata;
}

/** Adds a file, and the accounts that it names. */
export const addFile = (
  desk: Desk,
  file: { userId: string; contractId: string; descriptor: Descriptor; body: Uint8Array },
): void => {
  const { mimeType, accounts, reference, tags } = file.descriptor;
  const created = desk.context.now();
  const metadata: RawMetadata = {
    mimetype: mimeType,
    accounts: accounts.map(({ accountId }) => ({ accountid: accountId })),
    appid: applicationId,
    contractid: file.contractId,
    created,
    ...(reference === undefined ? {} : { reference }),
    ...(tags === undefined ? {} : { tags }),
  };
  desk.database.transaction(() => {
    for (const { accountId } of accounts) addAccount(desk, file.userId, { id: accountId, name: accountId });
    desk.database
      .prepare("INSERT INTO digime_file (user_id, metadata, body, created_at) VALUES (?, ?, ?, ?)")
      .run(file.userId, JSON.stringify(metadata), Buffer.from(file.body), created);
  })();
};

const anyOf = (wanted: readonly string[] | undefined, have: readonly string[]): boolean =>
  wanted === undefined || wanted.some((value) => have.includes(value));

type Criterion = NonNullable<Scope["criteria"]>[number];

const isWithin = ({ createdAt }: LibraryFile, { from, to }: Criterion): boolean =>
  createdAt >= (from ?? 0) * 1_000 && createdAt <= (to ?? Infinity) * 1_000;

const fits = (file: LibraryFile, criterion: Criterion): boolean => {
  const { metadata } = file;
  const wanted = criterion.metadata ?? {};
  const accounts = wanted.accounts?.map(({ accountId }) => accountId);
  const checks: readonly (readonly [readonly string[] | undefined, readonly string[]])[] = [
    [wanted.tags, metadata.tags ?? []],
    [wanted.reference, metadata.reference ?? []],
    [wanted.mimeType, [metadata.mimetype]],
    [wanted.contractId, [metadata.contractid]],
    [wanted.appId, [metadata.appid]],
    [accounts, metadata.accounts.map(({ accountid }) => accountid)],
  ];
  return isWithin(file, criterion) && checks.every(([some, have]) => anyOf(some, have));
};

/** The files of a user that a scope is about; those just written may not be seen yet (contract 10.11). */
export const filesOf = (desk: Desk, userId: string, scope: Scope): readonly LibraryFile[] => {
  const rows = desk.database
    .prepare(
      `SELECT id, metadata, created_at AS createdAt FROM digime_file
       WHERE user_id = ? AND created_at <= ? ORDER BY id`,
    )
    .all(userId, desk.context.now() - desk.settings().libraryDelayMs) as {
    id: number;
    metadata: string;
    createdAt: number;
  }[];
  const files = rows.map(({ id, metadata, createdAt }) => ({
    id,
    name: `raw_${id}.bin`,
    createdAt,
    metadata: JSON.parse(metadata) as RawMetadata,
  }));
  const { criteria } = scope;
  return criteria === undefined ? files : files.filter((file) => criteria.some((one) => fits(file, one)));
};

/** The bytes of a file, as they were written. */
export const bytesOf = (desk: Desk, { id }: LibraryFile): Uint8Array => {
  const row = desk.database.prepare("SELECT body FROM digime_file WHERE id = ?").get(id) as { body: unknown };
  return blob(row.body);
};
