/** lookup configure: where PRIVO Protect is and what proves who asks. The secret is read, never an argument. */
import type { AppError } from "#contract/errors.ts";
import type { Bridge, CommandOutput, CommandRequest } from "#contract/ipc.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { LookupSettings } from "#contract/views-lookup.ts";
import { withBridge } from "#cli/app-state.ts";
import type { Verb, VerbContext } from "#cli/context.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { columns } from "#cli/output.ts";

/** What can be set; what is left out stays. */
export interface ConfigureOptions {
  readonly baseUrl?: string;
  readonly tokenUrl?: string;
  readonly service?: string;
  readonly jurisdiction?: string;
  readonly auth?: LookupSettings["auth"];
  readonly clientId?: string;
  readonly scope?: string;
  readonly tokenStyle?: LookupSettings["tokenStyle"];
  readonly defaultCountry?: string;
  readonly lookupPath?: string;
  readonly s2sPath?: string;
  readonly stdin?: boolean;
  readonly forget?: boolean;
}

type Request = CommandRequest<"lookup.configure">;

/** How each option is called in the settings. */
const names = {
  baseUrl: "baseUrl",
  tokenUrl: "tokenUrl",
  service: "serviceIdentifier",
  jurisdiction: "jurisdictionIdentifier",
  auth: "auth",
  clientId: "clientId",
  scope: "scope",
  tokenStyle: "tokenStyle",
  defaultCountry: "defaultCountry",
  lookupPath: "keyPath",
  s2sPath: "tokenPath",
} as const satisfies Partial<Record<keyof ConfigureOptions, keyof LookupSettings>>;

const settingsOf = (options: ConfigureOptions): Request["settings"] => {
  const given = Object.entries(names).map(
    ([option, name]) => [name, options[option as keyof typeof names]] as const,
  );
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
};

const authInUse = async (
  bridge: Bridge,
  options: ConfigureOptions,
): Promise<Result<LookupSettings["auth"], AppError>> => {
  if (options.auth !== undefined) return ok(options.auth);
  const now = await bridge.call("lookup.settings", {});
  return now.ok ? ok(now.value.settings.auth) : now;
};

/** The secret of the way in use; nothing given leaves what is kept. */
const secretOf = async (
  context: VerbContext,
  bridge: Bridge,
  options: ConfigureOptions,
): Promise<Result<Omit<Request, "settings">, AppError>> => {
  if (options.forget === true) return ok({ apiKey: null, clientSecret: null });
  if (options.stdin === false) return ok({});
  const auth = await authInUse(bridge, options);
  if (!auth.ok) return auth;
  const isToken = auth.value === "token";
  const secret = await context.input.secret(isToken ? "Client secret: " : "API key: ");
  if (secret.trim() === "") return ok({});
  return ok(isToken ? { clientSecret: secret } : { apiKey: secret });
};

const noteOn = ({ isSimulated, isTesting }: CommandOutput<"lookup.settings">): readonly string[] => {
  if (isSimulated)
    return [
      "This profile uses the sandbox: its registry is simulated, what was set here waits for real use.",
    ];
  return isTesting ? ["This is PRIVO's testing environment: its answers are about nobody."] : [];
};

const stateText = (state: CommandOutput<"lookup.settings">): string => {
  const { settings, isConfigured, host } = state;
  return [
    columns("host", host),
    columns("service", settings.serviceIdentifier),
    columns("jurisdiction", settings.jurisdictionIdentifier),
    columns("proof", settings.auth),
    isConfigured ? "Ready to ask." : "Not complete yet.",
    ...noteOn(state),
  ].join("\n");
};

/** lookup configure. */
export const configureLookup: Verb<[options: ConfigureOptions]> = (context, options) =>
  withBridge(context, async (bridge) => {
    const secret = await secretOf(context, bridge, options);
    if (!secret.ok) return secret;
    const changed = await bridge.call("lookup.configure", { settings: settingsOf(options), ...secret.value });
    if (!changed.ok) return changed;
    const now = await bridge.call("lookup.settings", {});
    if (!now.ok) return now;
    context.output.answer(now.value, stateText(now.value));
    return ok(exitCodes.ok);
  });
