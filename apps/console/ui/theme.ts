import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The house's blue-violet, from the hosted pages. Shade 6 carries white text in light, shade 5 in dark (WCAG AA). */
const gate: MantineColorsTuple = [
  '#eef0ff',
  '#dde1fc',
  '#b9c0f6',
  '#929cf1',
  '#7480ec',
  '#5563e8',
  '#4453d6',
  '#3743b8',
  '#2f3a9c',
  '#262f80',
];

/** Surfaces of the dark theme: 0 is text, 7 the page, 6 raised. */
const dark: MantineColorsTuple = [
  '#e6e8ee',
  '#c3c8d2',
  '#a3abba',
  '#737b8b',
  '#353b48',
  '#2a2f3a',
  '#1b1f28',
  '#12151b',
  '#0d0f14',
  '#090b0f',
];

export const theme = createTheme({
  primaryColor: 'gate',
  primaryShade: { light: 6, dark: 5 },
  colors: { gate, dark },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  fontFamily:
    "-apple-system, 'Segoe UI Variable Text', 'Segoe UI', Roboto, Ubuntu, Cantarell, 'Noto Sans', 'Liberation Sans', Arial, sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', 'Liberation Mono', Menlo, Consolas, monospace",
  headings: { fontWeight: '650' },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
  },
});
