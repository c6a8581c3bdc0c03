// @ts-check
/**
 * Asks a reader what it is, over a connection to the reader alone: no card is powered, selected or sent
 * anything. What the driver does not answer is left out.
 */
"use strict";

/** SCARD_SHARE_DIRECT, no protocol, SCARD_LEAVE_CARD; the function code of PC/SC part 10's list of features. */
const DIRECT = 3;
const NO_PROTOCOL = 0;
const LEAVE = 0;
const LIST_FEATURES = 3400;
const ROOM = 264;

/**
 * @typedef {import("pcsc-mini")} PcscMini
 * @typedef {import("pcsc-mini").Reader} MiniReader
 * @typedef {import("pcsc-mini").Card} Card
 * @typedef {{ [name: string]: Uint8Array }} Answers by the name of what was asked
 */

/** @param {Answers} answers @param {string} name @param {() => Promise<Uint8Array>} ask */
const take = async (answers, name, ask) => {
  try {
    answers[name] = Uint8Array.from(await ask());
  } catch {
    // Drivers answer what they can; the rest is not known.
  }
};

/** @param {MiniReader} reader @param {PcscMini} pcscMini @returns {Promise<Answers>} */
const askReader = async (reader, pcscMini) => {
  const { ids } = pcscMini.attributes;
  const card = await reader.connect(DIRECT, NO_PROTOCOL);
  /** @type {Answers} */
  const answers = {};
  try {
    await take(answers, "vendor", () => card.attributeGet(ids.VENDOR_NAME));
    await take(answers, "model", () => card.attributeGet(ids.VENDOR_IFD_TYPE));
    await take(answers, "version", () => card.attributeGet(ids.VENDOR_IFD_VERSION));
    await take(answers, "serial", () => card.attributeGet(ids.VENDOR_IFD_SERIAL_NO));
    const list = pcscMini.controlCode(LIST_FEATURES);
    await take(answers, "features", () => card.control(list, new Uint8Array(), new ArrayBuffer(ROOM)));
  } finally {
    await card.disconnect(LEAVE).catch(() => undefined);
  }
  return answers;
};

module.exports = { askReader };
