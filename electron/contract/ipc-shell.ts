/** What the window is told from outside the page (menu, tray, deep link), and what it asks of its own frame. */

/** Calls from the window to main. */
export const shellCommands = {} as const;

/** Snapshots from main to the window. */
export const shellEvents = {} as const;
