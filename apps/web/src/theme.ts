// How everything looks: calm greys, one accent, Inter with tabular figures where people compare. Every pair of colours
// that carries text passes 4.5:1 in both themes.
import {
  createTheme,
  localStorageColorSchemeManager,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core'

const accent: MantineColorsTuple = [
  '#edf7f5',
  '#d6ece8',
  '#abd9d1',
  '#7cc4b8',
  '#4fada0',
  '#2f9488',
  '#1d7a70',
  '#14655d',
  '#12524c',
  '#10413d',
]
const gray: MantineColorsTuple = [
  '#f8f9fa',
  '#f1f3f4',
  '#e6e8ea',
  '#d7dadd',
  '#b9bec4',
  '#848b94',
  '#5d646d',
  '#454b53',
  '#2f343a',
  '#1c2024',
]
const dark: MantineColorsTuple = [
  '#e4e6e9',
  '#c6cad0',
  '#a8aeb6',
  '#767d87',
  '#3b4048',
  '#30353c',
  '#262a30',
  '#1a1d21',
  '#15171b',
  '#0f1114',
]

const red: MantineColorsTuple = [
  '#fdf0ef',
  '#fadcda',
  '#f4b8b4',
  '#ee928c',
  '#e56e66',
  '#d84a41',
  '#bf3027',
  '#9f261f',
  '#80201a',
  '#621a16',
]

export const theme = createTheme({
  colors: { accent, gray, dark, red },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 6 },
  autoContrast: true,
  black: '#1c2024',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '2rem' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.5rem' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.375rem' },
    },
  },
  fontSizes: { xs: '0.78125rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  defaultRadius: 'md',
  radius: { md: '0.4375rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Modal: {
      defaultProps: { centered: true, transitionProps: { duration: 140 }, overlayProps: { backgroundOpacity: 0.4 } },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 160 }, overlayProps: { backgroundOpacity: 0.3 } } },
    // Without the placeholder, which has no place in a menu, the first item gets the focus.
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md', withInitialFocusPlaceholder: false } },
    Tooltip: {
      defaultProps: {
        transitionProps: { duration: 100 },
        openDelay: 300,
        events: { hover: true, focus: true, touch: true },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Badge: { defaultProps: { tt: 'none', fw: 600 } },
    TextInput: { defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] } },
    PasswordInput: { defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] } },
  },
})

/** Mantine's own choices for these fall short of 4.5:1. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': '#6d747d',
    '--mantine-color-error': red[6],
    '--mantine-color-anchor': accent[7],
    '--mantine-color-green-light-color': '#1d6630',
    '--usher-side': gray[0],
    '--usher-line': gray[2],
    '--usher-hover': gray[1],
    '--usher-chosen': gray[2],
    '--usher-selected': accent[0],
    '--usher-problem': red[0],
    '--usher-problem-text': red[8],
  },
  dark: {
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': '#8d949d',
    '--mantine-color-error': red[3],
    '--mantine-color-anchor': accent[3],
    '--usher-side': dark[8],
    '--usher-line': dark[5],
    '--usher-hover': dark[6],
    '--usher-chosen': dark[5],
    '--usher-selected': '#1b2b2b',
    // Mantine's are nearly black here.
    '--mantine-color-accent-light': '#1c3a36',
    '--mantine-color-accent-light-hover': '#234640',
    '--mantine-color-accent-light-color': accent[2],
    '--mantine-color-red-light': '#3a1f1e',
    '--mantine-color-red-light-hover': '#4a2625',
    '--mantine-color-red-light-color': red[2],
    '--usher-problem': '#3a1f1e',
    '--usher-problem-text': red[1],
  },
})

/** Where a person's choice of light, dark or system is kept; index.html reads the same key before the first paint. */
export const themeKept = localStorageColorSchemeManager({ key: 'usher-theme' })
