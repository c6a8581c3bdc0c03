/**
 * Asks the server for the latest release: one bounded request over the app's own way to the internet, which
 * tells nothing but that somebody asks. What is not signed by the publisher ends here.
 */
import { load } from "js-yaml";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { Http } from "#stores/http.port.ts";
import type { Release } from "./release-facts.ts";
import { factsText, readRelease } from "./release-facts.ts";
import { isSigned } from "./release-signature.ts";
import type { UpdateConfig } from "./update-config.ts";

const timeoutMs = 20_000;
const maxBytes = 200_000;

/** The name of the release file for a system, as electron-updater and electron-builder name them. */
export const releaseFileName = (platform: NodeJS.Platform, arch: string): string => {
  if (platform === "win32") return "latest.yml";
  if (platform === "darwin") return "latest-mac.yml";
  return arch === "x64" ? "latest-linux.yml" : `latest-linux-${arch}.yml`;
};

const parse = (bytes: Uint8Array): Release | null => {
  try {
    return readRelease(load(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
};

/** The latest release, found to be the publisher's. */
export const fetchRelease = async (
  http: Http,
  { url, publisherKeys }: UpdateConfig,
  fileName = releaseFileName(process.platform, process.arch),
): Promise<Result<Release, AppError>> => {
  const answer = await http({
    url: new URL(fileName, url).href,
    headers: { "cache-control": "no-cache" },
    signal: new AbortController().signal,
    timeoutMs,
    maxBytes,
  });
  if (!answer.ok)
    return fail(answer.error.reason === "too-large" ? "updates.bad-reply" : "updates.unreachable");
  if (answer.value.status !== 200) return fail("updates.unreachable", { status: answer.value.status });
  const release = parse(answer.value.bytes);
  if (release === null) return fail("updates.bad-reply");
  return isSigned(factsText(release), release.signatures ?? [], publisherKeys)
    ? ok(release)
    : fail("updates.unsigned");
};
