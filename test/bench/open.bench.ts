/** Opens the vault in the folder given, once, in a process of its own: from the key in hand to the first rows. */
import { hand, need, timed } from "./figures.ts";
import { openVaultFile } from "./vault-file.ts";

let total = 0;
const openMs = await timed(() => {
  const { entries } = openVaultFile(process.argv[2] ?? "");
  total = need(entries.query({ text: "", offset: 0, limit: 50 })).total;
});
hand({ openMs, total });
