/** HyperID's values and shared texts over a scripted service: batches, halves, reading back. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ok } from "#contract/result.ts";
import { fromBase64, toBase64 } from "#stores/base64.ts";
import { createHyperidShared } from "#stores/hyperid/hyperid-shared.ts";
import { createHyperidValues } from "#stores/hyperid/hyperid-values.ts";
import { fixed, scriptedUserData } from "#test/support/hyperid-scripted.ts";
import { codeOf } from "#test/support/outcomes.ts";
import type { ScriptedBytes } from "#test/support/scripted-bytes.ts";
import { jsonReply, scriptedBytes } from "#test/support/scripted-bytes.ts";

const { signal } = new AbortController();

describe("base64", () => {
  it("is what everybody else's is", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64");
        expect(toBase64(bytes)).toBe(text);
        expect(fromBase64(text)).toEqual(bytes);
      }),
    );
    for (const text of ["A", "AA", "AAA", "A===", "AA=A", "AA==\n", "-_AA", "AAAAA"]) {
      expect(fromBase64(text)).toBeNull();
    }
  });
});

/** A service that keeps values, with limits of its own. */
const keeping = (
  limit: number,
  held = new Map<string, string>(),
): ScriptedBytes & { readonly held: Map<string, string> } => {
  const script = scriptedBytes(({ url, json }) => {
    const keys = (json["value_keys"] ?? []) as readonly string[];
    if (keys.length > limit) return jsonReply({ result: url.endsWith("/get") ? -6 : -5 });
    if (keys.includes("tapvault/denied")) return jsonReply({ result: url.endsWith("/get") ? -5 : -6 });
    if (url.endsWith("/set")) {
      held.set(String(json["value_key"]), String(json["value_data"]));
      return jsonReply({ result: 0 });
    }
    if (url.endsWith("/delete")) {
      const gone = keys.filter((key) => held.delete(key));
      return jsonReply({ result: gone.length > 0 ? 0 : 1 });
    }
    const values = keys.flatMap((key) => {
      const data = held.get(key);
      return data === undefined ? [] : [{ value_key: key, value_data: data }];
    });
    return jsonReply({ result: values.length === 0 ? 1 : 0, values });
  });
  return { ...script, held };
};
const valuesOver = (script: ScriptedBytes, keysPerRequest = 16): ReturnType<typeof createHyperidValues> => {
  const { data, log } = scriptedUserData(script);
  return createHyperidValues({ data, log, limits: { maxValueBytes: 4_096, keysPerRequest } });
};
const names = Array.from({ length: 40 }, (_, at) => `v/${at}`);

describe("many values", () => {
  it("are found by halving where the service takes fewer keys, and it is remembered", async () => {
    const script = keeping(3);
    const values = valuesOver(script);
    const bytes = Uint8Array.of(1, 2, 3);
    const written = await values.write(
      names.map((name) => ({ name, bytes })),
      signal,
    );
    expect([...written.values()].every(({ ok: isOk }) => isOk)).toBe(true);
    const before = script.seen.length;
    const read = await values.read(names, signal);
    expect([...read.values()]).toEqual(names.map(() => ok(bytes)));
    expect(script.seen.slice(before).every(({ json }) => (json["value_keys"] as string[]).length <= 3)).toBe(
      true,
    );
  });

  it("do not suffer from one key that the service does not like", async () => {
    const values = valuesOver(keeping(100));
    const read = await values.read([...names.slice(0, 9), "denied"], signal);
    expect(codeOf(read.get("denied"))).toBe("store.refused");
    expect([...read.values()].filter(({ ok: isOk }) => isOk)).toHaveLength(9);
    const removed = await values.remove([...names.slice(0, 9), "denied"], signal);
    expect(codeOf(removed.get("denied"))).toBe("store.refused");
    expect([...removed.values()].filter(({ ok: isOk }) => isOk)).toHaveLength(9);
  });

  it("that are not what was written are told: missing, and changed by somebody else", async () => {
    const held = new Map<string, string>();
    const forgetful = scriptedBytes(({ url, json }) => {
      if (url.endsWith("/set")) return jsonReply({ result: 0 });
      held.set("tapvault/changed", "AAAA");
      const keys = json["value_keys"] as readonly string[];
      const entries = keys.map((key) => ({ value_key: key, value_data: held.get(key) ?? null }));
      return jsonReply({ result: 0, values: entries });
    });
    const bytes = Uint8Array.of(1);
    const written = await valuesOver(forgetful).write(
      [
        { name: "lost", bytes },
        { name: "changed", bytes },
      ],
      signal,
    );
    expect(codeOf(written.get("lost"))).toBe("store.bad-reply");
    expect(codeOf(written.get("changed"))).toBe("store.conflict");
  });

  it("that are no base64 are another program's", async () => {
    const script = keeping(10, new Map([["tapvault/odd", "not base64!"]]));
    expect(codeOf((await valuesOver(script).read(["odd"], signal)).get("odd"))).toBe("cipher.tampered");
  });

  it("go out at most four at a time", async () => {
    let now = 0;
    let most = 0;
    const inner = keeping(100);
    const slow = scriptedBytes(async (request) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((wake) => setTimeout(wake, 2));
      now -= 1;
      const answer = await inner.http(request);
      return answer;
    });
    await valuesOver(slow).write(
      names.map((name) => ({ name, bytes: Uint8Array.of(7) })),
      signal,
    );
    expect(most).toBe(4);
  });
});

describe("shared texts", () => {
  it("are told when the service did not keep them", async () => {
    const { data } = scriptedUserData(fixed(jsonReply({ result: 0 }), jsonReply({ result: 0, values: [] })));
    expect(codeOf(await createHyperidShared(data, 100).share("card", "x", signal))).toBe("store.conflict");
  });
});
