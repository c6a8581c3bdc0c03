/** The window in a browser, over the fake bridge: ?scenario=NAME&theme=light|dark&language=en|de|es|ja&dir=rtl. Never shipped. */
import { App } from "#renderer/app.tsx";
import { languages } from "#contract/views.ts";
import { mount } from "#renderer/mount.tsx";
import { QuickSearch } from "#renderer/quick/quick-search.tsx";
import { createFakeBridge } from "./fake-bridge.ts";
import { calmApp } from "./fake-views.ts";
import { RightToLeft } from "./preview-direction.tsx";
import { scenarioNamed } from "./preview-scenarios.ts";

const parameters = new URLSearchParams(location.search);
const start = scenarioNamed(parameters.get("scenario") ?? "entries");
const theme = parameters.get("theme") === "dark" ? "dark" : "light";
const language = languages.find((each) => each === parameters.get("language"));
const settings = {
  ...calmApp.settings,
  ...start.app?.settings,
  theme,
  ...(language === undefined ? {} : { language }),
} as const;

window.fake = createFakeBridge({ ...start, app: { ...start.app, settings } });
const root = document.getElementById("root");
const isQuick = parameters.get("scenario")?.startsWith("quick") === true;
const content = isQuick ? <QuickSearch /> : <App />;
const isTurned = parameters.get("dir") === "rtl";
if (root !== null) mount(root, window.fake, isTurned ? <RightToLeft>{content}</RightToLeft> : content);
