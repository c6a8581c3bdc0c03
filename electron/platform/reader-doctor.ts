/**
 * Looks at everything between a chip and this program and says what is in the way: service, access,
 * drivers, readers, what lies on them, other programs. Only looks: starts, stops and sends nothing, and
 * touches no card.
 */
import { isForeignGuess, readAtr } from "#chip/atr.ts";
import type { ReaderState, ReadersState } from "#chip/reader.port.ts";
import { appError } from "#contract/errors.ts";
import type { CheckView } from "#contract/views.ts";
import { holderCommand, serviceCommand } from "./doctor-commands.ts";
import { type DoctorEyes, doctorEyes } from "./doctor-eyes.ts";
import { checkDrivers } from "./driver-doctor.ts";
import { found, joined } from "./finding.ts";

const causes: Readonly<Record<string, CheckView["finding"]>> = {
  "not-running": "service-stopped",
  "not-installed": "service-not-installed",
  asleep: "service-asleep",
  sandbox: "service-hidden",
  module: "service-no-module",
};

const serviceChecks = (state: ReadersState, eyes: DoctorEyes): readonly CheckView[] => {
  const { error, service } = state;
  const answers = found("reader-service", "ok", eyes.isServiceWoken() ? "service-wakes" : "service-answers");
  if (error?.code === "reader.service-refused") {
    const command = serviceCommand("refused", eyes);
    return [answers, found("reader-access", "failed", "access-refused", { error, command })];
  }
  if (error !== null) {
    const cause = String(error.detail?.["cause"] ?? "not-running");
    const command = serviceCommand(cause, eyes);
    return [found("reader-service", "failed", causes[cause] ?? "service-stopped", { error, command })];
  }
  if (service !== "running") return [found("reader-service", "unknown", "service-silent")];
  return [answers, found("reader-access", "ok", "access-allowed")];
};

const readersCheck = (readers: readonly ReaderState[]): CheckView => {
  const values = { names: joined(readers.map(({ name }) => name)) };
  if (readers.length === 0)
    return found("readers", "failed", "readers-none", { error: appError("reader.none") });
  // The simulated one beside a real one is no second place to hold a chip to.
  const isOne = readers.filter(({ isSimulated }) => !isSimulated).length < 2;
  return isOne
    ? found("readers", "ok", "readers-one", { values })
    : found("readers", "warning", "readers-several", { values });
};

const samCheck = ({ samSlots = [] }: ReadersState): CheckView =>
  samSlots.length === 0
    ? found("sam-slots", "ok", "sam-none")
    : found("sam-slots", "ok", "sam-ignored", { values: { names: joined(samSlots) } });

const cardCheck = ({ name, card, error }: ReaderState): CheckView => {
  const reader = name.slice(0, 100);
  if (error !== null) return found("card", "failed", "card-trouble", { values: { reader }, error });
  if (card === null) return found("card", "ok", "card-none", { values: { reader } });
  const { guess } = readAtr(card.atr);
  const values = { reader, kind: guess };
  if (guess === "phone")
    return found("card", "failed", "card-phone", { values: { reader }, error: appError("chip.phone") });
  return isForeignGuess(guess)
    ? found("card", "failed", "card-foreign", { values, error: appError("chip.unsupported") })
    : found("card", "ok", "card-maybe", { values });
};

/** A reader that is busy says by whom; otherwise other users are told of and do no harm. */
const usersCheck = async (readers: readonly ReaderState[], eyes: DoctorEyes): Promise<CheckView> => {
  if (eyes.platform !== "linux") return found("reader-users", "unknown", "not-told");
  const users = await eyes.readerUsers();
  const busy = readers.find(({ error }) => error?.code === "reader.busy")?.error;
  const program = busy?.detail?.["program"] ?? users[0];
  if (busy != null && typeof program === "string")
    return found("reader-users", "failed", "users-holding", {
      values: { program: program.slice(0, 60) },
      error: busy,
      command: holderCommand(program),
    });
  return users.length === 0
    ? found("reader-users", "ok", "users-none")
    : found("reader-users", "ok", "users-some", { values: { programs: joined(users) } });
};

/** The checks in the order in which things must work; later ones are left out where earlier ones failed. */
export const checkReaders = async (
  state: ReadersState,
  eyes: DoctorEyes = doctorEyes,
): Promise<readonly CheckView[]> => {
  const { readers } = state;
  const service = serviceChecks(state, eyes);
  const drivers = await checkDrivers(eyes, {
    isUp: state.service === "running" && state.error === null,
    isShown: readers.some(({ isSimulated }) => !isSimulated),
  });
  // A simulated reader needs no service: what is there is looked at in any case.
  const isBlind = service.some((one) => one.state === "failed") && readers.length === 0;
  if (isBlind) return [...service, ...drivers];
  return [
    ...service,
    ...drivers,
    readersCheck(readers),
    samCheck(state),
    ...readers.map(cardCheck),
    await usersCheck(readers, eyes),
  ];
};
