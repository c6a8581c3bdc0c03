/** The calls and snapshots of readers and diagnostics. */

/** Calls from the window to main. */
export const diagnosticsCommands = {} as const;

/** Snapshots from main to the window. */
export const diagnosticsEvents = {} as const;
