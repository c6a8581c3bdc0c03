/** The generator's call out of the options of `generate` and `set --generate`. Pure. */
import type { CommandRequest } from "#contract/ipc.ts";

/** How a password or passphrase is made. Characters are in unless left out. */
export interface GenerateOptions {
  readonly length?: number;
  readonly words?: number;
  readonly separator?: string;
  readonly capitalise?: boolean;
  readonly number?: boolean;
  readonly lower?: boolean;
  readonly upper?: boolean;
  readonly digits?: boolean;
  readonly symbols?: boolean;
  readonly unambiguous?: boolean;
}

const usualLength = 20;

/** `words` makes a passphrase, all else a password. */
export const generatorInput = (options: GenerateOptions): CommandRequest<"generator.make"> =>
  options.words === undefined
    ? {
        kind: "password",
        length: options.length ?? usualLength,
        lower: options.lower !== false,
        upper: options.upper !== false,
        digits: options.digits !== false,
        symbols: options.symbols !== false,
        isUnambiguous: options.unambiguous === true,
      }
    : {
        kind: "passphrase",
        words: options.words,
        separator: options.separator ?? "-",
        capitalise: options.capitalise === true,
        number: options.number === true,
      };
