/** The 24 words in a numbered grid, with why they matter, to write down or print. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { Eye, EyeOff, Printer } from "lucide-react";
import { type ReactElement, useState } from "react";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import classes from "./words-shown.module.css";

/** The words and what comes next. */
export interface WordsShownProps {
  readonly words: readonly string[];
  readonly onWritten: () => void;
}

const Grid = ({
  words,
  isHidden,
}: {
  readonly words: readonly string[];
  readonly isHidden: boolean;
}): ReactElement => (
  <ol className={classes["grid"]} aria-label="Recovery words">
    {words.map((word, index) => (
      <li key={`${index}-${word}`} className={classes["word"]}>
        <span className={classes["number"]}>{index + 1}</span>
        {isHidden ? <span aria-label="hidden">••••••</span> : word}
      </li>
    ))}
  </ol>
);

/** The page. */
export const WordsShown = ({ words, onWritten }: WordsShownProps): ReactElement => {
  const [isHidden, setIsHidden] = useState(false);
  return (
    <Stack gap="md" maw={720} mx="auto">
      <div>
        <ScreenTitle>Write down these 24 words</ScreenTitle>
        <Text c="dimmed" mt={4}>
          They open your vault when the chip, this computer or the service is gone. Nobody can give them to
          you again: keep them on paper, in a safe place, and never in a file or a photo.
        </Text>
      </div>
      <Grid words={words} isHidden={isHidden} />
      <Group justify="space-between" data-no-print>
        <Group gap="xs">
          <Button
            variant="subtle"
            leftSection={isHidden ? <Eye size={16} aria-hidden /> : <EyeOff size={16} aria-hidden />}
            onClick={() => setIsHidden(!isHidden)}
          >
            {isHidden ? "Show" : "Hide"}
          </Button>
          <Button
            variant="subtle"
            leftSection={<Printer size={16} aria-hidden />}
            disabled={isHidden}
            onClick={() => window.print()}
          >
            Print
          </Button>
        </Group>
        <Button onClick={onWritten}>I have written them down</Button>
      </Group>
    </Stack>
  );
};
