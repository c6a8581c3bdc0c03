/**
 * Tells main whether this page holds something that a restart would lose, so that no newer version takes its
 * place meanwhile: an open entry form, text typed in place, a new vault whose words were not asked back, or any
 * form with something typed. What it is stays here.
 */
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useAppContext, useSnapshot, useUi } from "#renderer/context.ts";
import type { Edit } from "#renderer/stores/entry-edits.ts";

const isChanged = ({ text, start, isSaving }: Edit): boolean => isSaving || text !== start;

/** The forms that something was typed into; one is forgotten when it is sent, or no longer on the page. */
const watchForms = (tell: (hasTyped: boolean) => void): (() => void) => {
  const typed = new Set<HTMLFormElement>();
  const observer = new MutationObserver(() => {
    for (const form of typed) if (!form.isConnected) typed.delete(form);
    follow();
  });
  const follow = (): void => {
    if (typed.size === 0) observer.disconnect();
    tell(typed.size > 0);
  };
  const formOf = (event: Event): HTMLFormElement | null =>
    event.target instanceof Element ? event.target.closest("form") : null;
  const onInput = (event: Event): void => {
    const form = formOf(event);
    if (form === null || typed.has(form)) return;
    typed.add(form);
    observer.observe(document.body, { childList: true, subtree: true });
    follow();
  };
  const onSubmit = (event: Event): void => {
    const form = formOf(event);
    if (form !== null && typed.delete(form)) follow();
  };
  // After React, which hears of it below: painted anew before its turn, the field would lose what was typed.
  document.addEventListener("input", onInput);
  document.addEventListener("submit", onSubmit, true);
  return () => {
    document.removeEventListener("input", onInput);
    document.removeEventListener("submit", onSubmit, true);
    observer.disconnect();
  };
};

/** Watches as long as the window is there. */
export const useUnsavedWork = (): void => {
  const { client, edits } = useAppContext();
  const [hasTyped, setHasTyped] = useState(false);
  const hasEdits = useStore(edits.store, (state) => state.edits.some(isChanged));
  const isEditing = useUi((ui) => ui.pane !== "show" || ui.draft !== "none");
  const isMidway = useSnapshot((state) => state.app?.vault === "unfinished");
  const isUnsaved = hasTyped || hasEdits || isEditing || isMidway;
  useEffect(() => watchForms(setHasTyped), []);
  useEffect(() => void client.call("updates.unsaved", { isUnsaved }), [client, isUnsaved]);
};
