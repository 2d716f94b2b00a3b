import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { findDates } from '../../../shared/notice/recognise/dates.ts'
import { recogniseNotice } from '../../../shared/notice/recognise/recognise-notice.ts'
import { furtherWordings, plainWordings } from './date-wordings.ts'

const jiangsu = readFileSync(
  new URL('../../fixtures/notices-text/jiangsu-2022-workers-day.txt', import.meta.url),
  'utf8',
)
const words = `${plainWordings}${furtherWordings}`.split('\n').map((row) => row.split(' => ')[0] ?? '')
const pieces = [
  ...words,
  ...[
    '前',
    '报送',
    '上报：',
    '1.',
    '（',
    '）',
    '《',
    '》',
    '。',
    '；',
    '，',
    '\n',
    '\n\n',
    ' ',
    '　',
    '\t',
    '附件',
    '总结',
  ],
  ...[
    '照片3-5张',
    '500字',
    'MP4',
    '720P',
    '@',
    'a@b.cn',
    '010-12345678',
    '联系电话：',
    '地址：',
    '主题为',
    '通知',
    '关于',
  ],
  ...['𠮷', '\ud800', '\u202e', '９', '—', '第', '市科协科普部', '请将', '及时'],
]
const textLike = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''))

function check(text: string): void {
  const all = recogniseNotice(text, { receivedOn: '2022-05-12' })
  for (const one of all) {
    expect(one.span.start).toBeGreaterThanOrEqual(0)
    expect(one.span.end).toBeGreaterThan(one.span.start)
    expect(text.slice(one.span.start, one.span.end)).toBe(one.wording)
    // Whatever is in doubt asks; a due without a moment always does.
    if (!one.sure) expect(one.question).not.toBeNull()
    if (one.kind === 'due' && (one.value.at === null || one.value.includesDay === null))
      expect(one.question).not.toBeNull()
  }
  const ids = new Set(all.map((one) => one.id))
  expect(ids.size).toBe(all.length)
  for (const one of all) {
    if (one.belongsTo) expect(ids).toContain(one.belongsTo)
    if (one.kind === 'deliverable') {
      if (one.value.dueId) expect(ids).toContain(one.value.dueId)
      if (one.value.recipientId) expect(ids).toContain(one.value.recipientId)
    }
  }
}

describe('any text', () => {
  it('is read without an error and pointed at exactly', () => {
    fc.assert(fc.property(textLike, check), { numRuns: 400, seed: 20220515 })
  })

  it('is read without an error when a notice is cut or joined anywhere', () => {
    fc.assert(
      fc.property(fc.nat(jiangsu.length), fc.nat(jiangsu.length), (a, b) =>
        check(jiangsu.slice(a) + jiangsu.slice(0, b)),
      ),
      { numRuns: 60, seed: 20220520 },
    )
  })

  it('gives the same proposals twice', () => {
    expect(recogniseNotice(jiangsu)).toEqual(recogniseNotice(jiangsu))
  })

  it('keeps dates apart and in order', () => {
    fc.assert(
      fc.property(textLike, (text) => {
        let end = 0
        for (const { span, to, from, question } of findDates(text, { year: 2022, issuedOn: '2022-04-29' })) {
          expect(span.start).toBeGreaterThanOrEqual(end)
          end = span.end
          for (const at of [from, to]) if (at !== null) expect(Number.isNaN(Date.parse(at))).toBe(false)
          if (to === null && from === null) expect(question).not.toBeNull()
        }
      }),
      { numRuns: 400, seed: 20220620 },
    )
  })
})

/** Characters that patterns run over: counted, not timed, so a busy machine changes nothing. */
function workOf(text: string): number {
  const plain = RegExp.prototype.exec
  let work = 0
  const counted = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, input: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0
    const found = plain.call(this, input)
    const reached = found ? found.index + found[0].length : input.length
    work += this.sticky ? 1 + (found?.[0].length ?? 0) : 1 + Math.max(0, reached - from)
    return found
  })
  try {
    recogniseNotice(text)
  } finally {
    counted.mockRestore()
  }
  return work
}

describe('long text', () => {
  const fill = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

  it.each([
    ['a notice over and over', jiangsu],
    ['digits', '1'],
    ['dates', '5月15日前'],
    ['open brackets', '（'],
    ['blanks', ' '],
    ['line ends', '\n'],
    ['letters and @', 'a@'],
    ['letters', 'a'],
    ['Chinese without an end', '科协报'],
    ['verbs', '报送'],
    ['routes', '甲科协报乙科普部，'],
    ['contacts', '某市科协科普部\n电话：0571-85100000\n'],
    ['nouns', '总结照片方案'],
    ['duties', '请于5月15日前报送总结、照片。'],
    ['quotes', '“《'],
    ['numerals', '二〇'],
    ['range signs', '5月-'],
  ])(
    'four times as much of %s is at most about four times the work',
    (_name, unit) => {
      const part = workOf(fill(unit, 12_500))
      const whole = workOf(fill(unit, 50_000))
      // Quadratic work would be sixteen times as much.
      expect(whole / part).toBeLessThan(6)
      // A pattern that runs away inside one match ends in the timeout of the test.
      expect(recogniseNotice(fill(unit, 200_000)).length).toBeGreaterThanOrEqual(0)
    },
    60_000,
  )
})
