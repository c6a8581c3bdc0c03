/** Hands the entry, still sealed, to other programs at a service, or takes it back. Only connected services are offered. */
import { Alert, Button, Checkbox, Group, Modal, Radio, SegmentedControl, Stack, Text } from "@mantine/core";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useStore } from "zustand";
import { type EntryDetail, type ShareWay, shareWays } from "#contract/views.ts";
import { FormButtons } from "#renderer/components/form-buttons.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { shortText } from "#renderer/components/short-text.ts";
import { TextForm } from "#renderer/components/text-form.tsx";
import { useCall } from "#renderer/components/use-call.ts";
import { useAppContext, useSetUi, useStores, useUi } from "#renderer/context.ts";
import { useText } from "#renderer/language/use-text.ts";
import { ShareName, isUsableName } from "./share-name.tsx";
import { type ShareWords, shareWords, whyNot } from "./share-words.ts";

interface BodyProps {
  readonly detail: EntryDetail;
  readonly onClose: () => void;
}

const WayChoice = (props: {
  readonly way: ShareWay | null;
  readonly isWithdrawal: boolean;
  readonly onChange: (way: ShareWay | null) => void;
}): ReactElement => {
  const t = useText();
  const stores = useStores();
  return (
    <Radio.Group
      label={t("Where")}
      value={props.way ?? ""}
      onChange={(value) => props.onChange(shareWays.find((way) => way === value) ?? null)}
    >
      <Stack gap="xs" mt={6}>
        {shareWays.map((way) => {
          const reason = whyNot(way, stores, props.isWithdrawal);
          const { label, about } = shareWords[way];
          return (
            <Radio
              key={way}
              value={way}
              label={t(label)}
              description={t(reason ?? about)}
              disabled={reason !== null}
            />
          );
        })}
      </Stack>
    </Radio.Group>
  );
};

const Consent = (props: {
  readonly words: ShareWords;
  readonly isAgreed: boolean;
  readonly onChange: (isAgreed: boolean) => void;
}): ReactElement => {
  const t = useText();
  return (
    <Alert color="yellow" variant="light" role="note" icon={<TriangleAlert aria-hidden />}>
      <Stack gap="sm">
        <Text size="sm">{t(props.words.warning)}</Text>
        <Checkbox
          label={t(props.words.consent)}
          checked={props.isAgreed}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
      </Stack>
    </Alert>
  );
};

const Done = (props: {
  readonly way: ShareWay;
  readonly name: string;
  readonly isWithdrawal: boolean;
  readonly onClose: () => void;
}): ReactElement => {
  const t = useText();
  const { name } = props;
  const shared = t("It is there as “{{name}}”.", { name });
  const back = t("To take it back, come here again with the same name.");
  return (
    <Stack gap="md">
      <Alert
        color="teal"
        variant="light"
        role="status"
        icon={<CircleCheck aria-hidden />}
        title={props.isWithdrawal ? t("Taken back") : t("Shared")}
      >
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {props.isWithdrawal
            ? t(
                "What was under “{{name}}” was overwritten with nothing. Programs that read it before may still have it.",
                { name },
              )
            : shareWords[props.way].canWithdraw
              ? `${shared} ${back}`
              : shared}
        </Text>
      </Alert>
      <Group justify="flex-end">
        <Button onClick={props.onClose} data-autofocus>
          {t("Done")}
        </Button>
      </Group>
    </Stack>
  );
};

interface Choice {
  readonly isWithdrawal: boolean;
  readonly way: ShareWay | null;
  readonly name: string;
  readonly isAgreed: boolean;
}

const nothingChosen: Choice = { isWithdrawal: false, way: null, name: "", isAgreed: false };

const isReady = ({ way, name, isAgreed, isWithdrawal }: Choice): boolean =>
  way !== null && isUsableName(name, shareWords[way].maxNameBytes) && (isAgreed || isWithdrawal);

const Head = (props: {
  readonly detail: EntryDetail;
  readonly isWithdrawal: boolean;
  readonly onChange: (isWithdrawal: boolean) => void;
}): ReactElement => {
  const t = useText();
  return (
    <>
      <Text size="sm" dir="auto" style={{ overflowWrap: "anywhere" }}>
        {t("“{{title}}” is handed over as it is sealed: without a key of this vault nobody can open it.", {
          title: shortText(props.detail.title, 80),
        })}
      </Text>
      <SegmentedControl
        fullWidth
        aria-label={t("What to do")}
        data={[
          { value: "share", label: t("Share") },
          { value: "withdraw", label: t("Take back") },
        ]}
        value={props.isWithdrawal ? "withdraw" : "share"}
        onChange={(value) => props.onChange(value === "withdraw")}
      />
    </>
  );
};

const Body = ({ detail, onClose }: BodyProps): ReactElement => {
  const t = useText();
  const [choice, setChoice] = useState(nothingChosen);
  const [isDone, setIsDone] = useState(false);
  const share = useCall("stores.share");
  const { way, name, isWithdrawal } = choice;
  const send = (): void => {
    if (way === null || !isReady(choice)) return;
    share.run({ entryId: detail.entryId, way, name: name.trim(), isWithdrawn: isWithdrawal }, () =>
      setIsDone(true),
    );
  };
  if (isDone && way !== null)
    return <Done way={way} name={name.trim()} isWithdrawal={isWithdrawal} onClose={onClose} />;
  return (
    <TextForm onSend={send}>
      <Head
        detail={detail}
        isWithdrawal={isWithdrawal}
        onChange={(next) => setChoice({ ...choice, isWithdrawal: next, way: null, isAgreed: false })}
      />
      <WayChoice
        way={way}
        isWithdrawal={isWithdrawal}
        onChange={(next) => setChoice({ ...choice, way: next, isAgreed: false })}
      />
      {way !== null && (
        <ShareName
          words={shareWords[way]}
          name={name}
          onChange={(next) => setChoice({ ...choice, name: next })}
        />
      )}
      {way !== null && !isWithdrawal && (
        <Consent
          words={shareWords[way]}
          isAgreed={choice.isAgreed}
          onChange={(isAgreed) => setChoice({ ...choice, isAgreed })}
        />
      )}
      {share.error !== null && <Problem error={share.error} />}
      <FormButtons
        label={isWithdrawal ? t("Take back") : t("Share")}
        isBusy={share.isBusy}
        isReady={isReady(choice)}
        onCancel={onClose}
      />
    </TextForm>
  );
};

/** The dialog. */
export const ShareDialog = (): ReactElement => {
  const t = useText();
  const isOpen = useUi((ui) => ui.entryDialog === "share");
  const setUi = useSetUi();
  const detail = useStore(useAppContext().detail.store, (state) => state.detail);
  const close = (): void => setUi({ entryDialog: "none" });
  return (
    <Modal
      opened={isOpen && detail !== null}
      onClose={close}
      title={<Text fw={600}>{t("Share with other programs")}</Text>}
      closeButtonProps={{ "aria-label": t("Close") }}
      centered
    >
      {detail !== null && <Body key={detail.entryId} detail={detail} onClose={close} />}
    </Modal>
  );
};
