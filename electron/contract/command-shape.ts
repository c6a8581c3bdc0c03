/** The shape of one call's declaration: the schema of what goes in and of what comes out. */
import { z } from "zod";
import { entryIdSchema } from "./views.ts";

/** Declares a call. */
export const command = <I extends z.ZodType, O extends z.ZodType>(schemas: {
  readonly in: I;
  readonly out: O;
}): { readonly in: I; readonly out: O } => schemas;

/** Nothing goes in, or nothing comes out. */
export const nothing = z.strictObject({});

/** Names an entry. */
export const entryRef = z.strictObject({ entryId: entryIdSchema });

/** Names a field of an entry. */
export const fieldRef = z.strictObject({ entryId: entryIdSchema, fieldId: z.string().min(1).max(40) });

/** Where a file is. Only the command line may say so; the window leaves it out and a dialog asks the person. */
export const filePath = z.string().min(1).max(4_096).optional();

/** Long work that was begun; null when the person closed the dialog instead. */
export const begunTask = z.strictObject({ taskId: z.string().max(40).nullable() });
