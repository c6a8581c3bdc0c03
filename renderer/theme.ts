/**
 * The look in one place: Mantine's theme with one colour of our own, system fonts, how close things
 * stand, and the few variables whose defaults fall short of the contrast that is wanted. Components
 * are used as they come.
 */
import {
  Button,
  type CSSVariablesResolver,
  Drawer,
  Input,
  type MantineColorsTuple,
  type MantineThemeOverride,
  Menu,
  Modal,
  NavLink,
  Popover,
  Tooltip,
  createTheme,
} from "@mantine/core";
import type { Settings } from "#contract/views-settings.ts";

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

/** The look that was chosen, with what the system asks for already in it. */
export interface Look {
  readonly density: Settings["density"];
  readonly hasLessMotion: boolean;
  readonly hasMoreContrast: boolean;
}

/** How close lines stand, in pixels: rows of a list, and the controls of usual size. */
export const densities = {
  comfortable: { rowHeight: 58, control: 36, scale: 1 },
  compact: { rowHeight: 44, control: 30, scale: 0.75 },
} as const satisfies Record<Settings["density"], unknown>;

const basis = createTheme({
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

/** Only controls of the usual size follow; small ones in a line are close already. */
const isUsual = (size: unknown): boolean => size === undefined || size === "sm";

const compact = (): MantineThemeOverride => {
  const { control, scale } = densities.compact;
  const height = `${control}px`;
  const spacing = { xs: 10, sm: 12, md: 16, lg: 20, xl: 32 };
  return {
    spacing: Object.fromEntries(Object.entries(spacing).map(([name, px]) => [name, `${px * scale}px`])),
    components: {
      Button: Button.extend({
        vars: (_, { size }) => ({ root: isUsual(size) ? { "--button-height": height } : {} }),
      }),
      Input: Input.extend({
        vars: (_, { size }) => ({ wrapper: isUsual(size) ? { "--input-height": height } : {} }),
      }),
      NavLink: NavLink.extend({ defaultProps: { py: 4 } }),
    },
  };
};

const still = { transitionProps: { duration: 0 } } as const;

const withoutMotion = (): MantineThemeOverride => ({
  components: {
    Modal: Modal.extend({ defaultProps: still }),
    Drawer: Drawer.extend({ defaultProps: still }),
    Popover: Popover.extend({ defaultProps: still }),
    Menu: Menu.extend({ defaultProps: still }),
    Tooltip: Tooltip.extend({ defaultProps: still }),
  },
});

/** Dark buttons on white, light buttons on black: 7:1 both ways. */
const strong = (): MantineThemeOverride => ({
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  black: "#000000",
});

/** Mantine's theme for a look. */
export const themeOf = ({ density, hasLessMotion, hasMoreContrast }: Look): MantineThemeOverride => {
  const parts = [
    density === "compact" ? compact() : {},
    hasLessMotion ? withoutMotion() : {},
    hasMoreContrast ? strong() : {},
  ];
  return parts.reduce<MantineThemeOverride>(
    (theme, part) => ({ ...theme, ...part, components: { ...theme.components, ...part.components } }),
    basis,
  );
};

/** Text colours that reach 4.5:1 on every surface of ours. */
const usual = {
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
} as const;

/** The same for those who asked for more: texts at 7:1, edges at 4.5:1, what is chosen framed by the text's colour. */
const more = {
  light: {
    "--mantine-color-dimmed": "#3b444a",
    "--mantine-color-placeholder": "#454f55",
    "--mantine-color-error": "#8a1010",
    "--mantine-color-anchor": "#083e49",
    "--mantine-color-gray-light-color": "#212529",
    "--mantine-color-petrol-light-color": "#083e49",
    "--mantine-color-orange-light-color": "#6d2500",
    "--mantine-color-yellow-light-color": "#523700",
    "--mantine-color-teal-light-color": "#03432f",
    "--mantine-color-red-light-color": "#7a0f0f",
    "--mantine-color-default-border": "#5c676e",
    "--mantine-color-disabled-color": "#454f55",
    "--tapvault-line": "#5c676e",
    "--tapvault-edge": "#000000",
  },
  dark: {
    "--mantine-color-body": "#0f1416",
    "--mantine-color-text": "#ffffff",
    "--mantine-color-dimmed": "#d7dcdf",
    "--mantine-color-placeholder": "#c6cdd1",
    "--mantine-color-error": "#ffb3b3",
    "--mantine-color-anchor": "#b0d6dc",
    "--mantine-color-gray-light-color": "#f1f3f5",
    "--mantine-color-petrol-light-color": "#b0d6dc",
    "--mantine-color-orange-light-color": "#ffc9a0",
    "--mantine-color-yellow-light-color": "#ffe08a",
    "--mantine-color-teal-light-color": "#8ff0cf",
    "--mantine-color-red-light-color": "#ffc0c0",
    "--mantine-color-default-border": "#98a2a8",
    "--mantine-color-disabled-color": "#c6cdd1",
    "--tapvault-line": "#98a2a8",
    "--tapvault-edge": "#ffffff",
  },
} as const;

/** The variables of a look. */
export const cssVariablesOf =
  ({ density, hasMoreContrast }: Look): CSSVariablesResolver =>
  () => ({
    variables: { "--tapvault-row-height": `${densities[density].rowHeight}px` },
    light: { ...usual.light, ...(hasMoreContrast ? more.light : {}) },
    dark: { ...usual.dark, ...(hasMoreContrast ? more.dark : {}) },
  });
