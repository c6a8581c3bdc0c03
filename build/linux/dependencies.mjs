/**
 * What an installed Tapvault needs of its system. The libraries are those that the ELF files name (a test
 * compares); names are alternatives where releases since Debian 13 and Ubuntu 24.04
 * renamed one (…t64).
 */
// @ts-check

/** Of a library that was renamed: the old name first, which apt prefers where both exist. @param {string} name */
const renamed = (name) => `${name} | ${name}t64`;

export const DEBIAN = {
  depends: [
    "libc6 (>= 2.34)",
    renamed("libasound2"),
    renamed("libatk-bridge2.0-0"),
    renamed("libatk1.0-0"),
    renamed("libatspi2.0-0"),
    "libcairo2",
    renamed("libcups2"),
    "libdbus-1-3",
    "libdrm2",
    "libexpat1",
    "libgbm1",
    "libgcc-s1",
    renamed("libglib2.0-0"),
    renamed("libgtk-3-0"),
    "libnotify4",
    "libnspr4",
    "libnss3",
    "libpango-1.0-0",
    "libpcsclite1",
    "libsecret-1-0",
    "libstdc++6",
    "libudev1",
    "libx11-6",
    "libxcb1",
    "libxcomposite1",
    "libxdamage1",
    "libxext6",
    "libxfixes3",
    "libxkbcommon0",
    "libxrandr2",
    "xdg-utils",
  ],
  // openssl and pkexec put newer versions in place; without them a package is installed by hand.
  recommends: [
    "pcscd",
    "libccid",
    "gnome-keyring | kwalletmanager | keepassxc",
    "openssl",
    "pkexec | policykit-1",
  ],
  suggests: ["libacsccid1", "pcsc-tools"],
};

/** Fedora and openSUSE name libraries differently; what both know are the files' own names. */
export const REDHAT = {
  requires: [
    "libasound.so.2",
    "libatk-1.0.so.0",
    "libatk-bridge-2.0.so.0",
    "libatspi.so.0",
    "libcairo.so.2",
    "libcups.so.2",
    "libdbus-1.so.3",
    "libdrm.so.2",
    "libexpat.so.1",
    "libgbm.so.1",
    "libgcc_s.so.1",
    "libgio-2.0.so.0",
    "libglib-2.0.so.0",
    "libgobject-2.0.so.0",
    "libgtk-3.so.0",
    "libnotify.so.4",
    "libnspr4.so",
    "libnss3.so",
    "libnssutil3.so",
    "libpango-1.0.so.0",
    "libpcsclite.so.1",
    "libsecret-1.so.0",
    "libsmime3.so",
    "libstdc++.so.6",
    "libudev.so.1",
    "libX11.so.6",
    "libxcb.so.1",
    "libXcomposite.so.1",
    "libXdamage.so.1",
    "libXext.so.6",
    "libXfixes.so.3",
    "libxkbcommon.so.0",
    "libXrandr.so.2",
  ].map((file) => `${file}()(64bit)`),
  recommends: [
    "pcsc-lite",
    "(pcsc-lite-ccid or pcsc-ccid)",
    "(gnome-keyring or kwalletmanager5 or keepassxc)",
    "openssl",
    "polkit",
  ],
};
