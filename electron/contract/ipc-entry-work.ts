/** The calls about several entries at once, conflicts and the strength of kept values. */

/** Calls from the window to main. */
export const entryWorkCommands = {} as const;
