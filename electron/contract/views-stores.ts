/** What the window shows of the services that keep copies: how each stands, its settings, and a sign-in under way. */
import { z } from "zod";
import { appErrorSchema } from "./errors.ts";

const epochMs = z.number().int();
const count = z.number().int().nonnegative();

/** The services that keep copies of entries. */
export const remoteStores = ["kvs", "hyperid", "dataswyft", "digime"] as const;
export const remoteStoreSchema = z.enum(remoteStores);
export type RemoteStore = z.infer<typeof remoteStoreSchema>;

/** The services that a person signs in to with a browser; KVS opens by a tap instead. */
export const accountStores = ["hyperid", "dataswyft", "digime"] as const;
export const accountStoreSchema = z.enum(accountStores);
export type AccountStore = z.infer<typeof accountStoreSchema>;

/** How the browser comes back: to a port on this computer, or by an address that belongs to this program. */
export const redirectWays = ["loopback", "scheme"] as const;

/**
 * How a store stands. `off`: not set up. `ready`: set up, nobody signed in. `connected`: in use.
 * `needs-tap`: opens with the next tap (KVS). `needs-sign-in`: the consent ended or its tokens are lost.
 */
export const storeStates = ["off", "ready", "connected", "needs-tap", "needs-sign-in"] as const;

/** One store as listed. */
export const storeViewSchema = z.strictObject({
  store: remoteStoreSchema,
  state: z.enum(storeStates),
  /** What the person knows the account by; null while nobody is signed in. */
  account: z.string().max(300).nullable(),
  /** Signed in with a developer's credentials, not by a person's consent: for development only. */
  isDeveloperAccess: z.boolean(),
  /** A stand-in of the sandbox, not the service itself. */
  isSimulated: z.boolean(),
  connectedAt: epochMs.nullable(),
  /** When everything waiting was last sent. */
  lastSyncAt: epochMs.nullable(),
  /** Copies of entries at this store by how they stand. */
  copies: z.strictObject({ kept: count, waiting: count, failed: count, damaged: count }),
  /** What our copies take there, and what the service gives; null where it does not say. */
  usedBytes: count.nullable(),
  capacityBytes: count.nullable(),
  /** After this the person must sign in again, whatever happens. */
  consentEndsAt: epochMs.nullable(),
  /** After this the person must sign in again, unless the service is used before. */
  idleEndsAt: epochMs.nullable(),
  isBusy: z.boolean(),
  /** Why the last use failed, if it did. */
  error: appErrorSchema.nullable(),
});
export type StoreView = z.infer<typeof storeViewSchema>;

/** A sign-in under way: the browser has the person, or its answer is being checked. */
export const linkViewSchema = z.strictObject({
  linkId: z.string().max(40),
  store: accountStoreSchema,
  state: z.enum(["in-browser", "checking"]),
  /** For a browser that did not open by itself. */
  url: z.string().max(4_000),
  /** False when no browser could be opened: the link must be copied. */
  isBrowserOpen: z.boolean(),
  endsAt: epochMs,
});
export type LinkView = z.infer<typeof linkViewSchema>;

/** All stores, in their order. `lastLink`: how the last sign-in ended, so that its outcome is not missed. */
export const storesViewSchema = z.strictObject({
  seq: z.number().int().nonnegative(),
  stores: z.array(storeViewSchema).max(remoteStores.length),
  link: linkViewSchema.nullable(),
  lastLink: z
    .strictObject({
      linkId: z.string().max(40),
      store: accountStoreSchema,
      error: appErrorSchema.nullable(),
    })
    .nullable(),
});
export type StoresView = z.infer<typeof storesViewSchema>;

const address = z.string().trim().max(500);
const name = z.string().trim().max(200);

/** HyperID: a client of the developer portal. Empty `issuer`: the service's own. */
export const hyperidSettingsSchema = z.strictObject({
  store: z.literal("hyperid"),
  issuer: address,
  clientId: name,
  redirect: z.enum(redirectWays),
  /** No limit is published: values are cut at this many bytes of text, requests at this many keys. */
  maxValueBytes: z.number().int().min(256).max(1_048_576),
  keysPerRequest: z.number().int().min(1).max(1_000),
  /** Whether a secret is kept; the secret itself never comes back. */
  hasSecret: z.boolean(),
});

/** Dataswyft: whose personal data account, and which app of the developer portal. Empty `namespace`: the application's id. */
export const dataswyftSettingsSchema = z.strictObject({
  store: z.literal("dataswyft"),
  pdaUrl: address,
  applicationId: name,
  namespace: name,
  /** `hatlogin`: the documented page; `auth`: the newer screens. */
  signInPage: z.enum(["hatlogin", "auth"]),
  /** Whether the way back carries a value that binds the answer to the question; off where the portal wants it exactly as registered. */
  hasStateInRedirect: z.boolean(),
  redirect: z.enum(redirectWays),
  /** Values above this go through the File Storage API. */
  fileFromBytes: z.number().int().min(1_024).max(9_000_000),
});

/** digi.me: a contract of the vendor's. Empty addresses: the service's own. */
export const digimeSettingsSchema = z.strictObject({
  store: z.literal("digime"),
  baseUrl: address,
  onboardUrl: address,
  cloudBaseUrl: address,
  applicationId: name,
  contractId: name,
  redirect: z.enum(redirectWays),
  /** How “write to my digi.me” writes: the library of v1.7, or the postbox of v1.6. */
  writeProtocol: z.enum(["library", "postbox"]),
  /** Address of the older API for `postbox`. */
  legacyBaseUrl: address,
  /** A second contract that may read back what was written; empty when there is none. */
  readContractId: name,
  hasContractKey: z.boolean(),
  hasReadContractKey: z.boolean(),
});

/** Settings of the stores a person signs in to. */
export const storeSettingsSchema = z.discriminatedUnion("store", [
  hyperidSettingsSchema,
  dataswyftSettingsSchema,
  digimeSettingsSchema,
]);
export type StoreSettings = z.infer<typeof storeSettingsSchema>;
export type HyperidSettings = z.infer<typeof hyperidSettingsSchema>;
export type DataswyftSettings = z.infer<typeof dataswyftSettingsSchema>;
export type DigimeSettings = z.infer<typeof digimeSettingsSchema>;

/** The ways to hand an entry, still sealed, to other programs at a service. */
export const shareWays = ["kvs-name", "hyperid-shared", "digime-write"] as const;
export type ShareWay = (typeof shareWays)[number];

/** What was found when a store's copies were read back and compared with this computer. */
export const storeCheckSchema = z.strictObject({
  store: remoteStoreSchema,
  checked: count,
  equal: count,
  /** Not at the service although they should be. */
  missing: count,
  /** Another revision than here. */
  different: count,
  /** Does not open or does not compare equal. */
  damaged: count,
  /** At the service, unknown here. */
  foreign: count,
  /** Written anew from the copy on this computer. */
  repaired: count,
});
export type StoreCheck = z.infer<typeof storeCheckSchema>;

/** One file read back from digi.me through a read contract. */
export const readBackSchema = z.strictObject({
  name: z.string().max(300),
  reference: z.string().max(300),
  at: epochMs.nullable(),
  sizeBytes: count,
  /** `opens`: an entry of this vault; `foreign`: not sealed by this vault; `damaged`: could not be read. */
  state: z.enum(["opens", "foreign", "damaged"]),
});
export type ReadBack = z.infer<typeof readBackSchema>;
