/** The vault file cannot be used: why, what to do, and that nothing was touched. */
import { Stack, Text } from "@mantine/core";
import type { ReactElement } from "react";
import type { AppError } from "#contract/errors.ts";
import { CalmPage } from "#renderer/components/calm-page.tsx";
import { Problem } from "#renderer/components/problem.tsx";
import { ScreenTitle } from "#renderer/components/screen-title.tsx";
import { useText } from "#renderer/language/use-text.ts";

/** The screen. */
export const VaultErrorScreen = ({ error }: { readonly error: AppError }): ReactElement => {
  const t = useText();
  return (
    <CalmPage>
      <Stack maw={560} mx="auto" gap="lg">
        <div>
          <ScreenTitle>{t("Your vault cannot be opened here")}</ScreenTitle>
          <Text c="dimmed" mt={4}>
            {t("Tapvault stopped before touching anything. Once the cause is gone, start it again.")}
          </Text>
        </div>
        <Problem error={error} />
      </Stack>
    </CalmPage>
  );
};
