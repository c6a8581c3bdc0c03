/** The chip secret's place at the chip's own service: VivoKey KVS, opened by the token of a tap. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { KvsClient } from "#stores/kvs/kvs-client.port.ts";
import type { ChipSecretStore } from "#vault/vault.port.ts";

/** With the Verify API there is no such place (null), and nothing that asks for one succeeds. */
export const createChipSecretStore = (kvs: KvsClient | null): ChipSecretStore => ({
  fetch: async (token, name, signal) => {
    if (kvs === null) return fail("session.none");
    const read = await kvs.read(token, [name], signal);
    if (!read.ok) return read;
    const value = read.value.get(name) ?? "";
    return ok(value === "" ? null : value);
  },
  put: (token, name, value, signal) =>
    kvs === null ? Promise.resolve(fail("session.none")) : kvs.store(token, [{ key: name, value }], signal),
});
