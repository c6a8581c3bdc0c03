/** The `code` of an error that is not ours, such as ENOENT of the system; "" when it has none. */
export const foreignCode = (cause: unknown): string => {
  if (typeof cause !== "object" || cause === null || !("code" in cause)) return "";
  return typeof cause.code === "string" ? cause.code : "";
};
