/** Entries as the formats give them, before they are made to fit. Types only. */
import type { EntryDraft } from "#contract/views.ts";
import type { ImportedFile } from "./transfer.port.ts";

type Kind = EntryDraft["fields"][number]["kind"];

/** A field without an id of its own yet. */
export interface LooseField {
  /** Wanted id; made when it is left out or taken. */
  readonly id?: string | undefined;
  readonly label: string;
  readonly kind: Kind;
  readonly value: string;
}

/** One entry as a format gives it; the collector makes it fit. */
export interface LooseEntry {
  readonly type: EntryDraft["type"];
  readonly title: string;
  readonly tags?: readonly string[];
  readonly isFavourite?: boolean;
  readonly fields: readonly LooseField[];
  readonly createdAt?: number | undefined;
  readonly modifiedAt?: number | undefined;
  readonly isDeleted?: boolean;
  /** Former contents with their times, oldest first. */
  readonly former?: readonly {
    readonly fields: readonly LooseField[];
    readonly title?: string;
    readonly modifiedAt: number;
  }[];
  readonly attachments?: readonly ImportedFile[];
}
