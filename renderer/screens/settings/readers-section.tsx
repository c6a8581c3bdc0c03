/** The readers, what is in their way, and what they say. */
import type { ReactElement } from "react";
import { DiagnosticsContent } from "#renderer/screens/diagnostics/diagnostics-content.tsx";

/** The section. */
export const ReadersSection = (): ReactElement => <DiagnosticsContent />;
