/** The colours of look.md for antd; tones.css holds the same ones as custom properties (a test compares them). */
export type Palette = {
  paper: string
  surface: string
  sunken: string
  ink: string
  'ink-2': string
  'ink-3': string
  line: string
  'line-strong': string
  /** Of what one types into or presses: three times as light or dark as the ground (WCAG 1.4.11). */
  edge: string
  blue: string
  action: string
  'action-hover': string
  'on-action': string
  'blue-wash': string
  red: string
  'red-wash': string
  amber: string
  'amber-wash': string
  green: string
  'green-wash': string
}

export type Tone = 'light' | 'dark' | 'light-contrast' | 'dark-contrast'

export const palettes: Readonly<Record<Tone, Palette>> = {
  light: {
    paper: '#fafaf7',
    surface: '#ffffff',
    sunken: '#f1f0ea',
    ink: '#1f2328',
    'ink-2': '#525a63',
    'ink-3': '#626a73',
    line: '#e2e0d7',
    'line-strong': '#c3c0b4',
    edge: '#88857a',
    blue: '#1d4e89',
    action: '#1d4e89',
    'action-hover': '#163f70',
    'on-action': '#ffffff',
    'blue-wash': '#e9eff6',
    red: '#b3261e',
    'red-wash': '#fbecea',
    amber: '#855400',
    'amber-wash': '#fcf2dc',
    green: '#1c6638',
    'green-wash': '#e7f2ea',
  },
  dark: {
    paper: '#181a1d',
    surface: '#1f2226',
    sunken: '#131517',
    ink: '#e8e6e0',
    'ink-2': '#b3b9c0',
    'ink-3': '#979ea6',
    line: '#33373d',
    'line-strong': '#4d535b',
    edge: '#767d86',
    blue: '#93b8e6',
    action: '#3a70b2',
    'action-hover': '#3f76b9',
    'on-action': '#ffffff',
    'blue-wash': '#233246',
    red: '#f0938c',
    'red-wash': '#3d2422',
    amber: '#e6b566',
    'amber-wash': '#3a2f1b',
    green: '#86c99b',
    'green-wash': '#1f3326',
  },
  'light-contrast': {
    paper: '#ffffff',
    surface: '#ffffff',
    sunken: '#f2f2ef',
    ink: '#000000',
    'ink-2': '#22272d',
    'ink-3': '#3a4148',
    line: '#8a8f95',
    'line-strong': '#5c636b',
    edge: '#3a4148',
    blue: '#0b3a73',
    action: '#0b3a73',
    'action-hover': '#062a56',
    'on-action': '#ffffff',
    'blue-wash': '#e3ecf7',
    red: '#8e130c',
    'red-wash': '#fdeceb',
    amber: '#5f3c00',
    'amber-wash': '#fff1d2',
    green: '#0b4a24',
    'green-wash': '#e3f3e8',
  },
  'dark-contrast': {
    paper: '#000000',
    surface: '#0c0d0e',
    sunken: '#000000',
    ink: '#ffffff',
    'ink-2': '#e6e9ec',
    'ink-3': '#ced3d8',
    line: '#7d858d',
    'line-strong': '#a3abb3',
    edge: '#ced3d8',
    blue: '#b5d3ff',
    action: '#b5d3ff',
    'action-hover': '#d6e6ff',
    'on-action': '#000000',
    'blue-wash': '#14304f',
    red: '#ffb3ad',
    'red-wash': '#471a17',
    amber: '#ffd38a',
    'amber-wash': '#3d2c0b',
    green: '#a8e6bb',
    'green-wash': '#12391f',
  },
}
