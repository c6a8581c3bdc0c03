/**
 * Lookups at PRIVO Protect as the app does them: from settings and kept secrets, or from the sandbox's
 * endpoints. Results are held in memory for a while and nowhere else; a lock ends what is under way.
 */
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { CommandInput, CommandOutput } from "#contract/ipc.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { LookupPreview } from "#contract/views-lookup.ts";
import { hashText } from "#lookup/hash.ts";
import { HeldLookups } from "#lookup/held-lookups.ts";
import { noteOf } from "#lookup/keep.ts";
import type { Question, Registry } from "#lookup/lookup.port.ts";
import type { LookupChoices } from "#lookup/registry-place.ts";
import { addressesOf, hostOf, isIdentifier, isTestingHost, pathsOf } from "#lookup/registry-place.ts";
import { createPrivoRegistry } from "#platform/privo-registry.ts";
import type { PrivoRegistryOptions } from "#platform/privo-registry.ts";
import { createSha512 } from "#platform/sha512.ts";
import type { Http } from "#stores/http.port.ts";
import type { SecretSlot } from "#stores/secret-slot.port.ts";
import type { EntryService } from "#vault/entries.port.ts";
import { parseAddress } from "./api-key.ts";
import type { LookupSecrets } from "./lookup-secrets.ts";
import { checkLookupSecrets, readLookupSecrets, writeLookupSecrets } from "./lookup-secrets.ts";

/** PRIVO's stand-in of the sandbox: it takes the place of addresses, identifiers and secrets. */
export interface SandboxRegistry {
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly serviceIdentifier: string;
  readonly jurisdictionIdentifier: string;
  readonly apiKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What the desk needs. */
export interface LookupDeskParts {
  /** The profile's settings of lookups, read for every call. */
  readonly settings: () => LookupChoices;
  readonly saveSettings: (patch: Partial<LookupChoices>) => Promise<Result<void, AppError>>;
  /** Holds JSON of API key and client secret. */
  readonly secrets: SecretSlot;
  /** The stand-in while the profile is the sandbox's (its server starts when first asked for); null otherwise. */
  readonly sandbox: () => Promise<Result<SandboxRegistry, AppError>> | null;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  /** The entries of the open vault; vault.locked and the like when there are none. */
  readonly entries: () => Result<EntryService, AppError>;
}

type Outcome<T> = Promise<Result<T, AppError>>;

/** What is in force: the settings with the sandbox's endpoints in their place, and the secrets. */
interface InForce {
  readonly choices: LookupChoices;
  readonly secrets: LookupSecrets;
  readonly isSimulated: boolean;
  readonly host: string;
}

interface Connected {
  readonly key: string;
  readonly registry: Registry;
}

/** Asks, holds and keeps. */
export class LookupDesk {
  readonly #parts: LookupDeskParts;
  readonly #held: HeldLookups;
  readonly #hash = createSha512();
  #connected: Connected | null = null;
  #ending = new AbortController();
  /** One change of the secrets after the other: each reads, changes and writes them. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(parts: LookupDeskParts) {
    this.#parts = parts;
    this.#held = new HeldLookups(parts.clock);
  }

  /** What is set, as the window may see it. Secrets that cannot be opened any more count as not there. */
  async settings(): Outcome<CommandOutput<"lookup.settings">> {
    const found = await this.#inForce();
    const read = !found.ok && found.error.code === "store.secrets-lost" ? this.#withoutSecrets() : found;
    if (!read.ok) return read;
    const { choices, secrets, isSimulated, host } = read.value;
    const { apiKey, clientSecret } = secrets;
    return ok({
      settings: { ...choices, hasApiKey: apiKey !== null, hasClientSecret: clientSecret !== null },
      isConfigured: optionsOf(read.value) !== null,
      isSimulated,
      isTesting: isSimulated || isTestingHost(host),
      host,
    });
  }

  /** Changes settings and secrets; nothing is changed when any of it is malformed. */
  configure({ settings, ...secrets }: CommandInput<"lookup.configure">): Outcome<void> {
    const changed = this.#changing.then(async (): Promise<Result<void, AppError>> => {
      const patch = await checkPatch(settings);
      if (!patch.ok) return patch;
      const checked = checkLookupSecrets(secrets);
      if (!checked.ok) return checked;
      const written = await writeLookupSecrets(this.#parts.secrets, secrets);
      if (!written.ok) return written;
      this.#connected = null;
      return this.#parts.saveSettings(patch.value);
    });
    this.#changing = changed.catch(() => undefined);
    return changed;
  }

  /** Normalises and hashes; sends nothing. */
  async preview(question: Question): Outcome<LookupPreview> {
    const { normalise } = await import("#lookup/normalise.ts");
    const read = normalise(question, this.#parts.settings().defaultCountry);
    return read.ok ? ok({ ...read.value, hash: hashText(this.#hash, read.value.normalised) }) : read;
  }

  /** Asks, and holds what came back until it is forgotten. */
  async ask(input: CommandInput<"lookup.ask">): Outcome<CommandOutput<"lookup.ask">> {
    const { signal } = this.#ending;
    const found = await this.#inForce();
    if (!found.ok) return found;
    const registry = this.#connect(found.value);
    if (registry === null) return fail("lookup.not-configured");
    const { host, choices, isSimulated } = found.value;
    const parts = { registry, hash: this.#hash, host, defaultCountry: choices.defaultCountry };
    const { askRegistry } = await import("#lookup/ask.ts");
    const results = await askRegistry(
      { ...input, confirmedHost: input.confirmedHost ?? null },
      parts,
      signal,
    );
    if (!results.ok) return results;
    if (signal.aborted) return fail("task.cancelled");
    const isUnreal = isSimulated || isTestingHost(host);
    const done = {
      results: results.value,
      askedAt: this.#parts.clock.now(),
      mode: input.mode,
      host,
      isUnreal,
    };
    const lookupId = this.#held.hold(done);
    return ok({ lookupId, results: [...(this.#held.read(lookupId)?.results ?? [])] });
  }

  /** Saves what is still good of a lookup as an entry; lookup.gone when it was forgotten meanwhile. */
  keep({ lookupId, title }: CommandInput<"lookup.keep">): Result<{ readonly entryId: string }, AppError> {
    const entries = this.#parts.entries();
    if (!entries.ok) return entries;
    const lookup = this.#held.read(lookupId);
    if (lookup === null) return fail("lookup.gone");
    const saved = entries.value.save(null, noteOf(lookup, title));
    return saved.ok ? ok({ entryId: saved.value.entryId }) : saved;
  }

  forget(lookupId: string): void {
    this.#held.forget(lookupId);
  }

  /** For the lock and the end: stops what is under way, drops results, token and secrets. */
  forgetAll(): void {
    this.#ending.abort();
    this.#ending = new AbortController();
    this.#held.forgetAll();
    this.#connected = null;
  }

  async #inForce(): Outcome<InForce> {
    const sandbox = this.#parts.sandbox();
    if (sandbox !== null) {
      const running = await sandbox;
      return running.ok ? ok(simulated(this.#parts.settings(), running.value)) : running;
    }
    const secrets = await readLookupSecrets(this.#parts.secrets);
    return secrets.ok ? ok(real(this.#parts.settings(), secrets.value)) : secrets;
  }

  #withoutSecrets(): Result<InForce, never> {
    return ok(real(this.#parts.settings(), { apiKey: null, clientSecret: null }));
  }

  /** The client, made anew when anything about it changed, so that its token is used for as long as it may be. */
  #connect(found: InForce): Registry | null {
    const options = optionsOf(found);
    if (options === null) return null;
    const key = JSON.stringify(options);
    if (this.#connected?.key !== key) {
      const { http, clock, log } = this.#parts;
      this.#connected = { key, registry: createPrivoRegistry({ ...options, http, clock, log }) };
    }
    return this.#connected.registry;
  }
}

const real = (choices: LookupChoices, secrets: LookupSecrets): InForce => ({
  choices,
  secrets,
  isSimulated: false,
  host: hostOf(addressesOf(choices).baseUrl),
});

const simulated = (choices: LookupChoices, endpoints: SandboxRegistry): InForce => {
  const { apiKey, clientSecret, ...place } = endpoints;
  return {
    choices: { ...choices, ...place },
    secrets: { apiKey, clientSecret },
    isSimulated: true,
    host: hostOf(place.baseUrl),
  };
};

/** What the client is made of; null while something is missing. */
const optionsOf = ({
  choices,
  secrets,
}: InForce): Omit<PrivoRegistryOptions, "http" | "clock" | "log"> | null => {
  const { serviceIdentifier, jurisdictionIdentifier, auth, clientId, scope, tokenStyle: style } = choices;
  const { baseUrl, tokenUrl } = addressesOf(choices);
  if (!isIdentifier(serviceIdentifier) || !isIdentifier(jurisdictionIdentifier)) return null;
  const families = pathsOf(choices);
  const place = { baseUrl, serviceIdentifier, jurisdictionIdentifier, families };
  const { apiKey, clientSecret } = secrets;
  if (auth === "api-key") return apiKey === null ? null : { ...place, credentials: { kind: auth, apiKey } };
  if (clientSecret === null || clientId === "") return null;
  return { ...place, credentials: { kind: auth, tokenUrl, clientId, clientSecret, scope, style } };
};

const checkAddresses = (patch: Partial<LookupChoices>): Result<void, AppError> => {
  for (const address of [patch.baseUrl, patch.tokenUrl]) {
    const parsed = address === undefined || address === "" ? ok("") : parseAddress(address);
    if (!parsed.ok) return parsed;
  }
  return ok(undefined);
};

/** What was given of the settings, checked: addresses, and a country whose numbers can be read. */
const checkPatch = async (
  settings: CommandInput<"lookup.configure">["settings"],
): Outcome<Partial<LookupChoices>> => {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  const patch = Object.fromEntries(given) as Partial<LookupChoices>;
  const addresses = checkAddresses(patch);
  if (!addresses.ok) return addresses;
  const { defaultCountry = "" } = patch;
  if (defaultCountry === "") return ok(patch);
  const { isCountry } = await import("#lookup/normalise.ts");
  return isCountry(defaultCountry)
    ? ok({ ...patch, defaultCountry: defaultCountry.toUpperCase() })
    : fail("ipc.bad-request", { field: "defaultCountry" });
};
