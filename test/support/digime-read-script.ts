/** Reading back as a script: a session, its list and its files, sealed for the contract that reads. */
import type { Result } from "#contract/result.ts";
import { createDigimeCrypto } from "#platform/digime-crypto.ts";
import type { ContractKey } from "#stores/digime/digime-crypto.port.ts";
import type { ReadBackAnswer } from "#stores/digime/digime-read-back.ts";
import type { ReadProgress } from "#stores/digime/digime-session.ts";
import type { StoreError } from "#stores/store.port.ts";
import type { ReplySigner, Scripted, ScriptedDigime, ScriptOptions } from "./digime-scripted.ts";
import { connectedSlot, json, keySet, makeKey, pair, replySigner, scriptDigime } from "./digime-scripted.ts";

/** What all scripts of reading share. */
export interface ReadBench {
  readonly contractKey: string;
  readonly readContractKey: string;
  /** The key of the contract that reads. */
  readonly reader: ContractKey;
  readonly signer: ReplySigner;
  script(routes: ScriptOptions["routes"], options?: Partial<ScriptOptions>): Promise<ScriptedDigime>;
}

/** 500 bytes as they were written. */
export const value = Uint8Array.from({ length: 500 }, (_, at) => (at * 11) % 256);

/** The answer that begins a session. */
export const session = (key = "sess-1"): Scripted => json({ session: { key, expiry: 1 } });

/** The answer of a list. */
export const list = (state: string, names: readonly string[] = [], details: object = {}): Scripted =>
  json({
    status: { state, details },
    fileList: names.map((name) => ({ name, updatedDate: 1_763_900_000_000 })),
  });

/** The headers of a file. */
export const described = (more: object = {}, metadata: object = {}): Record<string, string> => ({
  "x-metadata": Buffer.from(
    JSON.stringify({
      metadata: {
        mimetype: "application/octet-stream",
        accounts: [{ accountid: "tapvault" }],
        reference: ["item-01"],
        tags: ["tapvault"],
        ...metadata,
      },
      ...more,
    }),
  ).toString("base64url"),
});

const ignore = (): void => undefined;

/** Reads everything with our tag. */
export const readAll = (
  { service }: ScriptedDigime,
  signal = new AbortController().signal,
  onProgress: (progress: ReadProgress) => void = ignore,
): Promise<Result<ReadBackAnswer, StoreError>> =>
  service.readBack.read({ tags: ["tapvault"] }, onProgress, signal);

/** Makes keys and what is scripted with them. */
export const createReadBench = (): ReadBench => {
  const contractKey = makeKey().privatePem;
  const readContractKey = makeKey().privatePem;
  const reader = createDigimeCrypto().readKey(readContractKey);
  const signer = replySigner();
  if (reader === null) throw new Error("the key was refused");
  return {
    contractKey,
    readContractKey,
    reader,
    signer,
    script: async (routes, options = {}) =>
      scriptDigime({
        contractKey,
        readContractKey,
        secrets: connectedSlot({}, {}),
        ...options,
        routes: {
          "POST /permission-access/trigger": [session()],
          ...routes,
          "POST /oauth/token": [json({ token: await signer.sign(pair("new")) })],
          "GET jwks": [keySet(signer)],
        },
      }),
  };
};
