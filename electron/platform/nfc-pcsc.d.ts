/** nfc-pcsc brings no types; what is used of it is described in nfc-library.ts. */
declare module "nfc-pcsc" {
  export const NFC: unknown;
}
