/**
 * The manual page tapvault(1), made from what the command line tells about itself, so that it never lags
 * behind. Written in mdoc, which both man-db and mandoc read.
 */
// @ts-check

/**
 * As `tapvault describe` tells it (electron/cli/describe.ts).
 *
 * @typedef {{ name: string, isRequired: boolean, isVariadic: boolean, choices: readonly string[] }} ValueDescription
 * @typedef {ValueDescription & { help: string }} ArgumentDescription
 *
 * @typedef {object} OptionDescription
 * @property {readonly string[]} names
 * @property {string} help
 * @property {ValueDescription | null} value
 * @property {boolean} isMandatory
 *
 * @typedef {object} CommandDescription
 * @property {string} name
 * @property {string} help
 * @property {readonly ArgumentDescription[]} arguments
 * @property {readonly OptionDescription[]} options
 * @property {readonly CommandDescription[]} commands
 *
 * @typedef {[code: string, meaning: string]} ExitCode
 * @typedef {{ program: CommandDescription, exitCodes: ExitCode[], version: string, epoch: number }} Page
 */

/** A backslash, or a dot or quote at the start of a line, would be an instruction. @param {string} text */
const plain = (text) => text.replaceAll("\\", "\\e").replaceAll("`", "\\(ga").replace(/^[.']/gmu, "\\&$&");

/** A word of an instruction's line, which has to be quoted when it could mean one. @param {string} text */
const word = (text) => `"${text.replaceAll("\\", "\\e").replaceAll('"', '""')}"`;

/** As a heading of the help's first letter. @param {string} text */
const sentence = (text) => {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return plain(/[.:]$/u.test(whole) ? whole : `${whole}.`);
};

/** @param {ValueDescription} value */
const valueName = (value) => `${value.name}${value.isVariadic ? "..." : ""}`;

/** @param {OptionDescription} option */
function optionItem({ names, help, value, isMandatory }) {
  const flags = names.map((name) => `Fl ${name.replace(/^-/u, "").replaceAll("-", "\\-")}`).join(" , ");
  const taken = value === null ? "" : ` ${value.isRequired ? "Ar" : "Op Ar"} ${word(valueName(value))}`;
  const choices = value && value.choices.length > 0 ? [`One of: ${plain(value.choices.join(", "))}.`] : [];
  const told = [
    ...(help === "" ? [] : [sentence(help)]),
    ...choices,
    ...(isMandatory ? ["Must be given."] : []),
  ];
  return [`.It ${flags}${taken}`, ...(told.length > 0 ? told : ["Its new value."])];
}

/** @param {readonly OptionDescription[]} options */
function optionList(options) {
  const items = options.filter(({ names }) => !names.includes("--help")).flatMap(optionItem);
  return items.length === 0 ? [] : [".Bl -tag -width Ds -compact", ...items, ".El"];
}

/** @param {CommandDescription} command @param {string[]} path */
function verb(command, path) {
  const args = command.arguments.map((one) => `${one.isRequired ? "Ar" : "Op Ar"} ${word(valueName(one))}`);
  const told = command.arguments
    .filter(({ help, choices }) => help !== "" || choices.length > 0)
    .flatMap(({ name, help, choices }) => [
      `.Ar ${word(name)} :`,
      plain([help, choices.length > 0 ? `one of ${choices.join(", ")}` : ""].filter(Boolean).join("; ")) +
        ".",
    ]);
  return [
    `.It Ic ${word(path.join(" "))}${args.length > 0 ? ` ${args.join(" ")}` : ""}`,
    sentence(command.help),
    ...told,
    ...optionList(command.options),
  ];
}

/** @param {CommandDescription} command @param {string[]} path @returns {string[]} */
function verbs(command, path) {
  // A verb that only holds others, such as `kit`, is told by those.
  const own = command.options.length + command.arguments.length > 1 || command.commands.length === 0;
  const isShown = path.length > 0 && (own || path[0] !== "kit");
  return [
    ...(isShown ? verb(command, path) : []),
    ...command.commands.flatMap((one) => verbs(one, [...path, one.name])),
  ];
}

const ABOUT = `.Nm
keeps passwords, notes and files encrypted on this computer and opens them by a tap of an NFC chip.
Without arguments, with a
.Li tapvault://
link or with an exported file it opens its window.
With a verb it is a command line: no window, no display.
.Pp
The first call that needs the vault asks for a tap.
.Ic unlock
leaves an agent that keeps the vault open for the next calls;
.Ic lock
ends it.
.Pp
Secrets are read from standard input or a hidden prompt, never from arguments.`;

const ENVIRONMENT = `.Bl -tag -width Ds
.It Ev XDG_CONFIG_HOME
Where the profile is looked for instead of
.Pa ~/.config ,
if it is a whole path.
.It Ev HTTPS_PROXY , HTTP_PROXY , NO_PROXY
How the command line reaches services, as long as the settings leave the proxy to the system.
.El`;

const FILES = `.Bl -tag -width Ds
.It Pa ~/.config/tapvault
The profile: the encrypted vault with its backups, settings and log.
.Pp
Removing the program leaves it there.
.El`;

const EXAMPLES = `Set up the real services, make a vault and print its recovery kit:
.Bd -literal -offset indent
tapvault connect vivokey < api-key.txt
tapvault create --pdf kit.pdf
.Ed
.Pp
Keep a password, and read it back:
.Bd -literal -offset indent
tapvault set "Harbour library" --username ada < password.txt
tapvault get "Harbour library" --field password
.Ed
.Pp
See what is in the way of a tap:
.Bd -literal -offset indent
tapvault doctor
.Ed`;

/** As mdoc writes a day: $Mdocdate$ of a fixed form. @param {number} epoch */
const day = (epoch) =>
  new Date(epoch * 1000).toLocaleDateString("en-US", {
    timeZone: "UTC",
    month: "long",
    day: "numeric",
    year: "numeric",
  });

/** The exit codes and what they mean, as the README tells them. @param {string} readme @returns {ExitCode[]} */
export function exitCodesOf(readme) {
  const table = readme.split("| exit code ")[1]?.split("\n\n")[0] ?? "";
  return [...table.matchAll(/^\| (\d+) +\| (.*?) +\|$/gmu)].map(([, code = "", meaning = ""]) => [
    code,
    meaning,
  ]);
}

/** The page as mdoc. @param {Page} page */
export function manPage({ program, exitCodes, version, epoch }) {
  return [
    `.Dd ${day(epoch)}`,
    ".Dt TAPVAULT 1",
    `.Os Tapvault ${version}`,
    ".Sh NAME",
    ".Nm tapvault",
    ".Nd vault that opens when you tap the chip in your hand",
    ".Sh SYNOPSIS",
    ".Nm",
    ".Op Ar link | file",
    ".Nm",
    ".Op Ar options",
    ".Ar verb",
    ".Op Ar arguments",
    ".Sh DESCRIPTION",
    ABOUT,
    ".Sh OPTIONS",
    "These hold for every verb:",
    ...optionList(program.options),
    ".Sh VERBS",
    ".Bl -tag -width Ds",
    ...verbs(program, []),
    ".El",
    ".Sh ENVIRONMENT",
    ENVIRONMENT,
    ".Sh FILES",
    FILES,
    ".Sh EXIT STATUS",
    ".Bl -tag -width Ds -compact",
    ...exitCodes.flatMap(([code, meaning]) => [`.It ${code}`, sentence(meaning)]),
    ".El",
    ".Sh EXAMPLES",
    EXAMPLES,
    ".Sh SEE ALSO",
    ".Xr pcsc_scan 1 ,",
    ".Xr pcscd 8",
    "",
  ].join("\n");
}
