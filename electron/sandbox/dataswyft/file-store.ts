/** What the file storage remembers (contract 5): a row for every file ever announced, and the bytes of those uploaded. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Pda } from "./pda.ts";

const statusSchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("New") }),
  z.object({ status: z.literal("Completed"), size: z.number() }),
  z.object({ status: z.literal("Deleted") }),
]);

const fileSchema = z.object({
  fileId: z.string(),
  name: z.string(),
  source: z.string(),
  tags: z.array(z.string()).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  dateCreated: z.number(),
  lastUpdated: z.number(),
  status: statusSchema,
  contentPublic: z.boolean(),
  permissions: z.array(z.object({ userId: z.string(), contentReadable: z.boolean() })),
});

/** A file's metadata. Dates in milliseconds since the epoch, `size` in bytes. */
export type HatFile = z.infer<typeof fileSchema>;

/** The bytes of a file as they were uploaded. */
export interface StoredObject {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const readRow = (row: { metadata: string }): HatFile => fileSchema.parse(JSON.parse(row.metadata));

/** Keeps a file's metadata. */
export const saveFile = ({ context }: Pda, file: HatFile): HatFile => {
  context.database
    .prepare(
      `INSERT INTO dataswyft_file VALUES (?, ?)
       ON CONFLICT (file_id) DO UPDATE SET metadata = excluded.metadata`,
    )
    .run(file.fileId, JSON.stringify(file));
  return file;
};

/** The file of that id. */
export const findFile = ({ context }: Pda, fileId: string): HatFile | null => {
  const row = context.database
    .prepare("SELECT metadata FROM dataswyft_file WHERE file_id = ?")
    .get(fileId) as { metadata: string } | undefined;
  return row === undefined ? null : readRow(row);
};

/** All files, deleted ones too, in the order they were announced. */
export const listFiles = ({ context }: Pda): HatFile[] =>
  (
    context.database.prepare("SELECT metadata FROM dataswyft_file ORDER BY rowid").all() as {
      metadata: string;
    }[]
  ).map(readRow);

/** Keeps the bytes of a file, in the place of those before. */
export const putObject = ({ context }: Pda, fileId: string, { contentType, bytes }: StoredObject): void =>
  void context.database
    .prepare(
      `INSERT INTO dataswyft_object VALUES (?, ?, ?) ON CONFLICT (file_id)
       DO UPDATE SET content_type = excluded.content_type, bytes = excluded.bytes`,
    )
    .run(fileId, contentType, Buffer.from(bytes));

/** The bytes of a file. */
export const getObject = ({ context }: Pda, fileId: string): StoredObject | null => {
  const row = context.database
    .prepare("SELECT content_type, bytes FROM dataswyft_object WHERE file_id = ?")
    .get(fileId) as { content_type: string; bytes: ArrayBuffer } | undefined;
  return row === undefined ? null : { contentType: row.content_type, bytes: new Uint8Array(row.bytes) };
};

/** Takes the bytes of a file away. */
export const deleteObject = ({ context }: Pda, fileId: string): void =>
  void context.database.prepare("DELETE FROM dataswyft_object WHERE file_id = ?").run(fileId);

/** A file's metadata with what its bytes are; null where there are none. */
export const inspectFile = (pda: Pda, file: HatFile): object => {
  const object = getObject(pda, file.fileId);
  return {
    ...file,
    size: object?.bytes.length ?? null,
    sha256: object === null ? null : createHash("sha256").update(object.bytes).digest("hex"),
  };
};
