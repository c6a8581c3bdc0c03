// @ts-check
/**
 * One reader with its card, in the shape of @pokusew/pcsclite, over pcsc-mini's promises. Knows nothing
 * of the service behind it but that it may end.
 */
"use strict";

const { EventEmitter } = require("node:events");

const { askReader } = require("./reader-self.cjs");

const STATE = {
  SCARD_STATE_UNAWARE: 0x0000,
  SCARD_STATE_IGNORE: 0x0001,
  SCARD_STATE_CHANGED: 0x0002,
  SCARD_STATE_UNKNOWN: 0x0004,
  SCARD_STATE_UNAVAILABLE: 0x0008,
  SCARD_STATE_EMPTY: 0x0010,
  SCARD_STATE_PRESENT: 0x0020,
  SCARD_STATE_ATRMATCH: 0x0040,
  SCARD_STATE_EXCLUSIVE: 0x0080,
  SCARD_STATE_INUSE: 0x0100,
  SCARD_STATE_MUTE: 0x0200,
};
const CONSTANTS = {
  ...STATE,
  SCARD_SHARE_EXCLUSIVE: 1,
  SCARD_SHARE_SHARED: 2,
  SCARD_SHARE_DIRECT: 3,
  SCARD_PROTOCOL_T0: 1,
  SCARD_PROTOCOL_T1: 2,
  SCARD_LEAVE_CARD: 0,
  SCARD_RESET_CARD: 1,
  SCARD_UNPOWER_CARD: 2,
  SCARD_EJECT_CARD: 3,
};
/** The low word holds flags; the high word counts arrivals and departures where the system does so. */
const FLAGS = 0xffff;
/** A short answer with its status word. */
const SHORT_ANSWER = 258;
/**
 * @typedef {import("pcsc-mini")} PcscMini
 * @typedef {import("pcsc-mini").Card} Card
 * @typedef {import("pcsc-mini").Reader} MiniReader
 * @typedef {(error: Error | null, value?: any) => void} Callback
 */

/** @param {unknown} cause @returns {Error & { code?: string }} */
const asError = (cause) => (cause instanceof Error ? cause : new Error(String(cause)));

/** @param {string} code @param {string} message */
const coded = (code, message) => Object.assign(new Error(message), { code });

/**
 * Turns a promise, or a throw on the way to it, into one call of a callback.
 * @param {() => Promise<unknown>} work
 * @param {Callback} callback
 */
const settle = (work, callback) => {
  /** @type {Promise<unknown>} */
  let promise;
  try {
    promise = work();
  } catch (cause) {
    // pcsc-mini throws at once when an operation is still going on.
    promise = Promise.reject(asError(cause));
  }
  promise.then(
    (value) => callback(null, value),
    (cause) => callback(asError(cause)),
  );
};

/** One reader, in the shape of the original. Emits `status`, `end` and, never by itself, `error`. */
class CardReader extends EventEmitter {
  /** @type {MiniReader} */ #reader;
  /** @type {PcscMini} */ #pcscMini;
  /** @type {Card | null} */ #card = null;
  /** @type {{ end(then: number): Promise<void> } | null} */ #transaction = null;
  /** @type {Promise<unknown> | null} */ #connecting = null;
  #raw = 0;
  #hasEnded = false;

  /** @param {MiniReader} reader @param {PcscMini} pcscMini */
  constructor(reader, pcscMini) {
    super();
    this.#reader = reader;
    this.#pcscMini = pcscMini;
    this.name = reader.name();
    /** The flags before the status that is being told. */
    this.state = 0;
    this.connected = false;
    /** @type {Buffer | null} */
    this.atr = null;
    Object.assign(this, CONSTANTS, { IOCTL_CCID_ESCAPE: pcscMini.controlCode(1) });
    reader.on("change", (status) => this.#change(status.raw));
    reader.on("disconnect", () => this.end());
  }

  /** @param {number} raw */
  #change(raw) {
    const before = this.#raw;
    this.#raw = raw;
    const staysPresent = (before & raw & STATE.SCARD_STATE_PRESENT) !== 0;
    // Two events on the counter and a card both times: it was swapped between two looks.
    if (staysPresent && before >>> 16 !== raw >>> 16) this.#tell(STATE.SCARD_STATE_EMPTY);
    this.#tell(raw & FLAGS);
  }

  /** @param {number} flags */
  #tell(flags) {
    if (this.#hasEnded) return;
    this.emit("status", { state: flags });
    this.state = flags;
  }

  /**
   * @param {{ share_mode?: number, protocol?: number } | Callback} options
   * @param {Callback} [callback]
   */
  connect(options, callback) {
    const given = typeof options === "function" ? {} : options;
    const done = typeof options === "function" ? options : (callback ?? (() => undefined));
    // Two connections to one card would outlive each other: who asks meanwhile gets the same one.
    this.#connecting ??= this.#connect(given).finally(() => (this.#connecting = null));
    const connecting = this.#connecting;
    settle(() => connecting, done);
  }

  /** @param {{ share_mode?: number, protocol?: number }} options */
  async #connect(options) {
    const mode = options.share_mode ?? CONSTANTS.SCARD_SHARE_EXCLUSIVE;
    await this.#release(CONSTANTS.SCARD_LEAVE_CARD).catch(() => undefined);
    const card = await this.#reader.connect(mode, options.protocol);
    try {
      if (mode !== CONSTANTS.SCARD_SHARE_DIRECT) this.atr = Buffer.from((await card.state()).atr);
      if (this.#hasEnded) throw coded("ReaderUnavailable", "The reader went away while connecting.");
    } catch (cause) {
      await card.disconnect(CONSTANTS.SCARD_LEAVE_CARD).catch(() => undefined);
      throw cause;
    }
    this.#card = card;
    this.connected = true;
    return card.protocol();
  }

  /** @param {number | Callback} disposition @param {Callback} [callback] */
  disconnect(disposition, callback) {
    const how = typeof disposition === "number" ? disposition : CONSTANTS.SCARD_UNPOWER_CARD;
    const done = typeof disposition === "function" ? disposition : (callback ?? (() => undefined));
    settle(() => this.#release(how), done);
  }

  /** @param {number} how */
  async #release(how) {
    const card = this.#card;
    this.#card = null;
    this.#transaction = null;
    this.connected = false;
    await card?.disconnect(how);
  }

  /**
   * Begins a transaction: other programs wait until it ends, and so does this one for theirs.
   * @param {Callback} callback
   */
  begin(callback) {
    settle(async () => {
      const card = this.#card;
      if (card === null) throw coded("NoCardConnection", "No card is connected.");
      const transaction = await card.transaction();
      if (card === this.#card) this.#transaction = transaction;
      else await transaction.end(CONSTANTS.SCARD_LEAVE_CARD);
    }, callback);
  }

  /** @param {Callback} callback */
  finish(callback) {
    const transaction = this.#transaction;
    this.#transaction = null;
    settle(async () => transaction?.end(CONSTANTS.SCARD_LEAVE_CARD), callback);
  }

  /**
   * @param {Uint8Array} data
   * @param {number} maxLength
   * @param {number} _protocol the connection knows it
   * @param {Callback} callback
   */
  transmit(data, maxLength, _protocol, callback) {
    const card = this.#card;
    if (card === null) return callback(coded("NoCardConnection", "No card is connected."));
    const room = new ArrayBuffer(Math.max(maxLength, SHORT_ANSWER));
    settle(async () => Buffer.from(await card.transmit(data, room)), callback);
  }

  /**
   * @param {Uint8Array} data
   * @param {number} code
   * @param {number} maxLength
   * @param {Callback} callback
   */
  control(data, code, maxLength, callback) {
    const card = this.#card;
    if (card === null) return callback(coded("NoCardConnection", "No card is connected."));
    const room = new ArrayBuffer(Math.max(maxLength, SHORT_ANSWER));
    settle(async () => Buffer.from(await card.control(code, data, room)), callback);
  }

  /** What the reader says of itself, by its driver's own connection. @param {Callback} callback */
  describe(callback) {
    settle(() => askReader(this.#reader, this.#pcscMini), callback);
  }

  /** The reader is gone: says so once and never uses it again. */
  end() {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#card = null;
    this.connected = false;
    this.emit("end");
  }

  /** Stops telling about this reader; a connection is left as it is. */
  close() {
    this.#hasEnded = true;
    this.#reader.removeAllListeners();
  }
}

module.exports = { CardReader, asError };
