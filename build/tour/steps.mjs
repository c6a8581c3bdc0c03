/** The steps of the tour, by name. Each throws when what it names does not hold. */
// @ts-check
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { OUT } from "../paths.mjs";

/**
 * @typedef {object} Scene
 * @property {import("./app.mjs").TourApp} app
 * @property {import("./hand.mjs").Hand} hand
 * @property {string} profileDir
 * @property {Record<string, string>} notes
 * @property {(line: string) => void} print
 */

const TITLE = "Harbour library";
const USER = "ada.tour@example.org";
const PASSWORD = `tour-${randomBytes(9).toString("base64url")}`;

/** @param {unknown} condition @param {string} message @returns {asserts condition} */
function hold(condition, message) {
  if (!condition) throw new Error(message);
}

/** Waits until the vault is open and shows its list. @param {Scene} scene */
const seeVault = ({ app }) => app.page.getByRole("button", { name: "Lock" }).first().waitFor();

/** What every service holds, as the sandbox's control lists it. @param {Scene} scene */
async function serviceObjects({ profileDir }) {
  const file = join(profileDir, "sandbox", "services", "endpoints.json");
  const { control } = JSON.parse(readFileSync(file, "utf8"));
  const answer = await fetch(`${control}/objects`);
  hold(answer.ok, `the sandbox's control answered ${answer.status}`);
  return answer.text();
}

/** Every file of the profile as text, to look for what must not be there. @param {string} dir @returns {string} */
const everything = (dir) =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), "latin1"))
    .join("\n");

/** Does something again until it holds, within 15 s. @param {() => Promise<boolean>} check @param {string} message */
async function eventually(check, message) {
  const endsAt = performance.now() + 15_000;
  while (!(await check())) {
    hold(performance.now() < endsAt, message);
    await new Promise((wake) => setTimeout(wake, 150));
  }
}

/** @type {Record<string, (scene: Scene) => Promise<void>>} */
export const steps = {
  "the window opens on the first run": async ({ app }) => {
    await app.page.getByRole("button", { name: "Start the sandbox" }).waitFor();
  },
  "the sandbox's services answer and a reader is there": async ({ app }) => {
    await app.page.getByRole("button", { name: "Start the sandbox" }).click();
    await app.page.getByText("Address and key are right").waitFor();
    await app.page.getByRole("button", { name: "Continue", exact: true }).click();
  },
  "a tap makes the vault": async ({ app, hand }) => {
    await app.page.getByRole("heading", { name: /hold your chip/i }).waitFor();
    await hand.tap();
    await app.page.getByRole("list", { name: "Recovery words" }).waitFor();
    await hand.leave();
  },
  "three of the 24 recovery words are asked back": async ({ app }) => {
    const { page } = app;
    const items = await page
      .getByRole("list", { name: "Recovery words" })
      .getByRole("listitem")
      .allTextContents();
    const words = items.map((text) => text.replace(/^\d+/, "").trim());
    hold(words.length === 24, `${words.length} words instead of 24`);
    await page.getByRole("button", { name: "I have written them down" }).click();
    await page.getByRole("button", { name: "Finish" }).waitFor();
    for (const field of await page.getByRole("textbox", { name: /^Word \d+$/ }).all()) {
      const name = (await field.getAttribute("name")) ?? "";
      await field.fill(words[Number(name.replace("word-", "")) - 1] ?? "");
    }
    await page.getByRole("button", { name: "Finish" }).click();
    await page.getByRole("button", { name: "Open my vault" }).click();
    await page.getByRole("button", { name: /^New/ }).first().waitFor();
  },
  "the keychain holds this computer's half": async ({ app, notes, print }) => {
    const backend = await app.page.evaluate(
      () =>
        new Promise((resolve) => {
          // @ts-expect-error the bridge that the preload puts there
          window.tapvault.subscribe("app.changed", (view) => resolve(view.keychain.backend));
        }),
    );
    notes["keychain"] = String(backend);
    const wanted = process.env["TAPVAULT_TOUR_KEYRING"] === "none" ? "memory" : "os";
    print(
      `keychain:  ${backend === "os" ? "a real keyring" : "memory for this session only; no keyring can be had here"}`,
    );
    hold(backend === wanted, `the keychain is ${String(backend)}, not ${wanted}`);
  },
  "an entry is saved": async ({ app }) => {
    const { page } = app;
    await page.getByRole("button", { name: /^New/ }).first().click();
    await page.getByLabel("Title").fill(TITLE);
    await page.getByRole("textbox", { name: "User name" }).fill(USER);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: TITLE }).waitFor();
  },
  "its copy reaches VivoKey KVS": async (scene) => {
    const before = scene.notes["objects"] ?? "";
    await eventually(async () => {
      const state = await scene.app.page.evaluate(
        () =>
          new Promise((resolve) => {
            // @ts-expect-error the bridge that the preload puts there
            window.tapvault.subscribe("app.changed", (view) => resolve(view.copies));
          }),
      );
      const { kept, waiting } = /** @type {{ kept: number, waiting: number }} */ (state);
      return kept === 1 && waiting === 0;
    }, "the copy still waits");
    scene.notes["objects"] = before + (await serviceObjects(scene));
  },
  "locking takes everything off the screen": async ({ app }) => {
    await app.page.getByRole("button", { name: "Lock" }).first().click();
    await app.page.getByRole("heading", { name: /hold your chip/i }).waitFor();
    const page = await app.page.content();
    hold(!page.includes(TITLE) && !page.includes(PASSWORD), "the locked window still holds the entry");
  },
  "the next tap shows the entry again": async (scene) => {
    await scene.hand.tap();
    await seeVault(scene);
    const { page } = scene.app;
    await page.getByText(TITLE).first().click();
    await page.getByRole("button", { name: "Show Password" }).click();
    await page.getByText(PASSWORD).waitFor();
    await scene.app.picture(join(OUT, "tour.png"));
    await scene.hand.leave();
  },
  "the services and the disk hold ciphertext only": async (scene) => {
    const objects = await serviceObjects(scene);
    hold(/kvs/i.test(objects) && objects.length > 200, "the services hold nothing");
    const places = { services: objects, disk: everything(scene.profileDir) };
    for (const [place, content] of Object.entries(places)) {
      for (const secret of [TITLE, USER, PASSWORD])
        hold(!content.includes(secret), `plaintext found in: ${place}`);
    }
  },
  "a torn tap asks for the same chip again": async (scene) => {
    const { page } = scene.app;
    await page.getByRole("button", { name: "Lock" }).first().click();
    await page.getByRole("heading", { name: /hold your chip/i }).waitFor();
    await scene.hand.tapTorn();
    await page.getByRole("heading", { name: /tap the same chip/i }).waitFor();
    await scene.hand.leave();
  },
  "and the same chip then opens the vault": async (scene) => {
    await scene.hand.tap();
    await seeVault(scene);
    await scene.app.page.getByText(TITLE).first().waitFor();
    hold(existsSync(join(OUT, "tour.png")), "no picture was taken");
  },
};
