/** The rules that every workflow file keeps: nothing floating, nothing more allowed than needed, nothing from outside run. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ROOT } from "#build/paths.mjs";

const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.unknown().optional(),
});
const permissions = z.record(z.string(), z.enum(["read", "write", "none"]));
const job = z.looseObject({
  uses: z.string().optional(),
  permissions: permissions.optional(),
  "timeout-minutes": z.number().optional(),
  environment: z.unknown().optional(),
  steps: z.array(step).optional(),
});
const workflow = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions,
  concurrency: z.object({ group: z.string(), "cancel-in-progress": z.unknown() }),
  jobs: z.record(z.string(), job),
});

const folder = join(ROOT, ".github", "workflows");
const files = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), "utf8");
  return { name, text, parsed: workflow.parse(load(text)) };
});
const steps = files.flatMap(({ name, parsed }) =>
  Object.entries(parsed.jobs).flatMap(([id, one]) =>
    (one.steps ?? []).map((two) => ({ at: `${name} ${id}`, ...two })),
  ),
);

/** What a step gives to its action under a name. */
const given = (options: unknown, name: string): unknown =>
  z.record(z.string(), z.unknown()).catch({}).parse(options)[name];

describe("the workflows", () => {
  it("are there for tests and for releases", () => {
    expect(files.map(({ name }) => name).sort()).toEqual(["release.yml", "test.yml"]);
  });

  it("pin every action by its whole digest, with the version beside it", () => {
    const used = files.flatMap(({ text }) => [...text.matchAll(/uses: *(\S+)(.*)$/gmu)]);
    const foreign = used.filter(([, action]) => action?.startsWith("./") === false);
    expect(foreign.length).toBeGreaterThan(4);
    for (const [line, action, comment] of foreign) {
      expect(action, line).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/u);
      expect(comment, line).toMatch(/^ # v\d+\.\d+\.\d+$/u);
    }
  });

  it("pin one action in one version everywhere", () => {
    const pins = new Set(steps.flatMap(({ uses }) => uses ?? []));
    expect(new Set([...pins].map((pin) => pin.split("@")[0])).size).toBe(pins.size);
  });

  it.each(files)("$name allows nothing by itself and no job more than it needs", ({ parsed }) => {
    expect(parsed.permissions).toEqual({});
    for (const [id, one] of Object.entries(parsed.jobs)) {
      const writes = Object.entries(one.permissions ?? {}).flatMap(([name, right]) =>
        right === "write" ? [name] : [],
      );
      expect(one.permissions, id).toBeDefined();
      expect(writes, id).toEqual(id === "draft" ? ["contents", "id-token", "attestations"] : []);
    }
  });

  it.each(files)("$name ends every job in time", ({ parsed }) => {
    for (const [id, one] of Object.entries(parsed.jobs)) {
      if (one.uses === undefined) expect(one["timeout-minutes"], id).toBeLessThanOrEqual(60);
    }
  });

  it("never run with the repository's rights on behalf of somebody outside", () => {
    for (const { parsed } of files) {
      const events = Object.keys(parsed.on);
      expect(events).not.toContain("pull_request_target");
      expect(events).not.toContain("workflow_run");
    }
  });

  it("put no expression into a script, where a title or the name of a branch would be run", () => {
    for (const { at, run } of steps) expect(run ?? "", at).not.toContain("${{");
  });

  it("release what was packaged and nothing else that the same run kept, such as the reports of the tests", () => {
    const taken = steps.filter(({ uses }) => uses?.startsWith("actions/download-artifact@"));
    const kept = steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
    const names = kept.map(({ at, with: options }) => ({ at, name: String(given(options, "name")) }));
    expect(taken).toHaveLength(1);
    const pattern = String(given(taken[0]?.with, "pattern"));
    expect(pattern).toMatch(/^[\w-]+\*$/u);
    const released = names.filter(({ name }) => name.startsWith(pattern.slice(0, -1)));
    expect(released.map(({ at }) => at)).toEqual(["release.yml package"]);
  });

  it("run what a person can run too", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const called = steps.flatMap(({ run }) => [...(run ?? "").matchAll(/npm (?:run )?([a-z:]+)/gu)]);
    const names = new Set(called.map(([, script]) => script ?? ""));
    expect([...names].sort()).toEqual(["licences", "package", "sbom", "test"]);
    for (const script of names) expect(scripts[script], script).toBeDefined();
  });

  it("leave no token behind in the checked-out folder", () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const { at, with: options } of checkouts)
      expect(options, at).toMatchObject({ "persist-credentials": false });
  });

  it("give secrets only to jobs of the protected environment", () => {
    for (const { name, parsed } of files) {
      for (const [id, one] of Object.entries(parsed.jobs)) {
        if (JSON.stringify(one).includes("secrets."))
          expect(one.environment, `${name} ${id}`).toBe("release");
      }
    }
  });
});
