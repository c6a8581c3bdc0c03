/** Reads what a reader's driver says of it: maker, model, firmware, serial number, features of PC/SC part 10. */
import { late, within } from "#chip/deadline.ts";
import type { ReaderSelf } from "#chip/reader.port.ts";
import type { Clock } from "#contract/clock.port.ts";
import type { RawReader } from "./nfc-library.ts";

/** How long a reader may take to say what it is. */
const askMs = 1_500;

type Answers = Readonly<Record<string, Uint8Array>>;

const textOf = (bytes: Uint8Array | undefined): string | null => {
  const text = Buffer.from(bytes ?? [])
    .toString("utf8")
    .replace(/[\p{C}\uFFFD]/gu, "")
    .trim()
    .slice(0, 120);
  return text === "" ? null : text;
};

/** Major, minor and build as one number of 4 bytes, lowest first; a few drivers write text. */
const versionOf = (bytes: Uint8Array | undefined): string | null => {
  if (bytes === undefined || bytes.length === 0) return null;
  if (bytes.length !== 4) return textOf(bytes);
  const [low = 0, high = 0, minor = 0, major = 0] = bytes;
  return `${major}.${minor}${high * 256 + low === 0 ? "" : `.${high * 256 + low}`}`;
};

/** Tags of PC/SC part 10, section 2.3. */
const tags: Readonly<Record<number, ReaderSelf["features"][number]>> = {
  0x06: "pin-pad",
  0x07: "pin-pad",
  0x0f: "display",
  0x12: "properties",
  0x13: "escape",
};

/** Tag, length, value; what is cut ends the list. */
const featuresOf = (bytes: Uint8Array = new Uint8Array()): ReaderSelf["features"] => {
  const found = new Set<ReaderSelf["features"][number]>();
  for (let at = 0; at + 1 < bytes.length; at += 2 + (bytes[at + 1] ?? 0)) {
    const feature = tags[bytes[at] ?? 0];
    if (feature !== undefined) found.add(feature);
  }
  return [...found];
};

/** The answers in words. */
export const readFacts = (answers: Answers): ReaderSelf => ({
  vendor: textOf(answers["vendor"]),
  model: textOf(answers["model"]),
  version: versionOf(answers["version"]),
  serial: textOf(answers["serial"]),
  features: featuresOf(answers["features"]),
});

const ask = (raw: RawReader): Promise<Answers | null> =>
  new Promise((resolve) => {
    if (raw.describe === undefined) return resolve(null);
    raw.describe((error, answers) => resolve(error === null ? (answers ?? null) : null));
  });

/** Null when the reader cannot be asked, or not in time. */
export const askForFacts = async (raw: RawReader, clock: Clock): Promise<ReaderSelf | null> => {
  const answers = await within(clock, askMs, ask(raw));
  return answers === late || answers === null ? null : readFacts(answers);
};
