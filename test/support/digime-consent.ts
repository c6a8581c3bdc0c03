/**
 * A person at the pages of digi.me's stand-in, without a browser: opens the page, chooses who they are, presses
 * a button, and tells where the browser would be sent. It never follows that address, because it is the client's.
 */

/** What the person does. Without `person` the page's own choice stands. */
export interface ConsentChoice {
  readonly person?: "ada" | "ben";
  readonly deny?: boolean;
}

const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return (
    found
      ?.replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&") ?? null
  );
};

const chosenPerson = (people: readonly string[], wanted: string | undefined): string | null => {
  const ids = people.map((tag) => attribute(tag, "value"));
  if (wanted !== undefined && !ids.includes(wanted)) throw new Error(`the page does not offer ${wanted}`);
  const checked = people.find((tag) => /\bchecked\b/.test(tag)) ?? people[0];
  return wanted ?? (checked === undefined ? null : attribute(checked, "value"));
};

/** What a browser would send for the page's form. */
const filledForm = (page: string, { person, deny = false }: ConsentChoice): URLSearchParams => {
  const tags = page.match(/<(?:input|button)\b[^>]*>/g) ?? [];
  const fields = new URLSearchParams();
  for (const tag of tags.filter((one) => attribute(one, "type") === "hidden")) {
    fields.set(attribute(tag, "name") ?? "", attribute(tag, "value") ?? "");
  }
  const people = tags.filter((tag) => attribute(tag, "name") === "person");
  const chosen = chosenPerson(people, person);
  if (chosen !== null) fields.set("person", chosen);
  const button = tags.find((tag) => attribute(tag, "value") === (deny ? "deny" : "allow"));
  if (button === undefined) throw new Error(`the page has no such button: ${page}`);
  fields.set(attribute(button, "name") ?? "", attribute(button, "value") ?? "");
  return fields;
};

const redirectOf = (answer: Response): URL | null => {
  const location = answer.headers.get("location");
  return location === null ? null : new URL(location, answer.url);
};

/** Allows (or denies) at a consent page, and returns the address that the browser is sent to. Throws when there is none. */
export const approve = async (onboardUrl: string, choice: ConsentChoice = {}): Promise<URL> => {
  const opened = await fetch(onboardUrl, { redirect: "manual" });
  const atOnce = redirectOf(opened);
  const page = await opened.text();
  if (atOnce !== null) return atOnce;
  if (opened.status !== 200) throw new Error(`the page answered ${opened.status}: ${page}`);
  const form = /<form\b[^>]*>/.exec(page)?.[0] ?? "";
  const sent = await fetch(new URL(attribute(form, "action") ?? "", onboardUrl), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: filledForm(page, choice).toString(),
    redirect: "manual",
  });
  const target = redirectOf(sent);
  if (target === null) throw new Error(`the page answered ${sent.status}: ${await sent.text()}`);
  return target;
};
