/** The window in a browser, over the fake bridge: ?scenario=NAME&theme=light|dark. Never shipped. */
import { mount } from "#renderer/mount.tsx";
import { createFakeBridge } from "./fake-bridge.ts";
import { calmApp } from "./fake-views.ts";
import { scenarioNamed } from "./preview-scenarios.ts";

const parameters = new URLSearchParams(location.search);
const start = scenarioNamed(parameters.get("scenario") ?? "entries");
const theme = parameters.get("theme") === "dark" ? "dark" : "light";
const settings = { ...calmApp.settings, ...start.app?.settings, theme } as const;

window.fake = createFakeBridge({ ...start, app: { ...start.app, settings } });
const root = document.getElementById("root");
if (root !== null) mount(root, window.fake);
