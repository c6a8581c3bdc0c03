/** Starts the real app on a fresh profile and gives its page to the steps. */
// @ts-check
import { _electron } from "playwright-core";
import { withSteadyAnswers } from "./steady.mjs";

/** How long anything on the screen may take to appear. Generous: a virtual reader notices a tap late, a busy computer all. */
export const PATIENCE_MS = 60_000;

/**
 * @typedef {object} TourApp
 * @property {import("playwright-core").Page} page
 * @property {import("playwright-core").ElectronApplication} electron
 * @property {(file: string) => Promise<void>} picture
 * @property {(file: string) => Promise<void>} chooseFile what the next file dialogs answer
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} folder the app's folder
 * @param {string} profileDir
 * @param {NodeJS.ProcessEnv} [env] added to the surroundings
 * @param {readonly string[]} [given] arguments as a file manager or a browser gives them
 * @returns {Promise<TourApp>}
 */
export async function openApp(folder, profileDir, env = {}, given = []) {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const electron = withSteadyAnswers(
    await _electron.launch({
      args: [folder, `--profile=${profileDir}`, "--disable-gpu", ...asRoot, ...given],
      env: /** @type {Record<string, string>} */ ({ ...process.env, ...env }),
      timeout: PATIENCE_MS * 2,
    }),
  );
  const page = await electron.firstWindow();
  page.setDefaultTimeout(PATIENCE_MS);
  return {
    page,
    electron,
    picture: async (file) => void (await page.screenshot({ path: file })),
    chooseFile: (file) =>
      electron.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
      }, file),
    close: () => electron.close(),
  };
}
