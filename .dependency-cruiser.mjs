/** The arrows of the architecture: what may import what, and which packages are known at all. */
const featureFolders = "^electron/(chip|vault|stores|sync|lookup)/";

/** A package not named here is an error: adding one is a conscious act. */
const allowedPackages = [
  "@hono/node-server",
  "@mantine/[^/]+",
  "@pokusew/pcsclite",
  "@scure/bip39",
  "@tanstack/react-virtual",
  "@vitejs/plugin-react",
  "axe-core",
  "cbor-x",
  "commander",
  "electron",
  "electron-vite",
  "fast-check",
  "hono",
  "jose",
  "keytar",
  "libsql",
  "lucide-react",
  "nfc-pcsc",
  "pcsc-mini",
  "pino",
  "playwright-core",
  "react",
  "react-dom",
  "vite",
  "vitest",
  "zod",
  "zustand",
];

const only = (name, packagePattern, homes) => ({
  name,
  severity: "error",
  comment: "One file owns this package, so that a successor is a one-file change.",
  from: { path: "^(electron|renderer)/", pathNot: homes },
  to: { path: `node_modules/${packagePattern}/` },
});

export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "features-know-ports-only",
      severity: "error",
      comment: "chip, vault, stores, sync and lookup never see the platform; main and cli compose.",
      from: { path: featureFolders },
      to: { path: "^electron/(platform|sandbox|main|cli|preload)/" },
    },
    {
      name: "contract-stands-alone",
      severity: "error",
      from: { path: "^electron/contract/" },
      to: { path: "^(electron/(?!contract/)|renderer/)" },
    },
    {
      name: "renderer-knows-the-contract-only",
      severity: "error",
      from: { path: "^renderer/" },
      to: { path: "^electron/(?!contract/)" },
    },
    {
      name: "preload-knows-the-contract-only",
      severity: "error",
      from: { path: "^electron/preload/" },
      to: { path: "^electron/(?!contract/|preload/)" },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { path: "^(electron|renderer|build)/" },
      to: { path: "^test/" },
    },
    {
      name: "only-main-composes",
      severity: "error",
      from: { path: "^electron/(platform|sandbox)/" },
      to: { path: "^electron/(main|cli|preload)/" },
    },
    {
      name: "electron-in-main-and-preload",
      severity: "error",
      from: { path: "^(electron|renderer)/", pathNot: "^electron/(main|preload)/" },
      to: { path: "node_modules/electron/" },
    },
    only("nfc-pcsc-in-one-file", "nfc-pcsc", "^electron/platform/nfc-"),
    only("keytar-in-one-file", "keytar", "^electron/platform/keytar-keychain\\.ts$"),
    only("libsql-in-platform-and-sandbox", "libsql", "^electron/(platform/libsql-|sandbox/)"),
    {
      name: "known-packages-only",
      severity: "error",
      from: { path: "^(electron|renderer|test)/" },
      to: { path: "node_modules/", pathNot: `node_modules/(${allowedPackages.join("|")})/` },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "\\.css$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
    exclude: { path: "^out/" },
  },
};
