/** connect: tells the profile which services to use. The API key comes from stdin or a hidden prompt. */
import type { Verb } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";

/** Options of `connect`. */
export interface ConnectOptions {
  readonly verify?: boolean;
  readonly scanUrl?: string;
  readonly verifyUrl?: string;
}

/** connect sandbox | vivokey. With vivokey one line with the API key is read. */
export const connect: Verb<[kind: "sandbox" | "vivokey", options: ConnectOptions]> = async (
  context,
  kind,
  options,
) => {
  const presence = options.verify === true ? "verify" : "scan";
  const bridge = await context.openBridge();
  if (!bridge.ok) return context.output.failure(bridge.error);
  const chosen = await bridge.value.call("setup.choose", {
    kind: kind === "sandbox" ? "sandbox" : "real",
    presence,
    ...(kind === "vivokey" ? { apiKey: (await context.input.secret("API key: ")).slice(0, 200) } : {}),
    ...(options.scanUrl === undefined ? {} : { scanBaseUrl: options.scanUrl }),
    ...(options.verifyUrl === undefined ? {} : { verifyBaseUrl: options.verifyUrl }),
  });
  await bridge.value.close();
  if (!chosen.ok) return context.output.failure(chosen.error);
  context.output.answer({ profile: kind, presence }, `This profile now uses ${kind}.`);
  return exitCodes.ok;
};
