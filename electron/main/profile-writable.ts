/** Whether anything can be kept in a profile's folder. Apart from profile.ts so that the window can ask it first. */
import { accessSync, constants, mkdirSync } from "node:fs";

/** Makes the folder when it is missing; false when it cannot be made, or nothing can be written into it. */
export const isWritableFolder = (folder: string): boolean => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
