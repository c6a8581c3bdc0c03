/** Shows the 24 words of a recovery kit and asks three of them back, for `create` and `kit renew`. */
import type { AppError } from "#contract/errors.ts";
import type { Bridge } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { VerbContext } from "./context.ts";

/** Where the kit goes as a PDF; null: it is only shown. */
export type KitFile = string | null;

/** Saves the kit if asked, then writes its words to stdout; answers which are asked back. */
export const showWords = async (
  context: VerbContext,
  bridge: Bridge,
  pdf: KitFile,
): Promise<Result<readonly number[], AppError>> => {
  if (pdf !== null) {
    const saved = await bridge.call("recovery.savePdf", { path: pdf });
    if (!saved.ok) return saved;
    context.output.progress(`Saved the recovery kit: ${pdf}`);
  }
  const words = await bridge.call("recovery.show", {});
  if (!words.ok) return words;
  const asked = await bridge.call("recovery.ask", {});
  if (!asked.ok) return asked;
  context.output.progress("Write these 24 words down. They open the vault without chip and computer.");
  const numbered = words.value.words.map((word, index) => `${String(index + 1).padStart(2)} ${word}`);
  const { positions } = asked.value;
  context.output.answer(
    { words: words.value.words, ask: positions, ...(pdf === null ? {} : { pdf }) },
    numbered.join("\n"),
  );
  return ok(positions);
};

/** Reads the words asked back and confirms the kit. Null when there were fewer answers than questions. */
export const askBack = async (
  context: VerbContext,
  bridge: Bridge,
  positions: readonly number[],
): Promise<Result<"confirmed" | null, AppError>> => {
  const lines = context.input.lines();
  const answers: { position: number; word: string }[] = [];
  for (const position of positions) {
    context.output.progress(`Word ${position}?`);
    const word = await lines.next();
    if (word === null) break;
    answers.push({ position, word: word.trim().toLowerCase() });
  }
  lines.close();
  if (answers.length < positions.length) return ok(null);
  const confirmed = await bridge.call("recovery.confirm", { answers });
  return confirmed.ok ? ok("confirmed") : confirmed;
};
