/**
 * The look in one place: Mantine's theme with one colour of our own, system fonts, and the few
 * variables whose defaults fall short of AA contrast. Components are used as they come.
 */
import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from "@mantine/core";

const petrol: MantineColorsTuple = [
  "#edf7f8",
  "#d9ebee",
  "#b0d6dc",
  "#84c0c9",
  "#5eaab6",
  "#3d93a1",
  "#1d7585",
  "#166473",
  "#0f525f",
  "#083e49",
];

const slate: MantineColorsTuple = [
  "#d7dcdf",
  "#b9c1c6",
  "#98a2a8",
  "#727d84",
  "#465158",
  "#364046",
  "#273035",
  "#1b2226",
  "#151b1e",
  "#0f1416",
];

/** The theme. */
export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 6, dark: 6 },
  colors: { petrol, dark: slate },
  black: "#1a2226",
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "Liberation Mono", monospace',
  headings: { fontWeight: "650" },
});

/** Text colours that reach 4.5:1 on every surface of ours. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#58646b",
    "--mantine-color-placeholder": "#66727a",
    "--mantine-color-error": "#c92a2a",
    "--mantine-color-orange-light-color": "#a63a06",
    "--mantine-color-yellow-light-color": "#7a5200",
    "--mantine-color-teal-light-color": "#07694b",
    "--mantine-color-red-light-color": "#a51d1d",
    "--tapvault-surface": "#f5f7f8",
    "--tapvault-line": "#dfe5e8",
    "--tapvault-selected": "#d9ebee",
    "--tapvault-skin": "#e9bfa4",
    "--tapvault-skin-line": "#a8765a",
  },
  dark: {
    "--mantine-color-dimmed": "#a3aeb4",
    "--mantine-color-placeholder": "#8f9aa1",
    "--mantine-color-error": "#ff8787",
    "--mantine-color-anchor": "#84c0c9",
    "--tapvault-surface": "#151b1e",
    "--tapvault-line": "#333e44",
    "--tapvault-selected": "#173f47",
    "--tapvault-skin": "#8d6550",
    "--tapvault-skin-line": "#d3a68b",
  },
});
