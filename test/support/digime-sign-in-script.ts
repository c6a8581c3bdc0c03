/** Signing in to digi.me as a script: what the service answers, and the browser's way back. */
import type { Result } from "#contract/result.ts";
import type { AccountError, AccountFacts, BrowserSignIn } from "#stores/account.port.ts";
import type { ReplySigner, Scripted, ScriptedDigime, ScriptOptions } from "./digime-scripted.ts";
import { json, keySet, makeKey, pair, replySigner, scriptDigime } from "./digime-scripted.ts";

const { signal } = new AbortController();

/** Where the browser comes back to. */
export const back = "http://127.0.0.1:4100/callback";

/** What all scripts of signing in share. */
export interface SignInBench {
  readonly contractKey: string;
  readonly signer: ReplySigner;
  script(options?: Partial<ScriptOptions>): Promise<ScriptedDigime>;
}

/** Begins one; throws when that does not work. */
export const begin = async (
  { service }: ScriptedDigime,
  expectedId: string | null = null,
): Promise<BrowserSignIn> => {
  const begun = await service.account.begin(back, expectedId, signal);
  if (!begun.ok) throw new Error(begun.error.code);
  return begun.value;
};

/** The address with this query. */
export const redirect = (query: Record<string, string>): URL => {
  const url = new URL(back);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
};

/** The address of a person who allowed it. */
export const good = (scripted: ScriptedDigime): URL => {
  const state = String(scripted.to("oauth/authorize").at(-1)?.claims["state"]);
  return redirect({ success: "true", code: "code-1", state, accountReference: "acc-1" });
};

/** Begins and finishes. */
export const finish = async (
  scripted: ScriptedDigime,
  expectedId: string | null = null,
): Promise<Result<AccountFacts, AccountError>> => {
  const signIn = await begin(scripted, expectedId);
  return signIn.finish(good(scripted), signal);
};

/** Makes keys and what is scripted with them. */
export const createSignInBench = (): SignInBench => {
  const contractKey = makeKey().privatePem;
  const signer = replySigner();
  const reply = async (payload: Parameters<ReplySigner["sign"]>[0]): Promise<Scripted> =>
    json({ token: await signer.sign(payload) });
  return {
    contractKey,
    signer,
    script: async (options = {}) =>
      scriptDigime({
        contractKey,
        ...options,
        routes: {
          "POST /storage": [json({ id: "stor-new", kid: "k" })],
          "POST /reference": [json({ id: "ref-1" })],
          "GET /storage": [json({ id: "stor-theirs", kid: "k" })],
          "POST /oauth/authorize": [await reply({ preauthorization_code: "pre-1" })],
          "POST /oauth/token": [await reply(pair("new"))],
          "GET jwks": [keySet(signer)],
          ...options.routes,
        },
      }),
  };
};
