/**
 * Electron's fuses as every packaged copy has them: switches burnt into the binary that no argument and no
 * environment variable turns back. Read by the packager, and by the test that reads them from the binary.
 */
// @ts-check

/**
 * What each fuse is set to; the names are electron-builder's.
 *
 * @satisfies {NonNullable<import("electron-builder").Configuration["electronFuses"]>}
 */
export const FUSES = /** @type {const} */ ({
  // The binary runs Tapvault and nothing else: no other program's script with our name and our keychain rights.
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  // macOS and Windows refuse a changed app.asar; Linux has no such check, there the fuse does nothing.
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  // We ship no snapshot of our own for the browser process.
  loadBrowserProcessSpecificV8Snapshot: false,
  // Pages come from app://vault alone (electron/main/app-protocol.ts); file:// is never opened.
  grantFileProtocolExtraPrivileges: false,
});
