/** Hands sealed bytes to the person's own digi.me, where each writing is a new file and none can be removed (contract 7). */
import type { Result } from "#contract/result.ts";
import type { StoreError } from "#stores/store.port.ts";

/** One road into a person's library. */
export interface DigimeWriter {
  /**
   * Writes `bytes`, sealed already because the road protects them by TLS at most. `name` (1 to 200 bytes)
   * and `tags` are readable there; store.name-too-long when they do not fit in a header.
   */
  write(
    name: string,
    bytes: Uint8Array,
    tags: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<void, StoreError>>;
}
