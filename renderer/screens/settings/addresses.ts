/** Which addresses may be entered: checked while typing, and again in main, whose word counts. Pure. */

const parsed = (text: string): URL | null => {
  const trimmed = text.trim();
  return URL.canParse(trimmed) ? new URL(trimmed) : null;
};

const hasNobody = ({ username, password }: URL): boolean => `${username}${password}` === "";

/** A proxy: http or https, host and port, nothing behind them. */
export const isProxy = (text: string): boolean => {
  const url = parsed(text);
  if (url === null || !hasNobody(url)) return false;
  return /^https?:$/u.test(url.protocol) && url.pathname === "/" && `${url.search}${url.hash}` === "";
};

/** A service: https, or http on this computer. */
export const isService = (text: string): boolean => {
  const url = parsed(text);
  if (url === null || !hasNobody(url)) return false;
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && isHere);
};
