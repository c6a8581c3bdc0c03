/** Where newer versions are and which keys sign them, as the packager wrote it beside the program. */
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { z } from "zod";
import { configFileIn } from "./installer-kind.ts";

/** What is known of this copy's updates. */
export interface UpdateConfig {
  /** Ends with a slash. */
  readonly url: string;
  readonly publisherKeys: readonly string[];
}

const schema = z.object({
  provider: z.literal("generic"),
  url: z.url().max(500),
  publisherKeys: z
    .array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/u))
    .min(1)
    .max(8),
});

const isLoopback = ({ hostname }: URL): boolean => ["127.0.0.1", "localhost", "[::1]"].includes(hostname);

const baseOf = (text: string): string | null => {
  const url = new URL(text);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) return null;
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
};

/** Reads it; null when it cannot be followed. */
export const readUpdateConfig = (resourcesDir: string): UpdateConfig | null => {
  try {
    const { data } = schema.safeParse(load(readFileSync(configFileIn(resourcesDir), "utf8")));
    const url = data === undefined ? null : baseOf(data.url);
    return data === undefined || url === null ? null : { url, publisherKeys: data.publisherKeys };
  } catch {
    return null;
  }
};
