/**
 * The requests by which electron-updater downloads, watched. By itself it counts only what comes with a length,
 * goes where it is sent without end and without https, goes on in the background after it was cancelled, and keeps
 * the file of a download that broke off open.
 */
import type { RequestOptions } from "node:http";
import { type Readable, Transform, Writable, pipeline } from "node:stream";
import type { ClientRequest, IncomingMessage } from "electron";
import type { ProviderRuntimeOptions } from "electron-updater/out/providers/Provider";

/** electron-updater's way to the internet. */
export type Executor = ProviderRuntimeOptions["executor"];

/** One, and a few more for a server that has its installers elsewhere. */
const maxRequests = 6;

type Answer = Readable & Pick<IncomingMessage, "statusCode" | "statusMessage" | "headers">;

/** What comes, counted. What it is written to ends with it, also when it ends early. */
class Counted extends Transform {
  readonly #onBytes: (count: number) => void;

  constructor(onBytes: (count: number) => void) {
    super();
    this.#onBytes = onBytes;
  }

  override _transform(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.#onBytes(chunk.length);
    this.push(chunk);
    done();
  }

  override pipe<Next extends NodeJS.WritableStream>(next: Next): Next {
    this.once("close", () => {
      if (!this.readableEnded && next instanceof Writable) next.destroy(new Error("the download broke off"));
    });
    return super.pipe(next);
  }
}

const counted = (answer: Answer, onBytes: (count: number) => void): Answer => {
  const { statusCode, statusMessage, headers } = answer;
  // An error is the last stream's, where electron-updater listens.
  const body = pipeline(answer, new Counted(onBytes), () => undefined);
  return Object.assign(body, { statusCode, statusMessage, headers });
};

/** Where it may be sent: by https anywhere, else only to where it was. */
const mayAsk = ({ protocol, hostname, port }: RequestOptions, { origin }: URL): boolean =>
  protocol === "https:" || `${protocol ?? ""}//${hostname ?? ""}${port == null ? "" : `:${port}`}` === origin;

/** The requests of one download. */
export interface DownloadRequests {
  readonly watch: (executor: Executor) => void;
  /** Breaks all of them off, and those that would follow. */
  readonly cancel: () => void;
}

/** Watches those for an address; `onBytes` is told how much has come, `cancelled` that they were broken off. */
export const createDownloadRequests = (
  url: string,
  onBytes: (received: number) => void,
  cancelled: () => void,
): DownloadRequests => {
  const requests: ClientRequest[] = [];
  let isCancelled = false;
  let received = 0;
  const count = (bytes: number): void => onBytes((received += bytes));
  const cancel = (): void => {
    isCancelled = true;
    cancelled();
    for (const request of requests) request.abort();
  };
  return {
    cancel,
    watch: (executor) => {
      const create = executor.createRequest.bind(executor);
      executor.createRequest = (options: RequestOptions, take: (answer: Answer) => void) => {
        const request = create(options, (answer: Answer) => take(counted(answer, count)));
        requests.push(request);
        if (isCancelled || requests.length > maxRequests || !mayAsk(options, new URL(url))) cancel();
        return request;
      };
    },
  };
};
