/** Makes passwords: 20 characters without look-alikes, each drawn evenly. */

const alphabet = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_.!+=";
const evenBelow = Math.floor(256 / alphabet.length) * alphabet.length;

/** A fresh password of `length` characters, about 6 bits each. */
export const generatePassword = (length = 20): string => {
  let made = "";
  while (made.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < evenBelow && made.length < length) made += alphabet[byte % alphabet.length] ?? "";
    }
  }
  return made;
};
