/**
 * The pages of the onboarding host (contract 4): who you are, and whether you allow it. A page is answered once,
 * and sends the browser back with the outcome in the query.
 */
import type { Context } from "hono";
import { Hono } from "hono";
import { html } from "hono/html";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { SandboxPerson } from "#sandbox/page.ts";
import { page, sandboxPeople } from "#sandbox/page.ts";
import type { Desk } from "./desk.ts";
import { newId } from "./desk.ts";
import type { Flow, FoundGrant } from "./grants.ts";
import { addCode, findGrant, flows, spendGrant } from "./grants.ts";
import { postboxOf } from "./postboxes.ts";
import { isRedirectAllowed, withAnswer } from "./redirects.ts";
import { connectStorage } from "./storages.ts";
import { addAccount, personOf, removeAccount, userOf } from "./users.ts";

const service = "digi.me";

const words: Readonly<Record<Flow, { readonly title: string; readonly ask: string }>> = {
  authorize: { title: "Connect Tapvault to digi.me", ask: "Tapvault asks to use your library." },
  onboard: { title: "Add a source", ask: "Tapvault asks you to add a source to your library." },
  "user-reauth": { title: "Connect again", ask: "Tapvault asks you to renew its access to your library." },
  revoke: { title: "Take an account back", ask: "Tapvault will no longer see this account." },
};

const personChoice = (people: readonly SandboxPerson[]): ReturnType<typeof html> =>
  html`<fieldset>
    <legend>Who are you?</legend>
    ${people.map(
      ({ id, name }, index) =>
        html`<label
          ><input type="radio" name="person" value="${id}" ${index === 0 ? "checked" : ""} /> ${name}</label
        >`,
    )}
  </fieldset>`;

/** Whom a page lets one be: everybody, or the one whose library it is about. */
const peopleOf = (desk: Desk, { userId }: FoundGrant): readonly SandboxPerson[] => {
  const only = userId === null ? null : personOf(desk, userId);
  return sandboxPeople.filter(({ id }) => only === null || id === only);
};

const showPage = (desk: Desk, c: Context<SandboxEnv>, grant: FoundGrant): Response | Promise<Response> => {
  const { title, ask } = words[grant.flow];
  return page(c, {
    title,
    service,
    body: html`<form method="post">
      <p>${ask}</p>
      ${personChoice(peopleOf(desk, grant))}
      <div class="row">
        <button class="main" name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button>
      </div>
    </form>`,
  });
};

/** Failures of the older flow go to the address in the page's own query, if it is one of the list. */
const failureTarget = (c: Context<SandboxEnv>, grant: FoundGrant): string => {
  const callback = c.req.query("callback");
  const isUsed = grant.version === "1.6" && callback !== undefined && isRedirectAllowed(callback);
  return isUsed ? callback : grant.redirectUri;
};

const sendFailure = (c: Context<SandboxEnv>, grant: FoundGrant, errorCode: string): Response =>
  c.redirect(withAnswer(failureTarget(c, grant), { success: "false", errorCode, state: grant.state }), 303);

type Answer = Readonly<Record<string, string | null>>;

/** The account that a page adds; null for pages that add none. */
const accountFor = (desk: Desk, { flow }: FoundGrant, userId: string): string | null => {
  if (flow !== "authorize" && flow !== "onboard") return null;
  const id = newId(desk, "acc");
  addAccount(desk, userId, { id, name: "Source of the sandbox" });
  return id;
};

/** What the older flow adds for a contract that writes (contract 4.3). */
const postboxAnswer = async (desk: Desk, grant: FoundGrant, userId: string): Promise<Answer> => {
  const isWriter = desk.contracts.some(({ id, kind }) => id === grant.contractId && kind === "w");
  if (grant.version !== "1.6" || grant.flow !== "authorize" || !isWriter) return {};
  const { id, publicPem } = await postboxOf(desk, userId, grant.contractId);
  return { postboxId: id, publicKey: publicPem };
};

/** What an allowed page gives to the client. */
const allow = async (desk: Desk, grant: FoundGrant, userId: string): Promise<Answer> => {
  const { contractId, redirectUri, challenge, version, flow } = grant;
  if (flow === "revoke") removeAccount(desk, userId, grant.accountId ?? "");
  desk.database.prepare("UPDATE digime_session SET user_id = ? WHERE key = ?").run(userId, grant.sessionKey);
  return {
    success: "true",
    code: challenge === null ? null : addCode(desk, { version, contractId, userId, redirectUri, challenge }),
    state: grant.state,
    accountReference: accountFor(desk, grant, userId),
    ...(await postboxAnswer(desk, grant, userId)),
  };
};

/** Whether the storage that the link names, if it names one, is now the user's. */
const isConnected = (desk: Desk, reference: string | undefined, grant: FoundGrant, userId: string): boolean =>
  reference === undefined || connectStorage(desk, reference, grant.contractId, userId);

const decide = async (desk: Desk, c: Context<SandboxEnv>, grant: FoundGrant): Promise<Response> => {
  const form = await c.req.parseBody();
  const person = peopleOf(desk, grant).find(({ id }) => id === form["person"]);
  spendGrant(desk, grant.code);
  if (form["decision"] !== "allow") return sendFailure(c, grant, "USER_CANCEL");
  if (person === undefined) return sendFailure(c, grant, "ONBOARD_ERROR");
  const userId = grant.userId ?? userOf(desk, person.id);
  if (!isConnected(desk, c.req.query("storageRef"), grant, userId)) {
    return sendFailure(c, grant, "ONBOARD_ERROR");
  }
  return c.redirect(withAnswer(grant.redirectUri, await allow(desk, grant, userId)), 303);
};

/** Finds what the page is about, sends back what is over, and lets the faults act. */
const withGrant =
  (
    desk: Desk,
    flow: Flow,
    handle: (desk: Desk, c: Context<SandboxEnv>, grant: FoundGrant) => Response | Promise<Response>,
  ) =>
  (c: Context<SandboxEnv>): Response | Promise<Response> => {
    const grant = findGrant(desk, flow, c.req.query("code") ?? "");
    if (grant === null) {
      const body = html`<p>Start again in Tapvault.</p>`;
      return page(c, { title: "This link is not known", service, body, status: 404 });
    }
    const failure = c.get("failureCode");
    if (failure !== null) return sendFailure(c, grant, failure);
    return grant.isOver || c.get("isExpired")
      ? sendFailure(c, grant, "INVALID_CODE")
      : handle(desk, c, grant);
  };

/** The routes of the onboarding host. */
export const consentRoutes = (desk: Desk): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  for (const flow of flows) {
    routes.get(`/${flow}`, withGrant(desk, flow, showPage));
    routes.post(`/${flow}`, withGrant(desk, flow, decide));
  }
  return routes;
};
