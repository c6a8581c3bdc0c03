/** The 24 words in a numbered grid, with why they matter, to write down or print. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { Eye, EyeOff, FileDown, Printer } from "lucide-react";
import { type ReactElement, useState } from "react";
import { Problem } from "#renderer/components/problem.tsx";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useText } from "#renderer/language/use-text.ts";
import classes from "./words-shown.module.css";

/** The words and what comes next. */
export interface WordsShownProps {
  readonly words: readonly string[];
  readonly onWritten: () => void;
}

const Grid = (props: { readonly words: readonly string[]; readonly isHidden: boolean }): ReactElement => {
  const t = useText();
  return (
    <ol className={classes["grid"]} aria-label={t("Recovery words")}>
      {props.words.map((word, index) => (
        <li key={`${index}-${word}`} className={classes["word"]}>
          <span className={classes["number"]}>{index + 1}</span>
          {props.isHidden ? <span aria-label={t("hidden")}>••••••</span> : word}
        </li>
      ))}
    </ol>
  );
};

const SavePdf = (): ReactElement => {
  const t = useText();
  const [fileName, setFileName] = useState<string | null>(null);
  const save = useCall("recovery.savePdf");
  return (
    <Stack gap="xs" data-no-print>
      <Group gap="sm" align="center">
        <Button
          variant="default"
          leftSection={<FileDown size={16} aria-hidden />}
          loading={save.isBusy}
          onClick={() => save.run({}, (saved) => setFileName(saved.fileName))}
        >
          {t("Save as PDF")}
        </Button>
        <Text size="sm" c="dimmed" flex="1 1 240px">
          {t(
            "A page to print, with a QR code and instructions. It has the words in plain: print it, then delete the file.",
          )}
        </Text>
      </Group>
      {fileName !== null && (
        <Text size="sm" role="status" style={{ overflowWrap: "anywhere" }}>
          {t("Saved as “{{name}}”. Whoever reads this file can open your vault.", { name: fileName })}
        </Text>
      )}
      {save.error !== null && <Problem error={save.error} />}
    </Stack>
  );
};

/** The page. */
export const WordsShown = ({ words, onWritten }: WordsShownProps): ReactElement => {
  const t = useText();
  const [isHidden, setIsHidden] = useState(false);
  return (
    <Stack gap="md" maw={720} mx="auto">
      <div>
        <ScreenTitle>{t("Write down these 24 words")}</ScreenTitle>
        <Text c="dimmed" mt={4}>
          {t(
            "They open your vault when the chip, this computer or the service is gone. Nobody can give them to you again: keep them on paper, in a safe place, and not in a photo or a file that stays.",
          )}
        </Text>
      </div>
      <Grid words={words} isHidden={isHidden} />
      <SavePdf />
      <Group justify="space-between" data-no-print>
        <Group gap="xs">
          <Button
            variant="subtle"
            leftSection={isHidden ? <Eye size={16} aria-hidden /> : <EyeOff size={16} aria-hidden />}
            onClick={() => setIsHidden(!isHidden)}
          >
            {isHidden ? t("Show") : t("Hide")}
          </Button>
          <Button
            variant="subtle"
            leftSection={<Printer size={16} aria-hidden />}
            disabled={isHidden}
            onClick={() => window.print()}
          >
            {t("Print")}
          </Button>
        </Group>
        <Button onClick={onWritten}>{t("I have written them down")}</Button>
      </Group>
    </Stack>
  );
};
