/**
 * /auth: the page on which a person allows or denies (contract 2.4). It works without script. The form
 * carries a ticket that is good once, so that neither a double click nor another site's form allows anything.
 */
import { html } from "hono/html";
import type { PagePart } from "#sandbox/page.ts";
import { page, sandboxPeople } from "#sandbox/page.ts";
import type { Asked, ReturnAddress } from "./authorization-request.ts";
import { addressBack, askedSchema, readAuthorizationRequest } from "./authorization-request.ts";
import { allow } from "./grants.ts";
import type { HyperidParts, HyperidRequest } from "./parts.ts";
import { faultyError, newSecret } from "./parts.ts";
import { personOf } from "./people.ts";
import { scopeWords } from "./scopes.ts";

/** How long the page may lie open. */
const ticketMs = 600_000;

const service = "HyperID";

const refuse = (c: HyperidRequest, words: string): Response | Promise<Response> =>
  page(c, {
    title: "This app cannot be connected",
    service,
    body: html`<p>${words}</p>
      <p>Nothing was shared. Go back to the app and start again from there.</p>`,
    status: 400,
  });

const goBack = (c: HyperidRequest, to: ReturnAddress, answer: Readonly<Record<string, string>>): Response => {
  c.header("cache-control", "no-store");
  c.header("referrer-policy", "no-referrer");
  return c.redirect(addressBack(to, answer), 302);
};

const choice = (id: string, name: string, email: string, isChosen: boolean): PagePart =>
  html`<label>
    <input type="radio" name="person" value="${id}" required ${isChosen ? "checked" : ""} />
    ${name} (${email})
  </label>`;

/** Where an address leads, in short: no path or query belongs on the page. */
const placeOf = (uri: string): string => {
  const { protocol, host } = new URL(uri);
  return /^https?:$/.test(protocol) ? host : `the program that opens ${protocol} addresses`;
};

const consentForm = (asked: Asked, ticket: string): PagePart => {
  const hinted = sandboxPeople.find(({ email }) => email === asked.loginHint) ?? sandboxPeople[0];
  return html`<p>The app <strong>${asked.client}</strong> wants to:</p>
    <ul>
      ${asked.scopes.map((scope) => html`<li>${scopeWords[scope] ?? scope}</li>`)}
    </ul>
    <p>Your answer goes to <strong>${placeOf(asked.redirectUri)}</strong>.</p>
    <form method="post">
      <input type="hidden" name="ticket" value="${ticket}" />
      <fieldset>
        <legend>Go on as</legend>
        ${sandboxPeople.map(({ id, name, email }) => choice(id, name, email, id === hinted.id))}
      </fieldset>
      <div class="row">
        <button class="main" name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button>
      </div>
    </form>`;
};

const openTicket = ({ context }: HyperidParts, asked: Asked): string => {
  const ticket = newSecret();
  context.database
    .prepare("INSERT INTO hyperid_request VALUES (?, ?, ?)")
    .run(ticket, JSON.stringify(asked), context.now());
  return ticket;
};

/** Takes a ticket out of use; null when it is unknown, used or too old. */
const takeTicket = ({ context }: HyperidParts, ticket: string): Asked | null => {
  const row = context.database
    .prepare("DELETE FROM hyperid_request WHERE ticket = ? RETURNING asked, issued_at")
    .get(ticket) as { asked: string; issued_at: number } | undefined;
  if (row === undefined || context.now() - row.issued_at > ticketMs) return null;
  return askedSchema.parse(JSON.parse(row.asked));
};

/** GET: shows what is asked. The fault `code` goes back to the app as an error of that name. */
export const askForConsent = (parts: HyperidParts, c: HyperidRequest): Response | Promise<Response> => {
  const asked = readAuthorizationRequest(parts, c.req.queries());
  const fault = faultyError(c);
  if (asked.ok && fault !== null) return goBack(c, asked.value, { error: fault });
  if (asked.ok) {
    const title = "Allow this app to use your HyperID account?";
    return page(c, { title, service, body: consentForm(asked.value, openTicket(parts, asked.value)) });
  }
  if (asked.error.kind === "page") return refuse(c, asked.error.words);
  return goBack(c, asked.error.to, { error: asked.error.error });
};

/** POST: acts on the button. */
export const takeDecision = async (parts: HyperidParts, c: HyperidRequest): Promise<Response> => {
  const form = new URLSearchParams(await c.req.text());
  const asked = takeTicket(parts, form.get("ticket") ?? "");
  if (asked === null) return refuse(c, "This page was used already, or it lay open for too long.");
  if (form.get("decision") === "deny") return goBack(c, asked, { error: "access_denied" });
  const person = personOf(form.get("person") ?? "");
  if (form.get("decision") !== "allow" || person === null) return refuse(c, "Nobody was chosen.");
  return goBack(c, asked, { code: allow(parts, asked, person.id) });
};
