/** generate, strength: passwords and passphrases. Neither opens the vault; `strength` repeats nothing of what it reads. */
import { ok } from "#contract/result.ts";
import { withBridge } from "#cli/app-state.ts";
import type { Verb } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import type { GenerateOptions } from "./generator-input.ts";
import { generatorInput } from "./generator-input.ts";

/** generate: prints a new password or passphrase. */
export const generate: Verb<[options: GenerateOptions]> = (context, options) =>
  withBridge(context, async (bridge) => {
    const input = generatorInput(options);
    const hasCharacters =
      input.kind === "passphrase" || input.lower || input.upper || input.digits || input.symbols;
    if (!hasCharacters) return ok(context.output.usage("no characters are left to make a password of"));
    const made = await bridge.call("generator.make", input);
    if (!made.ok) return made;
    context.output.answer(made.value, made.value.value);
    return ok(exitCodes.ok);
  });

const scores = ["guessed at once", "weak", "so-so", "strong", "very strong"] as const;

/** strength: how hard the password on stdin is to guess. */
export const strength: Verb<[]> = async (context) => {
  const value = await context.input.secret("Password: ");
  return withBridge(context, async (bridge) => {
    const found = await bridge.call("generator.strength", { value, hints: [] });
    if (!found.ok) return found;
    const { score, guessesLog10, warning } = found.value;
    const hint = warning === "" ? "" : ` ${warning}`;
    const text = `${score} of 4, ${scores[score] ?? ""}: about 10^${Math.round(guessesLog10)} guesses.${hint}`;
    context.output.answer(found.value, text);
    return ok(exitCodes.ok);
  });
};
