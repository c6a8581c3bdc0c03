/** What an app.asar holds, as the tests of the packaged program look at it. */
import { extractFile, listPackage, statFile } from "@electron/asar";

/** A file of it; those unpacked lie beside it. */
export interface AsarFile {
  readonly path: string;
  readonly size: number;
  readonly isUnpacked: boolean;
}

/** All files, not the folders, with slashes and without the leading one. */
export const asarFiles = (asar: string): readonly AsarFile[] =>
  listPackage(asar, { isPack: false }).flatMap((entry) => {
    const path = entry.replaceAll("\\", "/").replace(/^\//u, "");
    const found = statFile(asar, path);
    if (!("size" in found)) return [];
    return [{ path, size: found.size, isUnpacked: found.unpacked }];
  });

/** A file's bytes, wherever they lie. */
export const asarContent = (asar: string, path: string): Buffer => extractFile(asar, path);
