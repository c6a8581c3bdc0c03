/** A card link straight to a software chip, with faults by schedule and a record of what was sent. */
import type { CardLink, LinkError } from "#chip/reader.port.ts";
import { fail } from "#contract/errors.ts";
import { type Result, ok } from "#contract/result.ts";
import type { SoftChip } from "#sandbox/soft-chip.ts";

/** What happens to one exchange: it works, it is lost before the chip sees it, or its answer is lost. */
export type Fault = "none" | "lost-before" | "lost-after" | "stuck" | "garbled" | "tag-lost-word";

/** A link that remembers. `reached` holds only what the chip saw. */
export interface RecordingLink extends CardLink {
  readonly sent: Uint8Array[];
  readonly reached: Uint8Array[];
}

const afterwards = (fault: Fault, answer: Uint8Array): Result<Uint8Array, LinkError> => {
  switch (fault) {
    case "none":
      return ok(answer);
    case "garbled":
      return ok(answer.subarray(0, 1));
    case "tag-lost-word":
      return ok(Uint8Array.of(0x63, 0x00));
    case "stuck":
      return fail("reader.stuck");
    default:
      return fail("chip.removed");
  }
};

/** Makes the link; `faults` is taken one by one, then everything works. */
export const createChipLink = (chip: SoftChip, faults: readonly Fault[] = []): RecordingLink => {
  const sent: Uint8Array[] = [];
  const reached: Uint8Array[] = [];
  return {
    sent,
    reached,
    transmit: (command) => {
      const fault = faults[sent.length] ?? "none";
      sent.push(command.slice());
      if (fault === "lost-before") return Promise.resolve(fail("chip.removed"));
      reached.push(command.slice());
      return Promise.resolve(afterwards(fault, chip.process(command)));
    },
  };
};

/** A link that answers from a table of hex commands; everything else gets `otherwise`. */
export const createTableLink = (
  table: Readonly<Record<string, string>>,
  otherwise = "6A82",
): CardLink & { readonly asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    transmit: (command) => {
      const hex = Buffer.from(command).toString("hex").toUpperCase();
      asked.push(hex);
      return Promise.resolve(ok(new Uint8Array(Buffer.from(table[hex] ?? otherwise, "hex"))));
    },
  };
};
