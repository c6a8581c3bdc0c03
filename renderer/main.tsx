/**
 * Starts a page: reads the style nonce, connects to main and draws the app, or the quick search where the
 * page says so. Both pages start here so that what the first screen needs is in one file.
 */
import { App } from "./app.tsx";
import { mount } from "./mount.tsx";

const root = document.getElementById("root");
if (root?.dataset["page"] === "quick")
  void import("./quick/quick-search.tsx").then(({ QuickSearch }) =>
    mount(root, window.tapvault, <QuickSearch />),
  );
else if (root !== null) mount(root, window.tapvault, <App />);
