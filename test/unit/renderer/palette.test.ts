import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { darkPalette, lightPalette, type Palette } from '../../../renderer/app/palette.ts'

const css = readFileSync(new URL('../../../renderer/app/theme.css', import.meta.url), 'utf8')
const [lightCss = '', darkCss = ''] = css.split('@media (prefers-color-scheme: dark)')

/** WCAG 2 relative luminance of #rrggbb. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const sets: [string, Palette, string][] = [
  ['light', lightPalette, lightCss],
  ['dark', darkPalette, darkCss],
]

describe.each(sets)('%s', (_name, palette, sheet) => {
  test('the custom properties are those of the palette', () => {
    for (const [token, colour] of Object.entries(palette)) expect(sheet).toContain(`--${token}: ${colour};`)
  })

  test.each(['ink', 'ink-2', 'ink-3', 'blue', 'red', 'amber', 'green'] as const)(
    '%s reads on paper, surface and rail',
    (ink) => {
      for (const ground of ['paper', 'surface', 'sunken'] as const)
        expect(contrast(palette[ink], palette[ground])).toBeGreaterThanOrEqual(4.5)
    },
  )

  test('words read on their washes, and white on the action colour', () => {
    for (const tone of ['blue', 'red', 'amber', 'green'] as const)
      expect(contrast(palette[tone], palette[`${tone}-wash`])).toBeGreaterThanOrEqual(4.5)
    expect(contrast('#ffffff', palette.action)).toBeGreaterThanOrEqual(4.5)
  })
})
