/** Puts import and export together; its libraries are loaded with this file. */
import { createTransferCrypto } from "#platform/transfer-crypto.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import { createTransfer as createOver } from "#vault/transfer/transfer.ts";
import type { Transfer } from "#vault/transfer/transfer.port.ts";

/** Import and export over this computer's primitives. */
export const createTransfer = (crypto: Crypto): Transfer => createOver(createTransferCrypto(crypto));
