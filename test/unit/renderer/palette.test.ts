import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Palette, palettes, type Tone } from '../../../renderer/app/palette.ts'

const css = readFileSync(new URL('../../../renderer/app/tones.css', import.meta.url), 'utf8')
/** What stands in the tone's own rule. */
function ruleOf(tone: Tone): string {
  const selector = tone === 'light' ? ':root {' : `:root[data-tone='${tone}'] {`
  return css.slice(css.indexOf(selector)).split('}')[0] ?? ''
}

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

const words = ['ink', 'ink-2', 'ink-3', 'blue', 'red', 'amber', 'green'] as const
const grounds = ['paper', 'surface', 'sunken', 'blue-wash', 'red-wash', 'amber-wash', 'green-wash'] as const

describe.each(Object.entries(palettes) as [Tone, Palette][])('%s', (tone, palette) => {
  // AA everywhere; AAA is what high contrast is for.
  const [text, line] = tone.endsWith('-contrast') ? [7, 4.5] : [4.5, 3]

  test('the custom properties are those of the palette', () => {
    for (const [token, colour] of Object.entries(palette)) expect(ruleOf(tone)).toContain(`--${token}: ${colour};`)
  })

  test.each(['ink', 'ink-2', 'ink-3'] as const)('%s reads on every ground', (ink) => {
    for (const ground of grounds) expect(contrast(palette[ink], palette[ground]), ground).toBeGreaterThanOrEqual(text)
  })

  test.each(words)('%s reads on paper, surface and rail', (ink) => {
    for (const ground of ['paper', 'surface', 'sunken'] as const)
      expect(contrast(palette[ink], palette[ground]), ground).toBeGreaterThanOrEqual(text)
  })

  test('words read on their washes and on the action colour', () => {
    for (const one of ['blue', 'red', 'amber', 'green'] as const)
      expect(contrast(palette[one], palette[`${one}-wash`]), one).toBeGreaterThanOrEqual(text)
    for (const action of ['action', 'action-hover'] as const)
      expect(contrast(palette['on-action'], palette[action])).toBeGreaterThanOrEqual(Math.min(text, 4.5))
  })

  test('the edge of what one types into and the ring around what has the focus stand out', () => {
    for (const ground of ['paper', 'surface', 'sunken'] as const)
      for (const ring of ['edge', 'blue'] as const)
        expect(contrast(palette[ring], palette[ground]), `${ring} on ${ground}`).toBeGreaterThanOrEqual(line)
  })
})
