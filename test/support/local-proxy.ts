/** A real proxy on this computer that writes down where it was asked to go, and then refuses, or opens and hangs up. */
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** The proxy. */
export interface LocalProxy {
  readonly url: string;
  /** What came, one line a request: "CONNECT host:port". */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

/** Starts it. */
export const startProxy = async (answer: "refuse" | "hang-up"): Promise<LocalProxy> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    response.writeHead(502).end();
  });
  const tunnels = new Set<Duplex>();
  server.on("connect", (request, socket) => {
    tunnels.add(socket);
    asked.push(`CONNECT ${request.url ?? ""}`);
    socket.on("error", () => undefined);
    socket.end(answer === "refuse" ? "HTTP/1.1 502 Bad Gateway\r\n\r\n" : "HTTP/1.1 200 OK\r\n\r\n");
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        tunnels.forEach((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
};
