/**
 * What the environment offers for signing, and what is said where it offers nothing. Secrets stay in the
 * environment, where electron-builder reads them itself; here is only looked whether they are there.
 */
// @ts-check

/** The three ways to prove oneself to Apple's notary; each is whole or counts as absent. */
const NOTARY_WAYS = [
  ["APPLE_API_KEY", "APPLE_API_KEY_ID", "APPLE_API_ISSUER"],
  ["APPLE_ID", "APPLE_APP_SPECIFIC_PASSWORD", "APPLE_TEAM_ID"],
  ["APPLE_KEYCHAIN", "APPLE_KEYCHAIN_PROFILE"],
];

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/** @param {Environment} environment @param {string} name */
const has = (environment, name) => (environment[name] ?? "") !== "";

/** Whether Windows' installer can be signed. @param {Environment} environment */
export const hasWindowsCertificate = (environment) =>
  has(environment, "WIN_CSC_LINK") || has(environment, "CSC_LINK");

/** Whether a macOS identity was named; without a name the person's own keychain may still hold one. @param {Environment} environment */
export const hasMacIdentity = (environment) =>
  has(environment, "CSC_LINK") || has(environment, "CSC_NAME") || has(environment, "CSC_KEYCHAIN");

/** Whether Apple's notary can be asked. @param {Environment} environment */
export const canNotarise = (environment) =>
  NOTARY_WAYS.some((names) => names.every((name) => has(environment, name)));

/**
 * What the person who packages must know about the signature of what is made.
 *
 * @param {NodeJS.Platform} platform
 * @param {Environment} environment
 * @returns {string[]}
 */
export function signingNotes(platform, environment) {
  if (platform === "win32" && !hasWindowsCertificate(environment)) {
    return [
      "The installer is not signed: WIN_CSC_LINK names no certificate. Windows will warn before it runs.",
    ];
  }
  if (platform !== "darwin") return [];
  const notes = [];
  if (!hasMacIdentity(environment))
    notes.push(
      "CSC_LINK and CSC_NAME name no identity: unless the keychain holds one, the app is not signed.",
    );
  if (!canNotarise(environment))
    notes.push(
      "The app is not notarised: no credentials for Apple's notary are set. macOS will refuse it at first.",
    );
  return notes;
}
