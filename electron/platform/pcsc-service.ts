/**
 * Why the PC/SC service does not answer, told apart as well as the system allows. Looks at files
 * only: never starts, stops or asks the service.
 */
import { accessSync, constants, existsSync } from "node:fs";
import { type AppError, appError } from "#contract/errors.ts";

/** The service's failure as the readers' state carries it. */
export type ServiceError = AppError<"reader.service-down" | "reader.service-refused">;

/** What is looked at, so that tests need no other machine. */
export interface ServiceSurroundings {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  exists(path: string): boolean;
  canUse(path: string): boolean;
}

const socket = "/run/pcscd/pcscd.comm";
const daemons = ["/usr/sbin/pcscd", "/usr/bin/pcscd", "/usr/local/sbin/pcscd", "/sbin/pcscd"];
const refusals = new Set(["SecurityViolation", "AccessDenied", "NoAccess"]);

const isUsable = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** This computer. */
export const thisComputer: ServiceSurroundings = {
  platform: process.platform,
  env: process.env,
  exists: existsSync,
  canUse: isUsable,
};

const isConfined = (around: ServiceSurroundings): boolean =>
  around.exists("/.flatpak-info") || around.env["SNAP"] !== undefined;

const linuxCause = (around: ServiceSurroundings): "sandbox" | "refused" | "not-running" | "not-installed" => {
  if (around.exists(socket)) return around.canUse(socket) ? "not-running" : "refused";
  if (isConfined(around)) return "sandbox";
  return daemons.some((daemon) => around.exists(daemon)) ? "not-running" : "not-installed";
};

/** Names the cause behind a code of pcsc-mini. */
export const explainService = (code: string, around: ServiceSurroundings = thisComputer): ServiceError => {
  const pcsc = code === "" ? {} : { pcsc: code };
  if (refusals.has(code)) return appError("reader.service-refused", { cause: "refused", ...pcsc });
  const cause = around.platform === "linux" ? linuxCause(around) : "not-running";
  return cause === "refused"
    ? appError("reader.service-refused", { cause, ...pcsc })
    : appError("reader.service-down", { cause, ...pcsc });
};
