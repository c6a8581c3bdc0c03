/** Starts the page of the quick search. */
import { mount } from "#renderer/mount.tsx";
import { QuickSearch } from "./quick-search.tsx";

const root = document.getElementById("root");
if (root !== null) mount(root, window.tapvault, <QuickSearch />);
