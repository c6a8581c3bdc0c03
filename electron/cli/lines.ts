/** JSON values, one a line, over a stream; a line that is too long or no JSON ends the stream. */
import type { Socket } from "node:net";

const maxLineChars = 16_000_000;

/** Writes one value. */
export const writeLine = (socket: Socket, value: unknown): void => {
  if (!socket.destroyed) socket.write(`${JSON.stringify(value)}\n`);
};

/** Calls `onValue` for each value that arrives. */
export const readLines = (socket: Socket, onValue: (value: unknown) => void): void => {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    rest += chunk;
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > maxLineChars) return void socket.destroy();
    for (const line of lines) {
      try {
        onValue(JSON.parse(line));
      } catch {
        socket.destroy();
        return;
      }
    }
  });
};
