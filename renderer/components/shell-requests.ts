/** When a request from outside the page may be acted on: never over something typed without asking first. Pure. */
import type { ShellRequest } from "#contract/views-shell.ts";
import type { UiState } from "#renderer/stores/ui.ts";

/** What to do about a request now. */
export type RequestStep = "act" | "ask" | "wait" | "drop";

/** Where the person is. */
export interface RequestPlace {
  readonly isOpen: boolean;
  /** The first run, or a choice of it, is on the screen. */
  readonly isSettingUp: boolean;
  readonly draft: UiState["draft"];
}

/** These lie over what is shown and leave it as it is. */
const leavesNothing: readonly ShellRequest["kind"][] = ["check-readers", "palette", "shortcuts", "tour"];

/** These are told or shown wherever the person is. */
const atOnce: readonly ShellRequest["kind"][] = ["check-readers", "file-refused"];

/** The step. `wasAsked`: the form has asked about what was typed because of this very request. */
export const requestStep = (wish: ShellRequest, place: RequestPlace, wasAsked: boolean): RequestStep => {
  if (atOnce.includes(wish.kind)) return "act";
  if (!place.isOpen || place.isSettingUp) return "wait";
  if (place.draft === "none" || leavesNothing.includes(wish.kind)) return "act";
  if (place.draft === "asking") return "wait";
  return wasAsked ? "drop" : "ask";
};
