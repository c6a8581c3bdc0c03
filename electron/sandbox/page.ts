/** The pages that stand-ins show in a browser: one calm look, clearly marked as simulated, usable by keyboard. */
import { html } from "hono/html";
import type { Context } from "hono";
import type { HtmlEscapedString } from "hono/utils/html";
import type { SandboxEnv } from "./faults.ts";

/** A part of a page, escaped. */
export type PagePart = HtmlEscapedString | Promise<HtmlEscapedString>;

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f1f3f5, #1a1b1e); }
main { box-sizing: border-box; width: min(30rem, 100vw); padding: 2rem; border-radius: 8px;
  background: light-dark(#fff, #25262b); color: light-dark(#212529, #e9ecef); }
h1 { font-size: 1.4rem; margin: 0 0 1rem; }
.mark { font-size: 0.85rem; color: light-dark(#495057, #ced4da); margin: 0 0 1rem; }
button { font: inherit; padding: 0.6rem 1.2rem; border-radius: 6px; cursor: pointer;
  border: 1px solid light-dark(#868e96, #909296); background: transparent; color: inherit; }
button.main { background: #1864ab; border-color: #1864ab; color: #fff; }
button:focus-visible, input:focus-visible { outline: 3px solid #f08c00; outline-offset: 2px; }
label { display: block; margin: 0.5rem 0; }
fieldset { border: 1px solid light-dark(#ced4da, #495057); border-radius: 6px; margin: 0 0 1rem; }
.row { display: flex; gap: 0.75rem; flex-wrap: wrap; margin-top: 1.5rem; }`;

/** A whole page. It runs no script unless `script` is given, and sends forms and redirects only where a browser lets it. */
export const page = (
  c: Context<SandboxEnv>,
  {
    title,
    service,
    body,
    script = null,
    status = 200,
  }: {
    readonly title: string;
    readonly service: string;
    readonly body: PagePart;
    readonly script?: string | null;
    readonly status?: 200 | 400 | 401 | 403 | 404;
  },
): Response | Promise<Response> => {
  c.header("cache-control", "no-store");
  c.header("referrer-policy", "no-referrer");
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>${title}</title>
          <style>
            ${style}
          </style>
        </head>
        <body>
          <main>
            <p class="mark">Simulated ${service} of Tapvault's sandbox. Nothing here is real.</p>
            <h1>${title}</h1>
            ${body}
          </main>
          ${
            script === null
              ? ""
              : html`<script>
                  ${script};
                </script>`
          }
        </body>
      </html>`,
    status,
  );
};

/** The two people that every stand-in knows, so that “another account” can be tried by clicking. */
export const sandboxPeople = [
  { id: "ada", name: "Ada Sandbox", email: "ada@sandbox.example", password: "ada-sandbox" },
  { id: "ben", name: "Ben Sandbox", email: "ben@sandbox.example", password: "ben-sandbox" },
] as const;

/** One of them. */
export type SandboxPerson = (typeof sandboxPeople)[number];
