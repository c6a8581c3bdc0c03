/** Takes a Bitwarden file of so many logins into a new vault in the folder given, as the app does: look at it, then import. */
import { ok } from "#contract/result.ts";
import { ImportDesk } from "#main/import-desk.ts";
import { TaskDesk } from "#main/task-desk.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { createTransferCrypto } from "#platform/transfer-crypto.ts";
import { utf8 } from "#vault/bytes.ts";
import { createTransfer } from "#vault/transfer/transfer.ts";
import { hand, need, timed } from "./figures.ts";
import { sampleEntries } from "./sample-entries.ts";
import { openVaultFile } from "./vault-file.ts";

const folder = process.argv[2] ?? "";
const count = Number(process.argv[3]);
const vault = openVaultFile(folder);

const items = sampleEntries(count).map(({ title, fields }) => {
  const [username, password, url, notes] = fields.map(({ value }) => value);
  return { type: 1, name: title, notes, login: { username, password, uris: [{ match: null, uri: url }] } };
});
const bytes = utf8(JSON.stringify({ encrypted: false, folders: [], items }));

const transfer = createTransfer(createTransferCrypto(createNodeCrypto()));
const desk = new ImportDesk({
  tasks: new TaskDesk(createSystemClock(), () => undefined),
  transfer: () => Promise.resolve(transfer),
  entries: () => ok(vault.entries),
});

let importId = "";
const lookMs = await timed(async () => {
  importId = need(await desk.read({ name: "bitwarden.json", bytes }, null)).importId;
});
const applyMs = await timed(async () => {
  const { added } = need(await desk.apply(importId, "merge"));
  if (added !== count) throw new Error(`${String(added)} of ${String(count)} came in`);
});
vault.close();
hand({ lookMs, applyMs });
