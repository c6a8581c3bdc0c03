/** The scopes that HyperID knows (contract 2.4), in the words of the consent page. */

/** What each scope lets an app do. */
export const scopeWords: Readonly<Record<string, string>> = {
  openid: "Know who you are: the number of your account",
  email: "See your e-mail address",
  "user-data-set": "Save values in your account, replace and delete them",
  "user-data-get": "Read and list the values in your account",
  keys: "See the names of the keys of your account",
  auth: "Sign you in",
  "user-info-get": "Read your profile",
  "user-wallet-public-data": "See the public addresses of your wallets",
  "kyc-verification": "See whether your identity was verified",
  "mfa-client": "Ask you to confirm actions",
  "twitter-check": "See whether you have an account with Twitter",
  "telegram-check": "See whether you have an account with Telegram",
};

/** Scopes of a client that names none. */
export const defaultScopes = ["openid", "email"] as const;

/** The others. */
export const optionalScopes = Object.keys(scopeWords).filter(
  (scope) => !(defaultScopes as readonly string[]).includes(scope),
);

/** A list of scopes as it travels, each once. */
export const readScopes = (text: string): readonly string[] => [
  ...new Set(text.split(" ").filter((scope) => scope !== "")),
];

/** Whether every scope is one of HyperID's. */
export const areKnown = (scopes: readonly string[]): boolean =>
  scopes.every((scope) => Object.hasOwn(scopeWords, scope));
