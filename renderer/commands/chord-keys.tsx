/** The keys of a command, drawn as keys. */
import { Group, Kbd, Text, VisuallyHidden } from "@mantine/core";
import type { ReactElement } from "react";
import { useText } from "#renderer/language/use-text.ts";
import { platform } from "#renderer/platform.ts";
import { type Chord, chordKeys, chordText } from "./keys.ts";

const Drawn = ({ chord }: { readonly chord: Chord }): ReactElement => {
  const t = useText();
  return (
    <>
      <VisuallyHidden>{chordText(chord, platform(), t)}</VisuallyHidden>
      <Group gap={3} wrap="nowrap" component="span" aria-hidden>
        {chordKeys(chord, platform(), t).map((key) => (
          <Kbd key={key} size="xs">
            {key}
          </Kbd>
        ))}
      </Group>
    </>
  );
};

/** Each chord; any of them will do. */
export const ChordKeys = ({ chords }: { readonly chords: readonly Chord[] }): ReactElement => {
  const t = useText();
  return (
    <Group gap={6} wrap="nowrap" component="span">
      {chords.map((chord, index) => (
        <Group key={chordText(chord, platform(), t)} gap={6} wrap="nowrap" component="span">
          {index > 0 && (
            <Text component="span" size="xs" c="dimmed">
              {t("or")}
            </Text>
          )}
          <Drawn chord={chord} />
        </Group>
      ))}
    </Group>
  );
};
