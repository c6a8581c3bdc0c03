/**
 * The report that a person may hand to somebody who helps: versions, checks, readers, settings, the last
 * lines of the log, perhaps the outline of a trace. In English, for whoever reads it; redact.ts goes over
 * all of it before anybody sees it.
 */
import { diagnosticsWords, findingWords } from "#contract/diagnostics-words.ts";
import type { CheckView, ReaderFacts, TraceLine } from "#contract/views.ts";
import type { Versions } from "#platform/system-versions.ts";
import { traceLineText } from "./trace-text.ts";

/** What goes in. */
export interface ReportFacts {
  readonly at: number;
  readonly versions: Versions;
  readonly checks: readonly CheckView[];
  readonly readers: readonly ReaderFacts[];
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly log: readonly string[];
  /** Null when it was not asked for. */
  readonly trace: readonly TraceLine[] | null;
}

const section = (title: string, lines: readonly string[]): string =>
  [`## ${title}`, "", ...(lines.length === 0 ? ["(none)"] : lines), ""].join("\n");

const listed = (pairs: readonly (readonly [string, string])[]): readonly string[] =>
  pairs.map(([name, value]) => `- ${name}: ${value}`);

const checkLine = (check: CheckView): string => {
  const code = check.error === null ? "" : ` (${check.error.code})`;
  return `- [${check.state}] ${diagnosticsWords.checks[check.id]}: ${findingWords(check)}${code}`;
};

const marks = (reader: ReaderFacts): string =>
  [reader.isSimulated ? "simulated" : "", reader.isSam ? "SAM slot" : ""]
    .filter((mark) => mark !== "")
    .join(", ");

const readerLines = (reader: ReaderFacts): readonly string[] => {
  const { vendor, model, version, features, card, error } = reader;
  const kind = card === null ? "nothing" : diagnosticsWords.kinds[card.kind];
  const mark = marks(reader);
  return [
    `- ${reader.name}${mark === "" ? "" : ` (${mark})`}`,
    `  maker ${vendor ?? "unknown"}, model ${model ?? "unknown"}, firmware ${version ?? "unknown"}`,
    `  features: ${features.length === 0 ? "none known" : features.join(", ")}`,
    `  on it: ${kind}${card === null ? "" : `, ATR of ${card.hex.split(" ").length} bytes`}`,
    ...(error === null ? [] : [`  error: ${error.code}`]),
  ];
};

/** The whole text, before redaction. */
export const reportText = (facts: ReportFacts): string =>
  [
    "# Tapvault report",
    "",
    `Made ${new Date(facts.at).toISOString()}. Secrets, numbers of chips, names and addresses were taken out.`,
    "",
    section("Versions", listed(facts.versions)),
    section("Checks", facts.checks.map(checkLine)),
    section("Readers", facts.readers.flatMap(readerLines)),
    section("Settings", listed(facts.settings)),
    ...(facts.trace === null
      ? []
      : [
          section(
            "Trace, outline",
            facts.trace.map((line) => traceLineText(line, false)),
          ),
        ]),
    section("Last lines of the log", facts.log),
  ].join("\n");
