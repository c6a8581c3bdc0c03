/** Fills a vault in the folder given with as many entries as told, then saves and searches in it. */
import { hand, median, need, percentile, timed } from "./figures.ts";
import { sampleEntries, sampleEntry } from "./sample-entries.ts";
import { openVaultFile } from "./vault-file.ts";

const saves = 300;
const words = 60;

const folder = process.argv[2] ?? "";
const count = Number(process.argv[3]);
const vault = openVaultFile(folder);
const { entries } = vault;

const drafts = sampleEntries(count);
const importMs = await timed(() => need(entries.saveAll(drafts)));

/** One call for each key pressed, as the window makes it: rows of one screen. */
const search = async (text: string): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let length = 1; length <= text.length; length++) {
    const typed = text.slice(0, length);
    times.push(await timed(() => need(entries.query({ text: typed, offset: 0, limit: 50 }))));
  }
  return times;
};

const searchMs: number[] = [];
for (let at = 0; at < words; at++) {
  const number = Math.floor((at * count) / words);
  for (const text of [
    `entry-${String(number).padStart(5, "0")}`,
    `user${number}@ex`,
    "work entry",
    "s9 nothing",
  ])
    searchMs.push(...(await search(text)));
}

const saveMs: number[] = [];
for (let at = 0; at < saves; at++) {
  const number = Math.floor((at * count) / saves);
  const [row] = need(entries.query({ text: sampleEntry(number).title, offset: 0, limit: 1 })).rows;
  const draft = { ...sampleEntry(number), title: `changed ${number}` };
  saveMs.push(await timed(() => need(entries.save(row?.entryId ?? null, draft))));
}
vault.close();
hand({
  importMs,
  saveP50Ms: median(saveMs),
  saveP95Ms: percentile(saveMs, 0.95),
  searchP50Ms: median(searchMs),
  searchP95Ms: percentile(searchMs, 0.95),
});
