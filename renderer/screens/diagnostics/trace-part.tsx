/**
 * What goes to and from the chip, live: nothing until asked for, then names and lengths, and bytes only
 * behind a warning. What could help somebody is dots before it reaches the window.
 */
import { Alert, Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { Eye, TriangleAlert } from "lucide-react";
import { type ReactElement, useState } from "react";
import type { TraceView } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useSnapshot } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "#renderer/screens/settings/section-part.tsx";
import { TraceTable } from "./trace-table.tsx";

type Level = TraceView["level"];

const isLevel = (value: string): value is Level => value === "off" || value === "outline" || value === "full";

/** Says what the full level shows before it does. */
const Warning = (props: {
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly isBusy: boolean;
}): ReactElement => {
  const t = useText();
  return (
    <Alert
      color="orange"
      variant="light"
      role="alert"
      icon={<TriangleAlert aria-hidden />}
      title={t("Show bytes?")}
    >
      <Stack gap="sm">
        <Text size="sm">
          {t(
            "At this level you see the bytes that go to and from your chip. What proves that it is you stays hidden: the challenge and its answer, keys, and most of the chip’s number. Still, let nobody look on, and pass on only what you have read. It ends by itself after 10 minutes and when the vault is locked.",
          )}
        </Text>
        <Group gap="sm">
          <Button variant="default" onClick={props.onCancel} data-autofocus autoFocus>
            {t("Cancel")}
          </Button>
          <Button color="red.8" loading={props.isBusy} onClick={props.onConfirm}>
            {t("Show bytes for 10 minutes")}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
};

const FullNotice = ({ endsAt }: { readonly endsAt: number }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  return (
    <Alert color="orange" variant="light" role="note" icon={<Eye aria-hidden />} title={t("Bytes are shown")}>
      <Text size="sm">
        {t("This ends by itself at {{time}}, and when the vault is locked.", { time: formats.time(endsAt) })}
      </Text>
    </Alert>
  );
};

const Actions = (): ReactElement => {
  const t = useText();
  const clear = useCall("diagnostics.clearTrace");
  const save = useCall("diagnostics.saveTrace");
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button variant="default" size="xs" loading={save.isBusy} onClick={() => save.run({})}>
          {t("Save the trace…")}
        </Button>
        <Button variant="subtle" size="xs" onClick={() => clear.run({})}>
          {t("Clear")}
        </Button>
      </Group>
      {save.error !== null && <Problem error={save.error} />}
    </Stack>
  );
};

const nothing: Pick<TraceView, "level" | "endsAt" | "lines" | "total"> = {
  level: "off",
  endsAt: null,
  lines: [],
  total: 0,
};

const Lines = ({ trace }: { readonly trace: typeof nothing }): ReactElement | null => {
  const t = useText();
  if (trace.lines.length > 0)
    return (
      <>
        <TraceTable lines={trace.lines} />
        <Actions />
      </>
    );
  return trace.level === "off" ? null : (
    <Text size="sm" c="dimmed">
      {t("Hold a chip to the reader while a tap is asked for; it shows here.")}
    </Text>
  );
};

/** The part. */
export const TracePart = (): ReactElement => {
  const t = useText();
  const trace = useSnapshot((state) => state.trace) ?? nothing;
  const set = useCall("diagnostics.trace");
  const [isAsking, setIsAsking] = useState(false);
  const choose = (value: string): void => {
    if (!isLevel(value)) return;
    setIsAsking(value === "full" && trace.level !== "full");
    if (value !== "full") set.run({ level: value });
  };
  const confirm = (): void => set.run({ level: "full", hasReadWarning: true }, () => setIsAsking(false));
  return (
    <SectionPart
      title={t("Trace")}
      about={t(
        "What goes to and from your chip, as it happens. Kept in memory only, and off until you ask for it.",
      )}
    >
      <SegmentedControl
        aria-label={t("How much is shown")}
        value={isAsking ? "full" : trace.level}
        onChange={choose}
        data={[
          { value: "off", label: t("Off") },
          { value: "outline", label: t("Outline") },
          { value: "full", label: t("With bytes") },
        ]}
      />
      {isAsking && <Warning isBusy={set.isBusy} onConfirm={confirm} onCancel={() => setIsAsking(false)} />}
      {set.error !== null && <Problem error={set.error} />}
      {trace.endsAt !== null && <FullNotice endsAt={trace.endsAt} />}
      <Lines trace={trace} />
    </SectionPart>
  );
};
