/** What the desk of newer versions asks for: an answer of the server, a file, and that it takes this version's place. */
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";

/** A release whose signature was found good. */
export interface FoundRelease {
  readonly version: string;
  readonly notes: string | null;
  /** The size of the installer for this computer. */
  readonly bytes: number;
  /** To how many of 100 computers it is given. */
  readonly stagingPercentage: number | undefined;
}

/** The engine. */
export interface UpdateEngine {
  /** Where it asks; null when what the installer left cannot be followed. */
  server(): Promise<string | null>;
  /** Asks for the latest release. Nothing is believed or downloaded whose signature is not good. */
  look(): Promise<Result<FoundRelease, AppError>>;
  /** Downloads the release that the last look found, and compares it with what was signed. */
  download(onProgress: (share: number) => void, signal: AbortSignal): Promise<Result<void, AppError>>;
  /**
   * Compares the downloaded file once more, and puts it in place if nothing keeps it from that by then. `quit`: the
   * program is about to end. Where the installer ends and starts the program itself, it is answered only if that fails.
   */
  install(when: "now" | "quit", mayBegin: () => boolean): Promise<Result<void, AppError>>;
}
