/** What the store desk is given: the profile, the open vault with its file, and the machine's parts. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import type { ActivityEvent } from "#contract/views.ts";
import type { Profile } from "#main/profile.ts";
import type { TaskDesk } from "#main/task-desk.ts";
import type { KvsClient } from "#stores/kvs/kvs-client.port.ts";
import type { LocalStore } from "#vault/local-store.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import type { LinkDeskParts } from "./link-desk.ts";
import type { StoreServicesParts } from "./store-services-parts.ts";

/** The parts. */
export interface StoreDeskParts extends StoreServicesParts, LinkDeskParts {
  /** Whether a sign-in can come back by an address of our own scheme. */
  readonly takesAddresses: boolean;
  readonly saveProfile: (profile: Profile) => Promise<Result<void, AppError>>;
  readonly local: LocalStore | null;
  readonly vault: Vault | null;
  readonly kvs: KvsClient | null;
  /** The validated challenge of the last tap. */
  readonly session: () => Result<string, AppError<"session.none" | "session.expired">>;
  readonly sessionEndsAt: () => number | null;
  readonly tasks: TaskDesk;
  /** Puts something into the activity log. */
  readonly record: (event: ActivityEvent) => void;
}
