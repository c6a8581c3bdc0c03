/** A person at HyperID's consent page, without a browser: fetches it, chooses, presses a button. */

/** What the person does; Ada allows unless told otherwise. */
export interface Decision {
  readonly person?: "ada" | "ben";
  readonly deny?: boolean;
}

const attribute = (tag: string, name: string): string | null =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? null;

const hiddenFields = (html: string): [string, string][] =>
  (html.match(/<input\b[^>]*>/g) ?? [])
    .filter((tag) => attribute(tag, "type") === "hidden")
    .map((tag) => [attribute(tag, "name") ?? "", attribute(tag, "value") ?? ""]);

/** The address that the form is sent to: its own `action`, or the page's. */
const formAddress = (html: string, pageUrl: string): string => {
  const form = /<form\b[^>]*>/.exec(html)?.[0];
  if (form === undefined) throw new Error(`no form on the page: ${html.slice(0, 2_000)}`);
  return new URL(attribute(form, "action") ?? pageUrl, pageUrl).href;
};

/**
 * Returns where the browser would be sent, without going there. Throws with the page's text when it is no
 * consent page, or when the answer is no redirect.
 */
export const approve = async (authorizeUrl: string, decision: Decision = {}): Promise<URL> => {
  const shown = await fetch(authorizeUrl, { redirect: "manual" });
  const html = await shown.text();
  if (shown.status !== 200) throw new Error(`the page answered ${shown.status}: ${html.slice(0, 2_000)}`);
  const fields = new URLSearchParams([
    ...hiddenFields(html),
    ["person", decision.person ?? "ada"],
    ["decision", decision.deny === true ? "deny" : "allow"],
  ]);
  const answer = await fetch(formAddress(html, authorizeUrl), {
    method: "POST",
    body: fields,
    redirect: "manual",
  });
  const location = answer.headers.get("location");
  if (location === null) throw new Error(`no redirect but ${answer.status}: ${await answer.text()}`);
  return new URL(location);
};
