/** Bodies of answers: JSON or not, without trusting either the status or the header alone (contract 7.3). */
import type { BytesAnswer } from "#stores/http.port.ts";

/** What a body is. `json` undefined: it is none. */
export interface ReadBody {
  readonly json: unknown;
  readonly isPage: boolean;
}

/** Reads a body. An address that the account does not know is answered with a web page and 200. */
export const readBody = ({ headers, bytes }: BytesAnswer): ReadBody => {
  const text = new TextDecoder().decode(bytes);
  const isPage = text.trimStart().startsWith("<") || (headers.get("content-type") ?? "").includes("html");
  if (isPage) return { json: undefined, isPage };
  try {
    return { json: JSON.parse(text) as unknown, isPage };
  } catch {
    return { json: undefined, isPage };
  }
};
