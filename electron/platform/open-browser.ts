/** Opens the system's browser from a program without a window. The address is given as one argument, never to a shell. */
import { spawn } from "node:child_process";

/** The program of each system that opens an address. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** False when there is no such program or it fails at once. The caller made sure that it is a web page. */
export const openBrowser = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [program, ...before] = openers[process.platform] ?? ["xdg-open"];
    const child = spawn(program, [...before, address], { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
    child.once("spawn", () => {
      child.unref();
      // Some openers stay for as long as the browser does.
      setTimeout(() => resolve(true), 3_000).unref();
    });
  });
