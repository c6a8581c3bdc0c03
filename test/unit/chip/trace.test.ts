/** Names and masks of commands, and a hub that tells what passes through it without changing any of it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apexSelectCommands } from "#chip/apex.ts";
import { getUidCommand } from "#chip/apdu.ts";
import { readAtr } from "#chip/atr.ts";
import { fromHex, hexConstant, toHex } from "#chip/bytes.ts";
import { createChipProtocol } from "#chip/chip-protocol.ts";
import { nameCommand, showAnswer, showCommand } from "#chip/command-outline.ts";
import type { CardLink } from "#chip/reader.port.ts";
import { beginSession, chooseIso15693, endSession, exchangeFrame, tam1Frame } from "#chip/spark1.ts";
import { partOneCommand, partTwoCommand, spark2SelectCommands } from "#chip/spark2.ts";
import { type TraceListener, traceReaderHub } from "#chip/traced-reader-hub.ts";
import { createSimulatedReaderHub } from "#sandbox/simulated-reader-hub.ts";
import { atrs } from "#sandbox/soft-chip.ts";
import { softChipOf } from "#sandbox/soft-chips.ts";
import { createHandClock } from "#test/support/hand-clock.ts";
import { V4 } from "#test/support/vectors.ts";

const never = new AbortController().signal;
const digits = (text: string): string => text.replace(/[^0-9A-F]/giu, "").toLowerCase();

describe("the name of a command", () => {
  it.each([
    ["read-uid", getUidCommand],
    ["select-apex", apexSelectCommands[0]],
    ["select-apex", apexSelectCommands[1]],
    ["select-ndef", spark2SelectCommands[0]],
    ["select-picc", spark2SelectCommands[1]],
    ["select-other", hexConstant("00A4040008A00000030800001000")],
    ["part-one", partOneCommand],
    ["part-two", partTwoCommand(V4.forChip)],
    ["session-begin", beginSession],
    ["session-protocol", chooseIso15693],
    ["session-exchange", exchangeFrame(tam1Frame(new Uint8Array(8), new Uint8Array(16)))],
    ["session-end", endSession],
    ["other", hexConstant("0020008104112233")],
    ["other", new Uint8Array()],
  ] as const)("%s", (name, command) => expect(nameCommand(command ?? new Uint8Array())).toBe(name));
});

describe("what is shown of bytes", () => {
  it("is the constants of ours, and dots for the rest", () => {
    expect(showCommand(getUidCommand)).toBe("FF CA 00 00 00");
    expect(showCommand(partOneCommand)).toBe("90 71 00 00 02 02 00 00");
    expect(showCommand(partTwoCommand(V4.forChip))).toMatch(/^90 AF 00 00 20( ··){33}$/u);
    expect(showAnswer("part-one", hexConstant(`${"5A".repeat(16)}91AF`))).toMatch(/^(·· ){16}91 AF$/u);
    expect(showAnswer("read-uid", hexConstant("04A1B2C3D4E5809000"))).toBe("04 ·· ·· ·· ·· ·· 80 90 00");
    expect(showAnswer("part-two", hexConstant("91AE"))).toBe("91 AE");
    expect(showAnswer("other", hexConstant("91"))).toBe("··");
  });

  it("never holds a run of what was sent or came back, whatever that was", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 60 }), (payload) => {
        const secret = toHex(payload);
        const commands = [
          partTwoCommand(payload),
          exchangeFrame(payload),
          Uint8Array.of(0x00, 0x20, 0, 0x81, payload.length, ...payload),
          Uint8Array.of(0x00, 0xa4, 4, 0, payload.length, ...payload, 0),
        ];
        for (const command of commands) {
          const shown = digits(showCommand(command)).slice(10);
          expect(secret.includes(shown) && shown !== "").toBe(false);
          const answer = digits(showAnswer(nameCommand(command), Uint8Array.of(...payload, 0x90, 0)));
          expect(answer).toBe("9000");
        }
      }),
    );
  });
});

const recorder = (): TraceListener & { readonly told: string[] } => {
  const told: string[] = [];
  return {
    told,
    happened: (_reader, what) => void told.push(what),
    sent: (_reader, command) => void told.push(`> ${nameCommand(command)}`),
    answered: (_reader, command, answer, error) =>
      void told.push(
        `< ${nameCommand(command)} ${answer === null ? (error ?? "") : toHex(answer.slice(-2))}`,
      ),
  };
};

/** A whole scan of a chip of software; the bytes as the hub below saw them. */
const scan = async (isTraced: boolean, tearAt?: number) => {
  const clock = createHandClock();
  const inner = createSimulatedReaderHub({ clock });
  const seen: string[] = [];
  const listener = recorder();
  const watched = {
    ...inner,
    state: () => inner.state(),
    subscribe: (each: Parameters<typeof inner.subscribe>[0]) => inner.subscribe(each),
    dispose: () => inner.dispose(),
    withCard: ((id, presence, signal, work) =>
      inner.withCard(id, presence, signal, (card) =>
        work({
          transmit: (command, options) => {
            seen.push(`${toHex(command)} ${String(options?.deadlineMs)}`);
            return card.transmit(command, options);
          },
        }),
      )) as typeof inner.withCard,
  };
  const hub = isTraced ? traceReaderHub(watched, listener) : watched;
  const chip = softChipOf("spark2", "mine");
  inner.tap(chip, tearAt === undefined ? {} : { tearAt });
  const protocol = createChipProtocol(clock);
  const work = async (card: CardLink): Promise<unknown> => {
    const identified = await protocol.identify(card, chip.atr);
    if (!identified.ok) return identified.error.code;
    const message = await protocol.start(card, identified.value, never);
    return message.ok ? "started" : message.error.code;
  };
  const outcome = await hub.withCard("simulated", 1, never, work);
  await hub.dispose();
  return { outcome, seen, told: listener.told };
};

describe("a traced hub", () => {
  it("sends the same bytes with the same deadlines, and no others", async () => {
    const [plain, traced] = [await scan(false), await scan(true)];
    expect(traced.seen).toEqual(plain.seen);
    expect(traced.outcome).toEqual(plain.outcome);
    expect(plain.seen.length).toBeGreaterThan(3);
  });

  it("tells in order what happened, was sent and came back", async () => {
    const { told } = await scan(true);
    expect(told).toEqual([
      "appeared",
      "arrived",
      "held",
      "> read-uid",
      "< read-uid 9000",
      "> select-apex",
      "< select-apex 6a82",
      "> select-apex",
      "< select-apex 6a82",
      "> select-ndef",
      "< select-ndef 9000",
      "> part-one",
      "< part-one 91af",
      "released",
    ]);
  });

  it("tells why no answer came", async () => {
    const { told } = await scan(true, 2);
    expect(told).toContain("< select-apex chip.removed");
    expect(told).toContain("left");
  });
});

describe("an ATR in words", () => {
  it.each([
    ["spark2-like", toHex(atrs.ntag)],
    ["apex-like", toHex(atrs.apex)],
    ["spark1-like", toHex(atrs.iso15693)],
    ["phone", toHex(atrs.phone)],
    ["mifare-classic", "3B8F8001804F0CA000000306030001000000006A"],
    ["ultralight", "3B8F8001804F0CA0000003060300030000000068"],
    ["felica", "3B8F8001804F0CA00000030611003B0000000042"],
    ["storage-card", "3B8F8001804F0CA0000003060300990000000000"],
    ["smart-card", "3B848001804318C1"],
    ["contact", "3BDF18FF81F1FE43003F03834D494641524520506C75732053414D3B"],
    ["unknown", "00"],
    ["unknown", ""],
  ])("%s", (guess, hex) => expect(readAtr(fromHex(hex) ?? new Uint8Array()).guess).toBe(guess));

  it("tells protocol and speed of contacts", () => {
    // TA1 = 18: 372 clock cycles, 12 bits; TD1 and TD2 say T=1.
    expect(readAtr(hexConstant("3BDF18FF8131FE"))).toMatchObject({ protocols: ["T=1"], baud: 129_032 });
    expect(readAtr(hexConstant("3B00"))).toEqual({ guess: "contact", protocols: ["T=0"], baud: null });
  });

  it("takes anything", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (atr) => void readAtr(atr)));
  });
});
