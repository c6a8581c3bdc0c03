/** The scheme of addresses that belong to this program, such as tapvault://callback/hyperid. */
export const appScheme = "tapvault";
