/**
 * The account's front end as a person sees it: the start page, and the screens `/hatlogin` and `/auth/oauth`
 * that hand an application its token (contract 3). Sends a browser to this computer or to the app, nowhere else.
 */
import { Hono } from "hono";
import type { Context } from "hono";
import { html } from "hono/html";
import type { SandboxEnv } from "#sandbox/faults.ts";
import type { PagePart } from "#sandbox/page.ts";
import { page, sandboxPeople } from "#sandbox/page.ts";
import { enableApplication } from "./application-state.ts";
import type { Pda } from "./pda.ts";
import { failureAddress, isAllowedTarget, readSignInRequest, tokenAddress } from "./redirects.ts";
import type { SignInFailure, SignInRequest } from "./redirects.ts";
import { findApplication } from "./registry.ts";
import type { RegisteredApplication } from "./registry.ts";
import { issueToken } from "./tokens.ts";

const service = "Dataswyft personal data account";

/** The issuer of the other person's token: an account that is not this one. */
const otherDomain = "ben.sandbox.example";

const problem = (c: Context<SandboxEnv>, sentence: string): Response | Promise<Response> =>
  page(c, { title: "This sign-in cannot go on", service, status: 400, body: html`<p>${sentence}</p>` });

const sendFailure = (
  c: Context<SandboxEnv>,
  request: SignInRequest,
  failure: SignInFailure,
): Response | Promise<Response> => {
  const address = failureAddress(request, failure);
  if (address !== null) return c.redirect(address, 303);
  return problem(c, "The app named no address on this computer to go back to. Close this page.");
};

/** What is wrong with a request before anybody is asked. */
const fault = (c: Context<SandboxEnv>, request: SignInRequest): SignInFailure | null => {
  const code = c.get("failureCode");
  if (code !== null) return code === "enabling" ? "notEnabled" : "broken";
  if (request.redirect === "") return "redirectMissing";
  if (request.applicationId === "") return "idMissing";
  return findApplication(request.applicationId) === null ? "idUnknown" : null;
};

const [ada, ben] = sandboxPeople;

const consentForm = (
  c: Context<SandboxEnv>,
  application: RegisteredApplication,
  { redirect }: SignInRequest,
): PagePart => {
  const { pathname, search } = new URL(c.req.url);
  return html`<p>You are signed in as ${ada.name}, who owns this account.</p>
    <p><strong>${application.name}</strong> (${application.id}) asks to</p>
    <ul>
      <li>read and write the data in ${application.namespaces.join(", ")}</li>
      ${application.canManageFiles ? html`<li>keep files in your file storage</li>` : ""}
    </ul>
    <p style="overflow-wrap: anywhere">Afterwards this browser goes to <code>${redirect}</code></p>
    <form method="post" action="${pathname}${search}">
      <fieldset>
        <legend>Answer with the token of</legend>
        <label><input type="radio" name="as" value="ada" checked /> ${ada.name}, this account</label>
        <label><input type="radio" name="as" value="ben" /> ${ben.name}, another account</label>
      </fieldset>
      <div class="row">
        <button class="main" name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button>
      </div>
    </form>`;
};

const ask = (c: Context<SandboxEnv>): Response | Promise<Response> => {
  const request = readSignInRequest(new URL(c.req.url).searchParams);
  const failure = fault(c, request);
  if (failure !== null) return sendFailure(c, request, failure);
  if (!isAllowedTarget(request.redirect)) return sendFailure(c, request, "redirectMissing");
  const application = findApplication(request.applicationId);
  if (application === null) return sendFailure(c, request, "idUnknown");
  const title = `Let ${application.name} use your account?`;
  return page(c, { title, service, body: consentForm(c, application, request) });
};

/** Browsers say where a form came from; programs without a page say nothing. */
const isOwnForm = (c: Context<SandboxEnv>): boolean =>
  [undefined, "same-origin", "none"].includes(c.req.header("sec-fetch-site"));

const decide = async (pda: Pda, c: Context<SandboxEnv>): Promise<Response> => {
  if (!isOwnForm(c)) return problem(c, "The form was sent by another page.");
  const request = readSignInRequest(new URL(c.req.url).searchParams);
  const failure = fault(c, request);
  const application = findApplication(request.applicationId);
  if (failure !== null || application === null) return sendFailure(c, request, failure ?? "idUnknown");
  if (!isAllowedTarget(request.redirect)) return sendFailure(c, request, "redirectMissing");
  const form = await c.req.parseBody();
  if (form["decision"] !== "allow") return sendFailure(c, request, "denied");
  enableApplication(pda, application.id, true);
  const issuer = form["as"] === "ben" ? otherDomain : pda.domain();
  // Signed by this account's key on purpose: only the issuer tells a client that it is another's.
  const token = await issueToken(pda, application, issuer);
  return c.redirect(tokenAddress(request.redirect, token), 303);
};

/** The screen at its own address. */
export const consentRoutes = (pda: Pda, path: string): Hono<SandboxEnv> => {
  const routes = new Hono<SandboxEnv>();
  routes.get(path, (c) => ask(c));
  routes.post(path, (c) => decide(pda, c));
  return routes;
};

/** No quotes and no ampersand: the page escapes what it is given. */
const followFragment = `function follow() {
  if (/^#\\/(hatlogin|auth\\/oauth)(\\?|$)/.test(location.hash)) location.replace(location.hash.slice(1));
}
onhashchange = follow;
follow()`;

/** The start page, as the front end answers any address that is not the API's. */
export const startPage = (c: Context<SandboxEnv>): Response | Promise<Response> =>
  page(c, {
    title: `Personal data account of ${ada.name}`,
    service,
    script: followFragment,
    body: html`<p>Apps keep their data here, each in its own namespace.</p>`,
  });
