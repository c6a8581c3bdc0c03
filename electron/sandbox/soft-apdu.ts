/** Taking a short C-APDU apart on the chip's side. Extended forms are not taken, as on the real chips (contract 0.4). */

/** A command as the chip sees it; `le` null when it was not sent. */
export interface ParsedCommand {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  readonly le: number | null;
}

/** Lc, data and Le of a short command; null when they do not fit together. */
const parseBody = (body: Uint8Array): Pick<ParsedCommand, "data" | "le"> | null => {
  const [first] = body;
  if (first === undefined) return { data: new Uint8Array(), le: null };
  if (body.length === 1) return { data: new Uint8Array(), le: first };
  const end = 1 + first;
  if (first === 0 || body.length < end || body.length > end + 1) return null;
  return { data: body.slice(1, end), le: body[end] ?? null };
};

/** Parses a short command; null when it is cut or its lengths do not fit together. */
export const parseCommand = (command: Uint8Array): ParsedCommand | null => {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = command;
  const body = command.length < 4 ? null : parseBody(command.subarray(4));
  return body === null ? null : { cla, ins, p1, p2, ...body };
};

/** Whether this is a SELECT by application identifier. */
export const isSelectByName = (command: ParsedCommand): boolean =>
  command.cla === 0x00 && command.ins === 0xa4 && command.p1 === 0x04;
