/** Where browsers may be sent back to, and how an answer is put into that address (contract 4). */

const loopback = /^(?:127\.0\.0\.1|localhost|\[::1\])$/;

/** The contracts' list of redirects: loopback of any port, and Tapvault's own scheme. */
export const isRedirectAllowed = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, hash } = new URL(text);
  const isKnown = protocol === "tapvault:" || (protocol === "http:" && loopback.test(hostname));
  return isKnown && hash === "";
};

/** The address with the answer in its query. */
export const withAnswer = (target: string, answer: Readonly<Record<string, string | null>>): string => {
  const url = new URL(target);
  for (const [name, value] of Object.entries(answer)) {
    if (value !== null) url.searchParams.append(name, value);
  }
  return url.href;
};
