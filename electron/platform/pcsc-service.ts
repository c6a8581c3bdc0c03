/**
 * Why the PC/SC service does not answer, told apart as well as the system allows. Looks at files
 * only: never starts, stops or asks the service.
 */
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { type AppError, appError } from "#contract/errors.ts";
import { foreignCode } from "./foreign-code.ts";

/** The service's failure as the readers' state carries it. */
export type ServiceError = AppError<"reader.service-down" | "reader.service-refused">;

/** What is looked at, so that tests need no other machine. */
export interface ServiceSurroundings {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  exists(path: string): boolean;
  /** Whether this user may not use what is there; what has gone meanwhile refuses nobody. */
  refuses(path: string): boolean;
  /** Whether the system listens on the socket in place of the service, to start it when somebody asks. */
  isAsleep(): boolean;
}

const socket = "/run/pcscd/pcscd.comm";
const pidFile = "/run/pcscd/pcscd.pid";
const daemons = ["/usr/sbin/pcscd", "/usr/bin/pcscd", "/usr/local/sbin/pcscd", "/sbin/pcscd"];
const refusals = new Set(["SecurityViolation", "AccessDenied", "NoAccess"]);

const isRefused = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return false;
  } catch (cause) {
    return ["EACCES", "EPERM"].includes(foreignCode(cause));
  }
};

const read = (path: string): string => {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
};

/** Whether the service itself runs. Its file of the process id ends in a zero byte. */
const isDaemonRunning = (): boolean => {
  const pid = Number.parseInt(read(pidFile), 10);
  return pid > 1 && read(`/proc/${pid}/comm`).trim() === "pcscd";
};

/** Whether somebody listens on the service's socket; a socket that a crash left behind is held by nobody. */
const isServiceHeld = (): boolean => read("/proc/net/unix").includes(socket);

/** This computer. */
export const thisComputer: ServiceSurroundings = {
  platform: process.platform,
  env: process.env,
  exists: existsSync,
  refuses: isRefused,
  isAsleep: () => isServiceHeld() && !isDaemonRunning(),
};

const isConfined = (around: ServiceSurroundings): boolean =>
  around.exists("/.flatpak-info") || around.env["SNAP"] !== undefined;

type Cause = "sandbox" | "refused" | "asleep" | "not-running" | "not-installed";

const linuxCause = (around: ServiceSurroundings): Cause => {
  if (around.exists(socket)) {
    if (around.refuses(socket)) return "refused";
    return around.isAsleep() ? "asleep" : "not-running";
  }
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
