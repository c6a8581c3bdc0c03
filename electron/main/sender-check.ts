/** Who may talk to main: the main frame of one of our own windows, showing that window's own page. Knows nothing else. */

/** What the sender check needs to know of a message; a subset of Electron's event. */
export interface Sender {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** One of our windows: the id of its contents, and the address of the one page it shows. */
export interface OwnPage {
  readonly id: number;
  readonly address: string;
}

const isAt = (url: string, address: string): boolean =>
  url === address || url.startsWith(`${address}?`) || url.startsWith(`${address}#`);

/** The page that a message comes from; null when it is none of ours, or a window of ours shows another's page. */
export const trustedPage = <P extends OwnPage>(event: Sender, pages: readonly P[]): P | null => {
  const frame = event.senderFrame;
  if (frame?.parent !== null) return null;
  const page = pages.find(({ id }) => id === event.sender.id);
  return page !== undefined && isAt(frame.url, page.address) ? page : null;
};
