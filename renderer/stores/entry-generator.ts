/** How the person likes passwords to be made, remembered until the vault is locked. Never what was made. */
import { type StoreApi, createStore } from "zustand/vanilla";
import type { CommandRequest } from "#contract/ipc.ts";

type Recipe = CommandRequest<"generator.make">;
/** What a password is made of. */
export type PasswordRecipe = Extract<Recipe, { readonly kind: "password" }>;
/** What a passphrase is made of. */
export type PassphraseRecipe = Extract<Recipe, { readonly kind: "passphrase" }>;

/** Both recipes, and which of them is in use. */
export interface GeneratorState {
  readonly kind: Recipe["kind"];
  readonly password: PasswordRecipe;
  readonly passphrase: PassphraseRecipe;
}

/** The recipes at the start and after a lock. */
export const usualRecipes: GeneratorState = {
  kind: "password",
  password: {
    kind: "password",
    length: 20,
    lower: true,
    upper: true,
    digits: true,
    symbols: true,
    isUnambiguous: true,
  },
  passphrase: { kind: "passphrase", words: 6, separator: "-", capitalise: false, number: false },
};

/** The kinds of characters that can be switched on and off. */
export const characterKinds = ["lower", "upper", "digits", "symbols"] as const;

/** Makes the store. */
export const createGenerator = (): StoreApi<GeneratorState> =>
  createStore<GeneratorState>(() => usualRecipes);

/** The recipe in use. */
export const recipeOf = (state: GeneratorState): Recipe =>
  state.kind === "password" ? state.password : state.passphrase;

/** Whether a kind of character may be switched off: never the last one. */
export const canSwitchOff = (recipe: PasswordRecipe, kind: (typeof characterKinds)[number]): boolean =>
  characterKinds.some((other) => other !== kind && recipe[other]);
