/**
 * SAM slots: places inside a reader for its own card, which the system lists as readers with a card
 * always in them (contract 8.2). They are not for chips and never shown.
 */
import { hexConstant, startsWith } from "#chip/bytes.ts";

const samAtrs = [
  hexConstant("3BBE9600004103"),
  hexConstant("3BDF18FF81F1FE43003F03834D494641524520506C75732053414D3B"),
];

/** Whether a reader's name says that it is a SAM slot. */
export const isSamName = (name: string): boolean => /(^|[^a-z])sam([^a-z]|$)/i.test(name);

/** Whether this is the ATR of a known SAM. */
export const isSamAtr = (atr: Uint8Array): boolean => samAtrs.some((known) => startsWith(atr, known));
