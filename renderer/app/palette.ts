/** The colours of look.md for antd; theme.css holds the same ones as custom properties (a test compares them). */
export type Palette = {
  paper: string
  surface: string
  sunken: string
  ink: string
  'ink-2': string
  'ink-3': string
  line: string
  'line-strong': string
  blue: string
  action: string
  'action-hover': string
  'blue-wash': string
  red: string
  'red-wash': string
  amber: string
  'amber-wash': string
  green: string
  'green-wash': string
}

export const lightPalette: Palette = {
  paper: '#fafaf7',
  surface: '#ffffff',
  sunken: '#f1f0ea',
  ink: '#1f2328',
  'ink-2': '#525a63',
  'ink-3': '#666e77',
  line: '#e2e0d7',
  'line-strong': '#c3c0b4',
  blue: '#1d4e89',
  action: '#1d4e89',
  'action-hover': '#163f70',
  'blue-wash': '#e9eff6',
  red: '#b3261e',
  'red-wash': '#fbecea',
  amber: '#855400',
  'amber-wash': '#fcf2dc',
  green: '#1c6638',
  'green-wash': '#e7f2ea',
}

export const darkPalette: Palette = {
  paper: '#181a1d',
  surface: '#1f2226',
  sunken: '#131517',
  ink: '#e8e6e0',
  'ink-2': '#b3b9c0',
  'ink-3': '#979ea6',
  line: '#33373d',
  'line-strong': '#4d535b',
  blue: '#93b8e6',
  action: '#3a70b2',
  'action-hover': '#4a80c2',
  'blue-wash': '#233246',
  red: '#f0938c',
  'red-wash': '#3d2422',
  amber: '#e6b566',
  'amber-wash': '#3a2f1b',
  green: '#86c99b',
  'green-wash': '#1f3326',
}
