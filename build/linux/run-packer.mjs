/** Runs the tool that turns a staged folder into a package, dated and worded alike everywhere. */
// @ts-check
import { capture } from "../processes.mjs";
import { SetupError } from "../say.mjs";

/** @param {string} program @param {string[]} args @param {number} epoch in seconds */
export async function runPacker(program, args, epoch) {
  const env = { ...process.env, LC_ALL: "C", SOURCE_DATE_EPOCH: String(epoch) };
  const { code, stderr } = await capture(program, args, { env });
  if (code === 127) throw new SetupError(`${program} is needed to build this package and is not installed.`);
  if (code !== 0) throw new SetupError(`${program} failed (${code}):\n${stderr.trim()}`);
}
