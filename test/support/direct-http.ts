/** JSON over HTTP straight to what runs on this computer, as no proxy is ever asked for it. */
import { createHttpJson } from "#platform/http-json.ts";
import { http } from "#platform/http.ts";

/** The client. */
export const directJson = createHttpJson(http);
