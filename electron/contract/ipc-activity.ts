/** The calls and snapshots of the activity log and of the view of what is stored where. */

/** Calls from the window to main. */
export const activityCommands = {} as const;

/** Snapshots from main to the window. */
export const activityEvents = {} as const;
