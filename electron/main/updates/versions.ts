/** Which of two versions is the newer one, by the rules of semver.org, clause 11. Pure. */

const numbersOf = (version: string): readonly number[] =>
  (version.split(/[-+]/u, 1)[0] ?? "").split(".").map(Number);

/** What follows the hyphen: `beta.2` is [beta, 2]. */
const stepsOf = (version: string): readonly string[] => {
  const bare = version.split("+", 1)[0] ?? "";
  const at = bare.indexOf("-");
  return at < 0 ? [] : bare.slice(at + 1).split(".");
};

const isNumber = (step: string): boolean => /^\d+$/u.test(step);

const compareSteps = (one: string, other: string): number => {
  if (isNumber(one) && isNumber(other)) return Number(one) - Number(other);
  if (isNumber(one) !== isNumber(other)) return isNumber(one) ? -1 : 1;
  if (one === other) return 0;
  return one < other ? -1 : 1;
};

const comparePrereleases = (ours: readonly string[], theirs: readonly string[]): number => {
  // What is finished is newer than what led to it.
  if (ours.length === 0 || theirs.length === 0) return theirs.length - ours.length;
  for (let at = 0; at < Math.min(ours.length, theirs.length); at++) {
    const difference = compareSteps(ours[at] ?? "", theirs[at] ?? "");
    if (difference !== 0) return difference;
  }
  return ours.length - theirs.length;
};

/** Whether `version` is newer than `than`. */
export const isNewer = (version: string, than: string): boolean => {
  const [ours, theirs] = [numbersOf(version), numbersOf(than)];
  for (let at = 0; at < 3; at++) {
    const difference = (ours[at] ?? 0) - (theirs[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return comparePrereleases(stepsOf(version), stepsOf(than)) > 0;
};
