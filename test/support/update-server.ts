/**
 * A real update server on this computer: it serves a folder of installers and release files over HTTP,
 * writes down what was asked, and can serve single files cut, late or not at all. Releases are made and
 * signed by the same code as real ones (`build/updates`).
 */
import { type KeyObject, generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { publisherKey } from "#build/updates/facts.mjs";
import { signReleases } from "#build/updates/release-files.mjs";

/** Who signs releases. */
export interface Publisher {
  readonly privateKey: KeyObject;
  /** As `publisherKeys` of app-update.yml holds it. */
  readonly publicKey: string;
}

/** A new publisher. */
export const createPublisher = (): Publisher => {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { privateKey, publicKey: publisherKey(privateKey) };
};

/** What is released. */
export interface TestRelease {
  readonly version: string;
  readonly by: readonly Publisher[];
  readonly staging?: number;
  readonly notes?: string;
  /** The ending of the installer; `deb` when left out. */
  readonly kind?: "deb" | "rpm" | "AppImage";
  readonly bytes?: Uint8Array;
}

/** Writes an installer into the folder, with its signed release file. Answers the installer's name. */
export const publish = async (folder: string, release: TestRelease): Promise<string> => {
  const { version, by, staging, notes, kind = "deb", bytes = randomBytes(300_000) } = release;
  const name = `tapvault_${version}_amd64.${kind}`;
  writeFileSync(join(folder, name), bytes);
  await signReleases({
    folder,
    version,
    keys: by.map(({ privateKey }) => privateKey),
    ...(staging === undefined ? {} : { staging }),
    ...(notes === undefined ? {} : { notes }),
  });
  return name;
};

/** Changes the release file as somebody would who has no key. */
export const tamper = (folder: string, change: (yml: string) => string): void => {
  const file = join(folder, "latest-linux.yml");
  writeFileSync(file, change(readFileSync(file, "utf8")));
};

/**
 * How a file is served when not as it is. `cut`: the connection ends in the middle; `hangs`: nothing comes from
 * there on; `unmeasured`: no length is said; `endless`: nor is there an end; `to …`: it lies at another address.
 */
export type Fault = "cut" | "hangs" | "missing" | "error" | "unmeasured" | "endless" | `to ${string}`;

/** The server. */
export interface UpdateServer {
  readonly url: string;
  readonly folder: string;
  /** The names of the files that were asked for, in order, `?query` left out. */
  readonly requests: readonly string[];
  /** The headers of the last request. */
  readonly lastHeaders: () => IncomingMessage["headers"];
  /** How many answers are on their way. */
  readonly sending: () => number;
  /** How a file is served from now on; null: as it is. */
  readonly serve: (name: string, fault: Fault | null) => void;
  close(): Promise<void>;
}

const sendForEver = (response: ServerResponse, bytes: Uint8Array): void => {
  if (!response.destroyed) response.write(bytes, () => sendForEver(response, bytes));
};

const send = (response: ServerResponse, file: string, fault: Fault | undefined): void => {
  if (fault === "missing" || !existsSync(file)) return void response.writeHead(404).end();
  if (fault === "error") return void response.writeHead(500).end();
  if (fault?.startsWith("to ") === true)
    return void response.writeHead(302, { location: fault.slice(3) }).end();
  const bytes = readFileSync(file);
  if (fault === "endless") return sendForEver(response, bytes);
  if (fault === "unmeasured") return void response.writeHead(200).end(bytes);
  response.writeHead(200, { "content-length": bytes.length });
  if (fault === undefined) return void response.end(bytes);
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
    if (fault === "cut") response.destroy();
  });
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

/** Starts one over a folder of yours, or over an empty one that goes with it. */
export const startUpdateServer = async (given?: string): Promise<UpdateServer> => {
  const folder = given ?? mkdtempSync(join(tmpdir(), "tapvault-releases-"));
  const requests: string[] = [];
  const faults = new Map<string, Fault>();
  let headers: IncomingMessage["headers"] = {};
  let sending = 0;
  const server = createServer((request, response) => {
    const name = basename(new URL(request.url ?? "/", "http://localhost").pathname);
    requests.push(name);
    ({ headers } = request);
    sending += 1;
    response.on("close", () => (sending -= 1));
    send(response, join(folder, name), faults.get(name));
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/`,
    folder,
    requests,
    lastHeaders: () => headers,
    sending: () => sending,
    serve: (name, fault) => {
      if (fault === null) faults.delete(name);
      else faults.set(name, fault);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
};
