/** The calls about lookups: age facts by PRIVO Protect about an e-mail address or a phone number. */
import { z } from "zod";
import { command, nothing } from "./command-shape.ts";
import { entryIdSchema } from "./views-entries.ts";
import {
  lookupPreviewSchema,
  lookupQuestionSchema,
  lookupResultSchema,
  lookupSettingsSchema,
} from "./views-lookup.ts";

const secret = z.string().max(2_000).nullable().optional();
const lookupId = z.string().max(40);

/** Calls from the window to main. */
export const lookupCommands = {
  "lookup.settings": command({
    in: nothing,
    out: z.strictObject({
      settings: lookupSettingsSchema,
      isConfigured: z.boolean(),
      isSimulated: z.boolean(),
      /** Whether the address is that of PRIVO's testing environment, whose answers are about nobody. */
      isTesting: z.boolean(),
      /** Who will see what is sent: the host of the registry. */
      host: z.string().max(300),
    }),
  }),
  "lookup.configure": command({
    in: z.strictObject({
      settings: lookupSettingsSchema.partial().omit({ hasApiKey: true, hasClientSecret: true }),
      apiKey: secret,
      clientSecret: secret,
    }),
    out: nothing,
  }),
  /** Normalises and hashes without sending anything. */
  "lookup.preview": command({ in: lookupQuestionSchema, out: lookupPreviewSchema }),
  /** Asks. `mode` plain sends the text itself and needs `confirmedHost`, the host that the person agreed to. */
  "lookup.ask": command({
    in: z.strictObject({
      questions: z.array(lookupQuestionSchema).min(1).max(100),
      mode: z.enum(["hash", "plain"]),
      confirmedHost: z.string().max(300).optional(),
      /** Also asks about the text exactly as typed. */
      alsoAsTyped: z.boolean().default(false),
    }),
    out: z.strictObject({ lookupId, results: z.array(lookupResultSchema).max(200) }),
  }),
  /** Keeps the results of a lookup as an encrypted entry; vault.locked while there is no open vault. */
  "lookup.keep": command({
    in: z.strictObject({ lookupId, title: z.string().min(1).max(200) }),
    out: z.strictObject({ entryId: entryIdSchema }),
  }),
  /** Drops what is held of a lookup. */
  "lookup.forget": command({ in: z.strictObject({ lookupId }), out: nothing }),
} as const;
