/** The way to the internet, the addresses of the services, and which hosts this app talks to. */
import { Stack } from "@mantine/core";
import { type ReactElement, useCallback, useEffect, useState } from "react";
import type { AppError } from "#contract/errors.ts";
import type { NetworkView } from "#contract/views-network.ts";
import { Problem } from "#renderer/components/problem.tsx";
import { useClient } from "#renderer/context.ts";
import { AddressesPart } from "./addresses-part.tsx";
import { HostsPart } from "./hosts-part.tsx";
import { ProxyPart } from "./proxy-part.tsx";

interface Network {
  readonly view: NetworkView | null;
  readonly error: AppError | null;
  readonly reload: () => void;
}

const useNetwork = (): Network => {
  const client = useClient();
  const [view, setView] = useState<NetworkView | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const read = useCallback(
    () =>
      client.call("network.view", {}).then((reply) => {
        setError(reply.ok ? null : reply.error);
        if (reply.ok) setView(reply.value);
      }),
    [client],
  );
  useEffect(() => void read(), [read]);
  return { view, error, reload: () => void read() };
};

/** The section. */
export const NetworkSection = (): ReactElement => {
  const { view, error, reload } = useNetwork();
  return (
    <Stack gap="xl">
      <ProxyPart />
      {error !== null && <Problem error={error} onRetry={reload} />}
      {view !== null && <HostsPart view={view} />}
      {view !== null && <AddressesPart view={view} />}
    </Stack>
  );
};
