/** Where the keyboard finds the list. */
export const listElementId = "entry-list";
