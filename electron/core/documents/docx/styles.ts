/** Faces, sizes and line pitches as Word's paragraph styles, so that a director's own paragraphs look right too. */
import { AlignmentType, type IParagraphStyleOptions, type IStylesOptions, LineRuleType } from 'docx'
import { gaps, official, type PaperStyle, twips } from './measures.ts'

/** The faces that GB/T 9704 names; Word takes its own stand-in where one is missing (see font-table.ts). */
export const faces = {
  song: '方正小标宋简体',
  fang: '仿宋_GB2312',
  kai: '楷体_GB2312',
  hei: '黑体',
  sun: '宋体',
} as const
export type Face = keyof typeof faces

/** The hint makes “” and … full characters, as in the rest of a Chinese text. */
export const faceOf = (face: Face) => {
  const name = faces[face]
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' }
}

export type TextKind =
  | 'title'
  | 'section'
  | 'heading'
  | 'label'
  | 'value'
  | 'note'
  | 'body'
  | 'flow'
  | 'caption'
  | 'rowLabel'
  | 'row'
  | 'gap'
  | 'footer'
  | 'page'

type RunningKind = 'title' | 'body' | 'flow'
export type TypeFacts = { name: string; face: Face; points: number; lineMm: number }

const rowType = { points: 12, lineMm: 5.8 }
const common: Readonly<Record<Exclude<TextKind, RunningKind>, TypeFacts>> = {
  section: { name: '表内标题', face: 'hei', points: 14, lineMm: 8 },
  heading: { name: '表头行', face: 'fang', points: 14, lineMm: 8 },
  label: { name: '栏目', face: 'fang', points: 14, lineMm: 6.6 },
  value: { name: '填写内容', face: 'fang', points: 14, lineMm: 6.6 },
  note: { name: '栏目说明', face: 'fang', points: 10.5, lineMm: 5 },
  caption: { name: '照片说明', face: 'kai', points: 12, lineMm: 6.5 },
  rowLabel: { name: '列名', face: 'hei', ...rowType },
  row: { name: '列表内容', face: 'fang', ...rowType },
  gap: { name: '空隙', face: 'fang', points: 1, lineMm: 0.36 },
  footer: { name: '页脚文字', face: 'fang', points: 9, lineMm: 4.4 },
  page: { name: '页码', face: 'sun', points: 14, lineMm: 5 },
}
const officialLine = (official.linePoints / 72) * 25.4
const running: Readonly<Record<PaperStyle, Record<RunningKind, TypeFacts>>> = {
  form: {
    title: { name: '表名', face: 'song', points: 22, lineMm: 11.5 },
    body: { name: '正文内容', face: 'fang', points: 14, lineMm: 8 },
    flow: { name: '长文字', face: 'fang', points: 14, lineMm: 8 },
  },
  letter: {
    title: { name: '标题文字', face: 'song', points: 22, lineMm: 11.5 },
    body: { name: '正文内容', face: 'fang', points: 16, lineMm: 10 },
    flow: { name: '长文字', face: 'fang', points: 14, lineMm: 8 },
  },
  official: {
    title: { name: '公文标题', face: 'song', points: 22, lineMm: officialLine },
    body: { name: '公文正文', face: 'fang', points: 16, lineMm: officialLine },
    flow: { name: '公文长文字', face: 'fang', points: 16, lineMm: officialLine },
  },
}

export const typeOf = (style: PaperStyle, kind: TextKind): TypeFacts =>
  kind === 'body' || kind === 'flow' || kind === 'title' ? running[style][kind] : common[kind]

export const styleId = (kind: TextKind): string => `Kx${kind[0]?.toUpperCase()}${kind.slice(1)}`

/** Rounded down: 22 lines of an official page must not be a hair taller than the page. */
export const exactLine = (lineMm: number) =>
  ({ line: Math.floor((lineMm / 25.4) * 1440), lineRule: LineRuleType.EXACT }) as const

/**
 * Letters of 16 pt stand closer than their size, so that 28 fit on 156 mm (1/20 pt): a trifle closer than 15.79 pt, as
 * some programs round a letter up to whole dots; a full line is flush and comes to 15.79 pt again.
 */
const runningSpacing = (points: number): number => (points === 16 ? -6 : 0)

const centred: readonly TextKind[] = ['title', 'label', 'note', 'caption', 'rowLabel']

function paragraphStyle(style: PaperStyle, kind: TextKind): IParagraphStyleOptions {
  const { name, face, points, lineMm } = typeOf(style, kind)
  const runs = kind === 'body' || kind === 'flow'
  const alignment = centred.includes(kind) ? AlignmentType.CENTER : runs ? AlignmentType.BOTH : undefined
  const letters = runs ? runningSpacing(points) : 0
  const before = kind === 'section' ? { before: twips(gaps.section - lineMm) } : {}
  return {
    id: styleId(kind),
    name,
    basedOn: 'Normal',
    next: styleId(kind),
    quickFormat: kind !== 'gap' && kind !== 'footer' && kind !== 'page',
    run: {
      font: faceOf(face),
      size: Math.round(points * 2),
      ...(letters !== 0 && { characterSpacing: letters }),
    },
    paragraph: {
      spacing: { ...exactLine(lineMm), ...before },
      ...(alignment && { alignment }),
      ...(kind === 'section' && { keepNext: true }),
    },
  }
}

const kinds: readonly TextKind[] = [
  'title',
  'section',
  'heading',
  'label',
  'value',
  'note',
  'body',
  'flow',
  'caption',
  'rowLabel',
  'row',
  'gap',
  'footer',
  'page',
]

export function documentStyles(style: PaperStyle): IStylesOptions {
  const { face, points } = typeOf(style, 'body')
  return {
    default: {
      document: {
        run: {
          font: faceOf(face),
          // The grid of characters counts from this size.
          size: points * 2,
          language: { value: 'en-US', eastAsia: 'zh-CN' },
        },
      },
    },
    paragraphStyles: kinds.map((kind) => paragraphStyle(style, kind)),
  }
}
