/** Makes a finding of the doctor, with what is absent filled in. */
import type { CheckView } from "#contract/views.ts";

/** What a finding may carry besides its words. */
export type FindingExtra = Partial<Pick<CheckView, "values" | "error" | "command">>;

/** The finding. */
export const found = (
  id: CheckView["id"],
  state: CheckView["state"],
  finding: CheckView["finding"],
  { values = {}, error = null, command = null }: FindingExtra = {},
): CheckView => ({ id, state, finding, values, error, command });

const maxText = 300;

/** Names in one text, cut where a hundred of them would be too many. */
export const joined = (names: readonly string[]): string => names.join(", ").slice(0, maxText);
