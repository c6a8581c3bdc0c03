// @ts-check
/**
 * What nfc-pcsc needs of @pokusew/pcsclite, over the Node-API binding pcsc-mini: no compiler, no
 * Electron headers, and no constructor that hangs while no PC/SC service runs. When the service goes
 * away every reader ends and a new client is tried with growing pauses until one answers. Knows PC/SC
 * only; chips, locks and deadlines belong to the hub above.
 *
 * A client is let go only while it rests. Its thread waits in the service's library for the next change;
 * told to stop on its way there, it overhears that, and the stop waits for it for ever or frees what it is
 * just using. So the stop comes when nothing has been told for a while.
 *
 * Beyond the original it emits `service-up` and `service-down` (with pcsc-mini's error), and a reader
 * has `atr` after a connect: the ATR that pcsc-mini hands out with a status is not to be trusted.
 */
"use strict";

const { EventEmitter } = require("node:events");

const { CardReader, asError } = require("./card-reader.cjs");

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;
/** After a change the thread is back at its wait within milliseconds; on a very busy computer it takes longer. */
const REST_MS = 500;

/**
 * @typedef {import("pcsc-mini")} PcscMini
 * @typedef {import("pcsc-mini").Reader} MiniReader
 */

/**
 * Clients whose service died. pcsc-mini cannot stop or start them again, and throws out of nowhere when
 * one is collected as garbage; so they are kept, a few bytes for each time the service went away.
 * @type {unknown[]}
 */
const deadClients = [];

/** The service as nfc-pcsc sees it. Emits `reader`, `service-up`, `service-down`. */
class PcscLite extends EventEmitter {
  /** @type {PcscMini | null} */ #pcscMini = null;
  /** @type {InstanceType<PcscMini["Client"]> | null} */ #client = null;
  /** @type {NodeJS.Immediate | NodeJS.Timeout | null} */ #timer = null;
  #pauseMs = FIRST_PAUSE_MS;
  #isClosed = false;
  #heardAt = -REST_MS;
  /** @type {() => void} */ #tellClosed = () => undefined;
  /** @type {Promise<void>} */ #closed = new Promise((resolve) => (this.#tellClosed = resolve));

  /** @param {PcscMini} [pcscMini] given by tests only */
  constructor(pcscMini) {
    super();
    this.#pcscMini = pcscMini ?? null;
    /** @type {Record<string, CardReader>} */
    this.readers = {};
    // Listeners are added after the constructor; nothing may be told before.
    this.#timer = setImmediate(() => this.#open());
  }

  #open() {
    this.#timer = null;
    if (this.#isClosed) return;
    try {
      this.#pcscMini ??= /** @type {PcscMini} */ (require("pcsc-mini"));
      this.#client ??= this.#newClient(this.#pcscMini);
      this.#client.start();
      this.#heard();
    } catch (cause) {
      // A client that could not start can be started later.
      this.#retry(asError(cause));
      return;
    }
    this.#pauseMs = FIRST_PAUSE_MS;
    this.emit("service-up");
  }

  /** @param {PcscMini} pcscMini */
  #newClient(pcscMini) {
    const client = new pcscMini.Client();
    client.on("reader", (reader) => this.#add(reader));
    client.on("error", (error) => this.#lose(client, error));
    return client;
  }

  /** @param {MiniReader} reader */
  #add(reader) {
    this.#heard();
    reader.on("change", () => this.#heard());
    if (this.#pcscMini === null || this.#isClosed) return;
    const cardReader = new CardReader(reader, this.#pcscMini);
    this.readers[cardReader.name] = cardReader;
    cardReader.once("end", () => {
      if (this.readers[cardReader.name] === cardReader) delete this.readers[cardReader.name];
    });
    this.emit("reader", cardReader);
  }

  #heard() {
    this.#heardAt = performance.now();
  }

  /** @param {InstanceType<PcscMini["Client"]>} client @param {Error} error */
  #lose(client, error) {
    if (client !== this.#client) return;
    this.#dropClient();
    this.#retry(error);
  }

  #endReaders() {
    for (const reader of Object.values(this.readers)) reader.end();
  }

  /** Lets go of the client, which never recovers by itself, and of its readers. */
  #dropClient() {
    const client = this.#client;
    this.#client = null;
    this.#endReaders();
    try {
      client?.stop();
    } catch {
      deadClients.push(client);
    }
  }

  /** @param {Error} error */
  #retry(error) {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => this.#open(), this.#pauseMs);
    this.#timer.unref();
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    this.emit("service-down", error);
  }

  /** Nothing is told any more from here on; `whenClosed` tells when the service is let go of, too. */
  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#timer !== null) {
      clearTimeout(/** @type {NodeJS.Timeout} */ (this.#timer));
      clearImmediate(/** @type {NodeJS.Immediate} */ (this.#timer));
    }
    this.#endReaders();
    this.#dropAtRest();
  }

  #dropAtRest() {
    const restMs = this.#client === null ? 0 : this.#heardAt + REST_MS - performance.now();
    if (restMs > 0) {
      this.#timer = setTimeout(() => this.#dropAtRest(), restMs);
      return;
    }
    this.#timer = null;
    this.#dropClient();
    this.#tellClosed();
  }

  whenClosed() {
    return this.#closed;
  }
}

/** @param {PcscMini} [pcscMini] */
module.exports = (pcscMini) => new PcscLite(pcscMini);
