/** The scheme of addresses that belong to this program, such as tapvault://callback/hyperid. */
export const appScheme = "tapvault";

/** Whether a text is meant as one of them, well made or not; then it is the name of no file. */
export const isOurAddress = (text: string): boolean => text.toLowerCase().startsWith(`${appScheme}:`);
