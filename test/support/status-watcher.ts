/**
 * A tray for tests: owns the name under which Linux desktops watch for status icons, so that the app
 * finds one. It speaks just as much D-Bus as that takes and answers nothing else.
 */
import { once } from "node:events";
import type { Socket } from "node:net";
import { createConnection } from "node:net";

/** A call to the bus itself: a header with path, interface, member and destination, and a body. */
const message = (serial: number, member: string, signature: string, body: Buffer): Buffer => {
  const text = (value: string): Buffer => {
    const bytes = Buffer.from(`${value}\0`);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length - 1);
    return Buffer.concat([length, bytes]);
  };
  const pad = (part: Buffer, to: number): Buffer =>
    Buffer.concat([part, Buffer.alloc((to - (part.length % to)) % to)]);
  const field = (code: number, type: string, value: string): Buffer =>
    Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), text(value)]);
  const fields = [
    field(1, "o", "/org/freedesktop/DBus"),
    field(2, "s", "org.freedesktop.DBus"),
    field(3, "s", member),
    field(6, "s", "org.freedesktop.DBus"),
  ].reduce((all, next) => Buffer.concat([pad(all, 8), next]), Buffer.alloc(0));
  const withSignature =
    signature === ""
      ? fields
      : Buffer.concat([
          pad(fields, 8),
          Buffer.from([8, 1, 0x67, 0, signature.length, ...Buffer.from(signature), 0]),
        ]);
  const head = Buffer.alloc(16);
  head.write("l\x01\x00\x01", "latin1");
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(serial, 8);
  head.writeUInt32LE(withSignature.length, 12);
  return Buffer.concat([pad(Buffer.concat([head, withSignature]), 8), body]);
};

const nameBody = (name: string): Buffer => {
  const bytes = Buffer.from(`${name}\0`);
  const body = Buffer.alloc(4 + Math.ceil(bytes.length / 4) * 4 + 4);
  body.writeUInt32LE(bytes.length - 1, 0);
  bytes.copy(body, 4);
  return body;
};

const placeOf = (address: string): string => {
  const found = /unix:(path|abstract)=([^,;]+)/u.exec(address);
  if (found === null) throw new Error("this session has no bus that can be reached");
  return found[1] === "abstract" ? `\0${found[2]}` : (found[2] ?? "");
};

/** Owns the name until the returned function is called. */
export const ownStatusWatcher = async (
  address = process.env["DBUS_SESSION_BUS_ADDRESS"] ?? "",
): Promise<() => void> => {
  const socket: Socket = createConnection(placeOf(address));
  await once(socket, "connect");
  socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.() ?? 0)).toString("hex")}\r\n`);
  const [greeting] = (await once(socket, "data")) as [Buffer];
  if (!greeting.toString("latin1").startsWith("OK")) throw new Error("the bus lets nobody in");
  socket.write("BEGIN\r\n");
  socket.write(message(1, "Hello", "", Buffer.alloc(0)));
  await once(socket, "data");
  socket.write(message(2, "RequestName", "su", nameBody("org.kde.StatusNotifierWatcher")));
  await once(socket, "data");
  socket.resume();
  return () => socket.destroy();
};
