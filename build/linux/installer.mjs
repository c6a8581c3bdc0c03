/**
 * What is used of electron-installer-debian and -redhat, which come without types. Both stage a package in
 * steps, and each step is one method.
 */
// @ts-check

/**
 * @typedef {object} Installer
 * @property {string} stagingDir
 * @property {Record<string, unknown>} options
 * @property {() => void} generateOptions
 * @property {() => Promise<void>} createStagingDir
 * @property {() => Promise<void>} createContents
 *
 * @typedef {new (options: object) => Installer} InstallerClass
 */

export {};
