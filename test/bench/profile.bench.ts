/**
 * Makes a profile with as many entries as told in the folder given, by a tap as a person would, and
 * measures from the next taps to an entry that can be read, everything in this process.
 */
import { Core } from "#main/core.ts";
import { freshProfile, saveProfile } from "#main/profile.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { quietParts } from "#test/support/core-parts.ts";
import { hand, median, need, percentile, timed } from "./figures.ts";
import { sampleEntries } from "./sample-entries.ts";

const taps = 15;
const profileDir = process.argv[2] ?? "";
const count = Number(process.argv[3]);
const clock = createSystemClock();
const profile = { ...freshProfile(), kind: "sandbox" as const };
need(saveProfile(profileDir, profile));

// No reader but the sandbox's own, so that a real card on this computer does not meddle.
const core = new Core(quietParts(profileDir, "cli", clock), profile);

const tap = (): Promise<void> | undefined =>
  core.environment.sandbox?.tap({ kind: "spark2", whose: "mine", tearAt: null });

await core.environment.keychain();
const creation = need(core.startScan("create"));
await tap();
need(await creation.done);
core.environment.sandbox?.remove();
const words = need(core.environment.vault?.recoveryWords() ?? { ok: false, error: "no vault" });
const positions = need(core.environment.vault?.askPositions() ?? { ok: false, error: "no vault" });
const answers = positions.map((position) => ({ position, word: words[position - 1] ?? "" }));
need(core.environment.vault?.confirmRecovery(answers) ?? { ok: false, error: "no vault" });
const saved = need(need(core.entries()).saveAll(sampleEntries(count)));

const tapMs: number[] = [];
for (let at = 0; at < taps; at++) {
  core.lock();
  const { done } = need(core.startScan("unlock"));
  await new Promise((wake) => setTimeout(wake, 50));
  tapMs.push(
    await timed(async () => {
      await tap();
      need(await done);
      const entryId = saved[Math.floor((at * count) / taps)]?.entryId ?? "";
      need(need(core.entries()).reveal(entryId, "password"));
    }),
  );
  core.environment.sandbox?.remove();
}
await core.dispose();
hand({ words: words.join(" "), tapToEntryP50Ms: median(tapMs), tapToEntryP95Ms: percentile(tapMs, 0.95) });
process.exit(0);
