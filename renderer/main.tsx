/** Starts the window's page: reads the style nonce, connects to main and draws the app. */
import { App } from "./app.tsx";
import { mount } from "./mount.tsx";

const root = document.getElementById("root");
if (root !== null) mount(root, window.tapvault, <App />);
