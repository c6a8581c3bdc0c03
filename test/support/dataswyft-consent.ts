/** The consent pages of the sandbox's personal data account, clicked through as a browser would. */

/** Whose token to answer with, or none. */
export interface ConsentChoice {
  /** Ada owns the account; Ben's token is another account's. */
  readonly as?: "ada" | "ben";
  readonly deny?: boolean;
}

/** What the start page's script does with an address behind its `#`. */
const followFragment = (address: string): URL => {
  const url = new URL(address);
  return url.hash.startsWith("#/") ? new URL(url.hash.slice(1), url.origin) : url;
};

const destination = (response: Response, from: URL): URL | null => {
  const location = response.headers.get("location");
  return response.status >= 300 && response.status < 400 && location !== null
    ? new URL(location, from)
    : null;
};

const unescape = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** Opens the page, chooses, submits its form, and returns where the browser is sent, without going there. */
export const approve = async (hatloginUrl: string, choice: ConsentChoice = {}): Promise<URL> => {
  const address = followFragment(hatloginUrl);
  const shown = await fetch(address, { redirect: "manual", headers: { accept: "text/html" } });
  const sentAway = destination(shown, address);
  if (sentAway !== null) return sentAway;
  const page = await shown.text();
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1];
  if (!shown.ok || action === undefined) throw new Error(`no consent form: ${shown.status} ${page}`);
  const target = new URL(unescape(action), address);
  const answered = await fetch(target, {
    method: "POST",
    redirect: "manual",
    headers: { "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({
      as: choice.as ?? "ada",
      decision: choice.deny === true ? "deny" : "allow",
    }),
  });
  const sent = destination(answered, address);
  if (sent === null) throw new Error(`no redirect: ${answered.status} ${await answered.text()}`);
  return sent;
};
