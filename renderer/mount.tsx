/**
 * Puts the app into a page over a bridge. Separate from main.tsx so that the preview in the tests can
 * do the same with a bridge of its own.
 */
import type { ReactElement } from "react";
import { createRoot } from "react-dom/client";
import { config } from "zod";
import type { PageBridge } from "#contract/ipc.ts";
import { createClient } from "./bridge.ts";
import { AppContext, createAppContext } from "./context.ts";
import { createLanguage } from "./language/language.ts";
import { setStyleNonce, styleNonce } from "./nonce.ts";
import { Providers } from "./providers.tsx";

/** Draws a page into `root`. Returns how to take it away again. */
export const mount = (root: HTMLElement, bridge: PageBridge, content: ReactElement): (() => void) => {
  // Compiled parsers need eval, which the page's policy forbids.
  config({ jitless: true });
  setStyleNonce(styleNonce());
  const context = createAppContext((onMalformed) => createClient(bridge, onMalformed));
  const language = createLanguage();
  const disconnect = context.connect();
  const reactRoot = createRoot(root);
  reactRoot.render(
    <AppContext value={context}>
      <Providers language={language}>{content}</Providers>
    </AppContext>,
  );
  return () => {
    reactRoot.unmount();
    disconnect();
  };
};
