/** Asks the browser where lines break, once per paragraph: while somebody types, only their paragraph is measured. */
import { familyStack, pixelsPerMillimetre, type TextStyle, textStyles } from './paper.ts'
import type { TextMeasure } from './text-measure.ts'

/** Paragraphs kept; the oldest go first. A page holds about thirty. */
const cacheSize = 4000

export type BrowserMeasure = TextMeasure & {
  /** Forgets everything: after a font has arrived, lines break elsewhere. */
  forget(): void
}

function makeProbe(): HTMLDivElement {
  const probe = document.createElement('div')
  probe.setAttribute('aria-hidden', 'true')
  probe.lang = 'zh-CN'
  probe.className = 'paper-text paper-probe'
  document.body.append(probe)
  return probe
}

/** Top of the line that holds the character at `offset`, in pixels. */
function topAt(range: Range, node: Text, offset: number): number {
  range.setStart(node, offset)
  range.setEnd(node, offset + 1)
  const rects = range.getClientRects()
  return rects[rects.length - 1]?.top ?? Number.NaN
}

/** First offset after `start` that stands on a lower line, or the text's length. Guesses with the line before. */
function nextLine(range: Range, node: Text, start: number, guess: number): number {
  const length = node.data.length
  const top = topAt(range, node, start)
  const lower = (offset: number) => topAt(range, node, offset) > top + 2
  let low = start
  let step = Math.max(guess, 1)
  let high = Math.min(start + step, length)
  while (high < length && !lower(high)) {
    low = high
    step = Math.max(1, Math.ceil(step / 4))
    high = Math.min(high + step, length)
  }
  if (high >= length && (length === 0 || !lower(length - 1))) return length
  if (high >= length) high = length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (lower(middle)) high = middle
    else low = middle
  }
  // Never between the two halves of a rare character.
  const code = node.data.charCodeAt(high)
  return code >= 0xdc00 && code <= 0xdfff ? high - 1 : high
}

export function makeBrowserMeasure(): BrowserMeasure {
  const cache = new Map<string, readonly number[]>()
  const widths = new Map<string, number>()
  let probe: HTMLDivElement | null = null

  function prepare(style: TextStyle): HTMLDivElement {
    probe ??= makeProbe()
    const { points, line } = textStyles[style]
    probe.style.fontFamily = familyStack(style)
    probe.style.fontSize = `${points}pt`
    probe.style.lineHeight = `${line}mm`
    return probe
  }

  function measureLines(text: string, style: TextStyle, widthMm: number, indent: boolean): readonly number[] {
    const box = prepare(style)
    box.style.width = `${widthMm}mm`
    box.style.textIndent = indent ? '2em' : '0'
    box.style.whiteSpace = 'break-spaces'
    const node = document.createTextNode(text)
    box.replaceChildren(node)
    const range = document.createRange()
    const starts = [0]
    let guess = Math.floor(widthMm / ((textStyles[style].points / 72) * 25.4))
    for (let at = 0; at < text.length; ) {
      const next = nextLine(range, node, at, guess)
      if (next >= text.length || next <= at) break
      guess = next - at
      starts.push(next)
      at = next
    }
    box.replaceChildren()
    return starts
  }

  function lineStarts(text: string, style: TextStyle, widthMm: number, indent: boolean): readonly number[] {
    if (text === '') return [0]
    const key = `${style} ${widthMm} ${indent} ${text}`
    const known = cache.get(key)
    if (known) return known
    const starts = measureLines(text, style, widthMm, indent)
    if (cache.size >= cacheSize) for (const old of [...cache.keys()].slice(0, cacheSize / 4)) cache.delete(old)
    cache.set(key, starts)
    return starts
  }

  function width(text: string, style: TextStyle): number {
    const key = `${style} ${text}`
    const known = widths.get(key)
    if (known !== undefined) return known
    const box = prepare(style)
    box.style.width = 'max-content'
    box.style.textIndent = '0'
    box.style.whiteSpace = 'pre'
    box.textContent = text
    const found = box.getBoundingClientRect().width / pixelsPerMillimetre
    box.replaceChildren()
    widths.set(key, found)
    return found
  }

  return {
    lineStarts,
    width,
    forget() {
      cache.clear()
      widths.clear()
    },
  }
}
