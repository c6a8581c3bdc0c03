/** Lookups on the built command line: asked by hash, in plain only when confirmed, kept as an entry. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { isTextHash } from "#lookup/hash.ts";
import type { CliProfile } from "#test/support/cli.ts";
import { createCliProfile } from "#test/support/cli.ts";

let profile: CliProfile;
beforeEach(async () => {
  profile = createCliProfile();
  const words = await profile.create();
  // By the words, so that it also runs where no keychain keeps this computer's part.
  const opened = await profile.run(["unlock", "--words"], words.join(" "));
  expect(opened.code, opened.stderr).toBe(0);
});
afterEach(() => profile.dispose());

const answerSchema = z.object({
  host: z.string(),
  isSimulated: z.literal(true),
  results: z.array(z.object({ asked: z.string(), status: z.string() })),
  entryId: z.string().nullable(),
});
const objectsSchema = z.object({
  privo: z.object({
    asked: z.object({ last: z.array(z.object({ method: z.string(), value: z.string() })) }),
  }),
});

const lookup = async (args: readonly string[], input: string): Promise<z.infer<typeof answerSchema>> => {
  const outcome = await profile.run(["--json", "lookup", ...args], input);
  expect(outcome.code, `${outcome.stdout}${outcome.stderr}`).toBe(0);
  return answerSchema.parse(outcome.json());
};

/** What the sandbox of the agent was asked, as it came. */
const asked = async (): Promise<readonly { readonly method: string; readonly value: string }[]> => {
  const endpoints = z
    .object({ control: z.string() })
    .parse(JSON.parse(readFileSync(join(profile.dir, "sandbox", "services", "endpoints.json"), "utf8")));
  const objects: unknown = await (await fetch(`${endpoints.control}/objects`)).json();
  return objectsSchema.parse(objects).privo.asked.last;
};

it("asks by hash, keeps the answer as an entry, and leaves nothing in the log", async () => {
  const found = await lookup(
    ["--keep", "Who signed up"],
    "Age12@Sandbox.example\n+1 202 555 0165\nnobody@example.com\n",
  );
  expect(found.results).toEqual([
    expect.objectContaining({ asked: "age12@sandbox.example", status: "found" }),
    expect.objectContaining({ asked: "+12025550165", status: "found" }),
    expect.objectContaining({ asked: "nobody@example.com", status: "not-found" }),
  ]);
  const sent = await asked();
  expect(sent.map(({ method, value }) => [method, isTextHash(value)])).toEqual(
    Array.from({ length: 3 }, () => ["by-hash", true]),
  );
  const kept = await profile.run(["get", "Who signed up", "--field", "1 under 13"]);
  expect(kept.stdout).toBe("yes\n");
  const log = readFileSync(join(profile.dir, "tapvault.log"), "utf8").toLowerCase();
  for (const word of ["sandbox.example", "nobody@", "2025550165", ...sent.map(({ value }) => value)])
    expect(log).not.toContain(word);
});

it("sends texts in plain only to the host that was confirmed", async () => {
  const jo = "jo.doe@example.com\n";
  const { host } = await lookup([], jo);
  expect((await profile.run(["lookup", "--plain"], jo)).code).toBe(2);
  expect((await profile.run(["lookup", "--plain", "--confirm-host", "127.0.0.1:1"], jo)).code).toBe(2);
  expect((await asked()).every(({ value }) => isTextHash(value))).toBe(true);
  await lookup(["--plain", "--confirm-host", host], jo);
  expect((await asked()).at(-1)).toEqual({ method: "by-plain-value", value: "jo.doe@example.com" });
});
