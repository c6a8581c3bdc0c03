/** Where the profile and the log are, to be found again. */
import { Code, Stack, Text } from "@mantine/core";
import { type ReactElement, useEffect, useState } from "react";
import type { CommandOutput } from "#contract/ipc.ts";
import { CopyText } from "#renderer/components/copy-text.tsx";
import { settingId } from "#renderer/components/setting-choices.tsx";
import { tellProblem } from "#renderer/components/notices.tsx";
import { useClient } from "#renderer/context.ts";
import type { Text as KnownText } from "#renderer/language/texts.ts";
import { useText } from "#renderer/language/use-text.ts";
import { SectionPart } from "./section-part.tsx";
import classes from "./settings.module.css";

const Folder = ({ name, path }: { readonly name: KnownText; readonly path: string }): ReactElement => {
  const t = useText();
  return (
    <li className={classes["line"]}>
      <div className={classes["main"]}>
        <Text size="sm" fw={600}>
          {t(name)}
        </Text>
        <Code dir="ltr">{path}</Code>
      </div>
      <CopyText text={path} label={t("Copy the path")} />
    </li>
  );
};

/** The part. */
export const FoldersPart = (): ReactElement => {
  const t = useText();
  const client = useClient();
  const [folders, setFolders] = useState<CommandOutput<"network.folders"> | null>(null);
  useEffect(() => {
    void client.call("network.folders", {}).then((reply) => {
      tellProblem(reply);
      if (reply.ok) setFolders(reply.value);
    });
  }, [client]);
  return (
    <SectionPart title={t("Folders")} about={t("Secrets are in neither of them in plain.")}>
      <Stack id={settingId("folders")}>
        {folders !== null && (
          <ul className={classes["card"]} aria-label={t("Folders")}>
            <Folder name="Profile" path={folders.profileDir} />
            <Folder name="Log" path={folders.logFile} />
          </ul>
        )}
      </Stack>
    </SectionPart>
  );
};
