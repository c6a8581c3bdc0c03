/** The calls about the services that keep copies: setting up, signing in, sending, checking, sharing. */
import { z } from "zod";
import { command, nothing } from "./command-shape.ts";
import { entryIdSchema } from "./views-entries.ts";
import {
  accountStoreSchema,
  dataswyftSettingsSchema,
  digimeSettingsSchema,
  hyperidSettingsSchema,
  readBackSchema,
  remoteStoreSchema,
  shareWays,
  storeCheckSchema,
  storeSettingsSchema,
} from "./views-stores.ts";

/** A secret goes in and never comes back. Left out: what is kept stays; null: forget it. */
const secret = z.string().max(20_000).nullable().optional();
const accountRef = z.strictObject({ store: accountStoreSchema });

/** Calls from the window to main. */
export const storeCommands = {
  /** Sends what waits, to one store or to all. */
  "stores.sync": command({ in: z.strictObject({ store: remoteStoreSchema.optional() }), out: nothing }),
  "stores.settings": command({ in: accountRef, out: z.strictObject({ settings: storeSettingsSchema }) }),
  /** Changes settings and secrets; what is left out stays. Refused while the store is connected, but for limits. */
  "stores.configure": command({
    in: z.strictObject({
      settings: z.discriminatedUnion("store", [
        hyperidSettingsSchema.partial().required({ store: true }).omit({ hasSecret: true }),
        dataswyftSettingsSchema.partial().required({ store: true }),
        digimeSettingsSchema
          .partial()
          .required({ store: true })
          .omit({ hasContractKey: true, hasReadContractKey: true }),
      ]),
      clientSecret: secret,
      contractKey: secret,
      readContractKey: secret,
    }),
    out: nothing,
  }),
  /** Opens the system browser for a sign-in; its course and outcome arrive in `stores.changed`. */
  "stores.connect": command({
    in: accountRef.extend({
      /** digi.me's second contract, which may read back what was written. */
      isForReading: z.boolean().default(false),
    }),
    out: z.strictObject({ linkId: z.string().max(40) }),
  }),
  "stores.cancelConnect": command({
    in: z.strictObject({ linkId: z.string().max(40) }),
    out: nothing,
  }),
  /** Dataswyft with a PDA owner's name and password: for the developer sandbox only, and marked so. */
  "stores.connectAsOwner": command({
    in: z.strictObject({ username: z.string().min(1).max(200), password: z.string().min(1).max(1_000) }),
    out: nothing,
  }),
  /** Asks the service something small, to see that the account still lets us in. */
  "stores.test": command({
    in: z.strictObject({ store: remoteStoreSchema }),
    out: z.strictObject({ tookMs: z.number() }),
  }),
  /** Ends the connection. `copies`: what happens to what is kept there. */
  "stores.disconnect": command({
    in: z.strictObject({ store: accountStoreSchema, copies: z.enum(["keep", "delete"]) }),
    out: nothing,
  }),
  /** Reads every copy back and compares; with `repair` rewrites what is missing, older or damaged. */
  "stores.verify": command({
    in: z.strictObject({ store: remoteStoreSchema, repair: z.boolean() }),
    out: storeCheckSchema,
  }),
  /**
   * Hands the sealed entry to other programs at a service: under a visible name in KVS, under a key
   * that the service shares in HyperID, or as a file in the person's digi.me..
   */
  "stores.share": command({
    in: z.strictObject({
      entryId: entryIdSchema,
      way: z.enum(shareWays),
      name: z.string().max(200),
      /** Taking back: the value is overwritten with nothing. digi.me has no way to. */
      isWithdrawn: z.boolean().default(false),
    }),
    out: nothing,
  }),
  /** Reads back through digi.me's read contract what was written there. Progress is in `tasks.changed`. */
  "stores.readBack": command({
    in: nothing,
    out: z.strictObject({ files: z.array(readBackSchema).max(10_000) }),
  }),
} as const;
