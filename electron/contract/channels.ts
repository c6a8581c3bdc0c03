/** The names of the IPC channels; the only thing besides types that the preload imports. */

/** Invoke channel: (command name, input) -> Reply. */
export const callChannel = "tapvault:call";
/** Invoke channel: (event name) -> nothing; main then sends the current snapshot. */
export const subscribeChannel = "tapvault:subscribe";
/** Push channel: (event name, snapshot). */
export const eventChannel = "tapvault:event";
/** Invoke channel: (entry id, where the dropped files are) -> Reply. Only the preload fills in the places. */
export const dropChannel = "tapvault:drop";
