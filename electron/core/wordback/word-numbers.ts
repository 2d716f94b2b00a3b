/** Numbers that Word puts in front of paragraphs by itself: a reader sees them, the text does not hold them. */
import { attribute } from './xml-tokens.ts'
import { childOf, nodesNamed, settingOf, type XmlNode } from './xml-tree.ts'

interface Level {
  readonly format: string
  /** `%1.` with the number of level 1 in it. */
  readonly text: string
  readonly start: number
}

const digits = '〇一二三四五六七八九'
const circled = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'

/** Up to 99, which no list of a notice passes. */
function chinese(number: number): string {
  if (number > 99) return String(number)
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`
  return number === 0 ? '〇' : ten + (ones === 0 ? '' : digits[ones])
}

function shown(format: string, number: number): string {
  switch (format) {
    case 'none':
      return ''
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'ideographDigital':
    case 'japaneseCounting':
      return chinese(number)
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return circled[number - 1] ?? String(number)
    case 'upperLetter':
      return String.fromCharCode(64 + ((number - 1) % 26) + 1)
    case 'lowerLetter':
      return String.fromCharCode(96 + ((number - 1) % 26) + 1)
    case 'decimalFullWidth':
      return String(number).replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    default:
      return String(number)
  }
}

export class WordNumbers {
  readonly #lists = new Map<string, { key: string; levels: Map<number, Level> }>()
  /** Counters of a list, shared by all that follow one pattern. */
  readonly #counts = new Map<string, number[]>()

  /** @param numbering root of word/numbering.xml; null when there is none */
  constructor(numbering: XmlNode | null) {
    const root = numbering && childOf(numbering, 'w:numbering')
    if (!root) return
    const patterns = new Map<string, Map<number, Level>>()
    for (const one of nodesNamed(root, 'w:abstractNum')) {
      const levels = new Map<number, Level>()
      for (const level of one.children.filter(({ name }) => name === 'w:lvl'))
        levels.set(Number(attribute(level.attributes, 'w:ilvl')), {
          format: settingOf(level, 'w:numFmt'),
          text: settingOf(level, 'w:lvlText'),
          start: Number(settingOf(level, 'w:start') || '1'),
        })
      patterns.set(attribute(one.attributes, 'w:abstractNumId'), levels)
    }
    for (const one of root.children.filter(({ name }) => name === 'w:num')) {
      const key = settingOf(one, 'w:abstractNumId')
      this.#lists.set(attribute(one.attributes, 'w:numId'), { key, levels: patterns.get(key) ?? new Map() })
    }
  }

  /** What stands in front of a paragraph with these settings; '' for most. */
  before(settings: XmlNode | undefined): string {
    const own = childOf(settings, 'w:numPr')
    const list = own && this.#lists.get(settingOf(own, 'w:numId'))
    if (!own || !list) return ''
    const at = Math.min(Math.max(Number(settingOf(own, 'w:ilvl') || '0'), 0), 8)
    const level = list.levels.get(at)
    if (!level) return ''
    if (level.format === 'bullet') return /^[\ue000-\uf8ff]*$/u.test(level.text) ? '•' : level.text
    const counts = this.#counts.get(list.key) ?? []
    this.#counts.set(list.key, counts)
    counts.length = at + 1
    counts[at] = (counts[at] ?? level.start - 1) + 1
    return level.text.replace(/%(\d)/gu, (_all, digit: string) => {
      const of = Number(digit) - 1
      return shown(list.levels.get(of)?.format ?? 'decimal', counts[of] ?? list.levels.get(of)?.start ?? 1)
    })
  }
}
