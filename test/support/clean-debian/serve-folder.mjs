/**
 * Serves a folder over HTTP on loopback, in whatever network it is started; plain Node, because it runs beside a
 * clean system and not in the test's own process. First line on stdout: its port. Then what was asked, a line each.
 */
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { basename, join } from "node:path";

const folder = process.argv[2] ?? ".";
const say = (line) => process.stdout.write(`${line}\n`);

const server = createServer((request, response) => {
  const name = basename(new URL(request.url ?? "/", "http://localhost").pathname);
  const file = join(folder, name);
  say(name);
  if (!existsSync(file)) return void response.writeHead(404).end();
  createReadStream(file).pipe(response.writeHead(200));
});
server.listen(0, "127.0.0.1", () => say(server.address().port));
