/** The nonce that main put into the page: the policy lets only style tags with it through. */

/** The nonce of this page, or an empty text when there is none. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

/** Makes the nonce known to the scroll lock inside Mantine's modals, which looks for it under this name. */
export const setStyleNonce = (nonce: string): void => {
  Reflect.set(globalThis, "__webpack_nonce__", nonce);
};
