/** The readers with what they say of themselves and what lies on them, as far as that is known without touching a card. */
import { Badge, Card, Group, Stack, Text } from "@mantine/core";
import { type ReactElement, type ReactNode, useEffect, useState } from "react";
import { diagnosticsWords } from "#contract/diagnostics-words.ts";
import type { AtrView, ReaderFacts } from "#contract/views.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useClient, useReaders } from "#renderer/context.ts";
import { useFormats, useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "#renderer/screens/settings/section-part.tsx";
import classes from "./diagnostics.module.css";

/** Asked again whenever the readers' snapshot changes; a late answer to an older question is dropped. */
const useReaderFacts = (): readonly ReaderFacts[] | null => {
  const client = useClient();
  const view = useReaders();
  const [readers, setReaders] = useState<readonly ReaderFacts[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    void client.call("diagnostics.readers", {}).then((reply) => {
      if (isWanted && reply.ok) setReaders(reply.value.readers);
    });
    return () => {
      isWanted = false;
    };
  }, [client, view]);
  return readers;
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const useMakerText = ({ vendor, model, version }: ReaderFacts): string => {
  const t = useText();
  const known = [vendor, model].filter((part) => part !== null).join(", ");
  if (known === "") return t("The driver does not say");
  return version === null ? known : t("{{name}}, firmware {{version}}", { name: known, version });
};

const useAtrText = ({ kind, protocols, baud }: AtrView): string => {
  const t = useText();
  const formats = useFormats();
  const speed = baud === null ? [] : [t("{{number}} bits a second", { number: formats.number(baud) })];
  return [t(diagnosticsWords.kinds[kind]), ...protocols, ...speed].join(" · ");
};

const CardFact = ({ card }: { readonly card: AtrView }): ReactElement => {
  const t = useText();
  return (
    <>
      <Fact name={t("On it")}>{useAtrText(card)}</Fact>
      <Fact name={t("ATR")}>
        <span className={classes["bytes"]} dir="ltr">
          {card.hex}
        </span>
      </Fact>
    </>
  );
};

const Facts = ({ reader }: { readonly reader: ReaderFacts }): ReactElement => {
  const t = useText();
  const formats = useFormats();
  const maker = useMakerText(reader);
  const features = reader.features.map((feature) => t(diagnosticsWords.features[feature])).join(", ");
  return (
    <Text component="dl" size="sm" className={classes["facts"] ?? ""}>
      {!reader.isSimulated && <Fact name={t("Maker and model")}>{maker}</Fact>}
      {reader.serial !== null && <Fact name={t("Serial number")}>{reader.serial}</Fact>}
      {features !== "" && <Fact name={t("Also offers")}>{features}</Fact>}
      {reader.card === null ? <Fact name={t("On it")}>{t("Nothing")}</Fact> : <CardFact card={reader.card} />}
      <Fact name={t("Last tap")}>
        {reader.lastTapAt === null
          ? t("None since Tapvault was started")
          : formats.dateTime(reader.lastTapAt)}
      </Fact>
    </Text>
  );
};

const Reader = ({ reader }: { readonly reader: ReaderFacts }): ReactElement => {
  const t = useText();
  return (
    <Card component="li" withBorder padding="md" data-reader={reader.id}>
      <Stack gap="xs">
        <Group gap="xs">
          <Text component="h3" fw={600} m={0} size="md" className={classes["words"] ?? ""}>
            {reader.name}
          </Text>
          {reader.isSimulated && (
            <Badge variant="light" color="orange" tt="none" fw={600}>
              {t("simulated")}
            </Badge>
          )}
          {reader.isSam && (
            <Badge variant="light" color="gray" tt="none" fw={600}>
              {t("SAM slot")}
            </Badge>
          )}
        </Group>
        {reader.isSam ? (
          <Text size="sm" c="dimmed">
            {t("A place inside the reader for a card of its own. Tapvault leaves it alone.")}
          </Text>
        ) : (
          <Facts reader={reader} />
        )}
        {reader.error !== null && <Problem error={reader.error} isNotice />}
      </Stack>
    </Card>
  );
};

/** The part. */
export const ReadersPart = (): ReactElement => {
  const t = useText();
  const readers = useReaderFacts();
  return (
    <SectionPart title={t("Connected readers")}>
      {readers?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("None. What you plug in shows here at once.")}
        </Text>
      )}
      {readers !== null && readers.length > 0 && (
        <Stack component="ul" gap="sm" className={classes["plain"] ?? ""} aria-label={t("Connected readers")}>
          {readers.map((reader) => (
            <Reader key={reader.id} reader={reader} />
          ))}
        </Stack>
      )}
    </SectionPart>
  );
};
