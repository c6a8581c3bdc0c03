/** The real log, on disk, after lookups of every kind and every failure: nothing of them is in it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hashText } from "#lookup/hash.ts";
import { createLog } from "#platform/pino-log.ts";
import { createSha512 } from "#platform/sha512.ts";
import { askSandbox, credentialsOf, emailOf, loggedClient, phoneOf } from "#test/support/privo-sandbox.ts";
import type { TestSandbox } from "#test/support/sandbox.ts";
import { startTestSandbox } from "#test/support/sandbox.ts";

let sandbox: TestSandbox;
const folder = mkdtempSync(join(tmpdir(), "tapvault-log-"));
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(async () => {
  await sandbox.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const asked = [emailOf("Age12@Sandbox.example"), emailOf("nobody@private.example"), phoneOf("+12025550112")];
const faults = [
  null,
  { kind: "code", code: "rate", count: 3 },
  { kind: "code", code: "forbidden" },
  { kind: "code", code: "not-found" },
  { kind: "code", code: "invalid" },
  { kind: "code", code: "extra" },
  { kind: "code", code: "missing" },
  { kind: "expire", count: 2 },
  { kind: "status", status: 500, count: 3 },
  { kind: "drop", count: 3 },
  { kind: "garbage", garbage: "html" },
  { kind: "garbage", garbage: "truncated" },
];

it("holds code, status and counts only", async () => {
  const file = join(folder, "tapvault.log");
  const log = createLog({ file, level: "debug" });
  for (const credentials of Object.values(credentialsOf(sandbox))) {
    for (const mode of ["hash", "plain"] as const) {
      const registry = loggedClient(sandbox, log, credentials);
      for (const fault of faults) {
        if (fault !== null) await sandbox.control("/faults", { service: "privo", count: 1, ...fault });
        await askSandbox(sandbox, registry, asked, { mode, alsoAsTyped: true });
      }
    }
  }
  const text = readFileSync(file, "utf8").toLowerCase();
  const lines = text.trim().split("\n");
  expect(lines.length).toBeGreaterThanOrEqual(4 * faults.length);
  const { apiKey, clientId, clientSecret, serviceIdentifier } = sandbox.endpoints.privo;
  const hash = createSha512();
  const typed = asked.map((question) => question.text);
  const texts = [...typed, ...typed.map((one) => one.toLowerCase())];
  const secrets = [apiKey, clientId, clientSecret, serviceIdentifier, "sandbox.example", "private.example"];
  for (const word of [...texts, ...texts.map((one) => hashText(hash, one)), ...secrets])
    expect(text).not.toContain(word.toLowerCase());
  expect(text).not.toMatch(/is_under|is_\d|birth|expire|bearer|http:|127\.0\.0\.1/);
  const names = new Set(lines.flatMap((line) => Object.keys(JSON.parse(line) as object)));
  const allowed = [
    "level",
    "time",
    "msg",
    "call",
    "code",
    "ref",
    "status",
    "reason",
    "system",
    "asked",
    "answered",
    "at",
    "error",
  ];
  expect([...names].filter((name) => !allowed.includes(name))).toEqual([]);
});
