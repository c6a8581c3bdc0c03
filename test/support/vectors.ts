/** The contract's own test vectors (section 11) as bytes. They open nothing real. */
import { hexConstant } from "#chip/bytes.ts";

/** V1: first authentication of the published application note, key 0, all zeros. */
export const V1 = {
  key: hexConstant("00000000000000000000000000000000"),
  partOneCommand: hexConstant("9071000002000000"),
  message: hexConstant("A04C124213C186F22399D33AC2A30215"),
  rndB: hexConstant("B9E2FC789B64BF237CCCAA20EC7E6E48"),
  forChip: hexConstant("35C3E05A752E0144BAC0DE51C1F22C56B34408A23D8AEA266CAB947EA8E0118D"),
  response: hexConstant("3FA64DB5446D1F34CD6EA311167F5E4985B89690C04A05F17FA7AB2F08120663"),
  ti: hexConstant("9D00C4DF"),
} as const;

/** V4: a whole Scan run with a Spark 2, key 2; `wrongForChip` is V4n's answer with RndB not rotated. */
export const V4 = {
  key: hexConstant("00112233445566778899AABBCCDDEEFF"),
  uid: hexConstant("04A1B2C3D4E580"),
  challenge: hexConstant("17695FD27EAF8C65833D50CBFF12A501"),
  rndB: hexConstant("0F1E2D3C4B5A69788796A5B4C3D2E1F0"),
  ti: hexConstant("C0FFEE42"),
  message: hexConstant("8E7DE3065E4B6BF0C478D86372BF78B5"),
  forChip: hexConstant("629B61FCBC72FC283C8F7776DB45ABE80F22718C8FAEC96F7B19CCB9B896D9C3"),
  response: hexConstant("669F199FDD6F0666CE2F458EC2A870D25C4E32EB1C709B00F8D07D1938709B2C"),
  wrongForChip: hexConstant("629B61FCBC72FC283C8F7776DB45ABE8698CD12772366D0695B1D184BD6EBA4E"),
} as const;

/** S1: Spark 1 through an ACR1552U. */
export const S1 = {
  key: hexConstant("000102030405060708090A0B0C0D0E0F"),
  uid: hexConstant("E004011811223344"),
  challenge: hexConstant("17695FD27EAF8C65833D50CBFF12A501"),
  tRnd: hexConstant("11223344"),
  frame: hexConstant("2035 44332211180104E0 00 00 02 17695FD27EAF8C65833D"),
  exchange: hexConstant(
    "FFC20001265F4604000F4240FF6E0303010F9517203544332211180104E000000217695FD27EAF8C65833D00",
  ),
  answer: hexConstant("C003009000 96020000 920100 9712 00A7E1CD61F2EB43BCB692B5953AEA7AAA0E 9000"),
  response: hexConstant("E1CD61F2EB43BCB692B5953AEA7AAA0E"),
} as const;

/** A source of randomness that answers RndB (16 bytes) and TI or TRnd (4 bytes) as the vector says. */
export const fixedRandom =
  (sixteen: Uint8Array, four: Uint8Array): ((length: number) => Uint8Array) =>
  (length) =>
    length === 16 ? sixteen.slice() : four.slice();
