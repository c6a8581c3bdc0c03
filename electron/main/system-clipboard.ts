/**
 * Electron's clipboard as a place for secrets. From its item interface on (after version 33) a value
 * is written together with the marks by which clipboard managers know a secret; before that Electron
 * can write a text or a mark but not both at once, and the text is written alone.
 */
import electron from "electron";
import type { SystemClipboard } from "./clipboard.ts";

interface ItemClipboard {
  write(items: readonly unknown[]): Promise<void>;
}
type ItemConstructor = new (items: Readonly<Record<string, Blob>>) => unknown;

const raw = (format: string): string => `electron application/osclipboard;format="${format}"`;

/** The mark of each platform: Windows' history and cloud, macOS' concealed type, KDE's password hint. */
const marks: Readonly<Partial<Record<NodeJS.Platform, Readonly<Record<string, string>>>>> = {
  win32: {
    [raw("ExcludeClipboardContentFromMonitorProcessing")]: "1",
    [raw("CanIncludeInClipboardHistory")]: "\0\0\0\0",
    [raw("CanUploadToCloudClipboard")]: "\0\0\0\0",
  },
  darwin: { [raw("org.nspasteboard.ConcealedType")]: "1" },
  linux: { [raw("x-kde-passwordManagerHint")]: "secret" },
};

/** The parts of a secret's clipboard item, by format. */
export const secretParts = (text: string, platform: NodeJS.Platform): Readonly<Record<string, string>> => ({
  "text/plain": text,
  ...marks[platform],
});

const itemConstructor = (): ItemConstructor | null => {
  const found: unknown = Reflect.get(electron, "ClipboardItem");
  return typeof found === "function" ? (found as ItemConstructor) : null;
};

const writeMarked = async (Item: ItemConstructor, text: string): Promise<boolean> => {
  const parts = Object.entries(secretParts(text, process.platform));
  const blobs = parts.map(([format, value]) => [format, new Blob([value], { type: format })] as const);
  const clipboard = electron.clipboard as unknown as ItemClipboard;
  try {
    await clipboard.write([new Item(Object.fromEntries(blobs))]);
    return true;
  } catch {
    // A platform that refuses the mark must still get the text.
    return false;
  }
};

/** The clipboard of this computer. */
export const createSystemClipboard = (): SystemClipboard => ({
  readText: () => electron.clipboard.readText(),
  writeSecret: async (text) => {
    const Item = itemConstructor();
    if (Item === null || !(await writeMarked(Item, text))) await electron.clipboard.writeText(text);
  },
  clear: () => electron.clipboard.clear(),
});
