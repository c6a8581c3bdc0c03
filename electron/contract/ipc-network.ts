/** The calls about the way to the internet and the addresses of the services. */

/** Calls from the window to main. */
export const networkCommands = {} as const;
