import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chineseNumber, readLine } from '../../../shared/form/numbering.ts'
import { cleanPasted } from '../../../shared/form/official-paste.ts'
import {
  lineAt,
  moveSection,
  outlineOf,
  renumber,
  renumberWithCaret,
  setLevel,
  startOfLine,
  structureOf,
} from '../../../shared/form/renumber.ts'

const lines = (...parts: string[]) => parts.join('\n')

const anyLine = fc.oneof(
  fc.constantFrom(
    '',
    '五、二季度工作',
    '三、四月份开展',
    '一、二等奖各一名',
    '5.30当天开展活动',
    '2022.05.30',
    '2022. 年',
    '附件：1.名单',
    '附件：',
    '3、4月',
    '12.',
    '（二）',
    '  （十一）活动',
    '一百零一、',
  ),
  fc
    .tuple(
      fc.constantFrom('', ' ', '　　'),
      fc.constantFrom('一、', '十二、', '（三）', '(四)', '7.', '8、', '9．', '（10）', '(2)', '', '第一，'),
      fc.string({
        unit: fc.constantFrom('一', '二', '三', '月', '活', '动', '1', '5', '.', '、', ' ', '（', '）', '。'),
        maxLength: 8,
      }),
    )
    .map((parts) => parts.join('')),
)
const anyText = fc.array(anyLine, { maxLength: 24 }).map((all) => all.join('\n'))
const restOf = (line: string) => readLine(line).rest.trimStart()

describe('renumber', () => {
  it('counts each level, which begins again under each higher one', () => {
    expect(
      renumber(
        lines(
          '一、要求',
          '（二）认识',
          '(三) 组织',
          '3、措施',
          '2．落实',
          '（7）专班',
          '三、安排',
          '（三）启动',
          '9.会议',
        ),
      ),
    ).toBe(
      lines(
        '一、要求',
        '（一）认识',
        '（二） 组织',
        '1.措施',
        '2.落实',
        '（1）专班',
        '二、安排',
        '（一）启动',
        '1.会议',
      ),
    )
  })

  it('goes on beyond ten and leaves what is no number alone', () => {
    const many = Array.from({ length: 23 }, () => '（一）活动').join('\n')
    expect(renumber(many).split('\n')[10]).toBe('（十一）活动')
    expect(renumber(many).split('\n')[19]).toBe('（二十）活动')
    expect(renumber(many).split('\n')[22]).toBe('（二十三）活动')
    expect([10, 101, 110, 111, 999].map(chineseNumber)).toEqual([
      '十',
      '一百零一',
      '一百一十',
      '一百一十一',
      '九百九十九',
    ])
    for (const text of [
      '5.30 全国科技工作者日',
      '2022. 年',
      '三、四月份全面推开',
      '一、二等奖',
      '3、4月间',
      '12.5万元',
      '第二，要',
    ])
      expect(renumber(lines('一、甲', text)), text).toBe(lines('一、甲', text))
  })

  it('leaves the list of annexes as it is, and an item that would be read as a number gets a space', () => {
    const annexes = lines('三、附则', '附件：1.名单', '      2.安排表', '3.回执', '落款')
    expect(renumber(annexes)).toBe(lines('一、附则', '附件：1.名单', '      2.安排表', '3.回执', '落款'))
    expect(renumber(lines('五、二季度工作'))).toBe('一、 二季度工作')
    expect(setLevel('2022年工作', 0, 0, 3)).toEqual({ text: '1. 2022年工作', from: 3, to: 3 })
  })

  it('is idempotent, changes nothing but marks, and numbers consecutively', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = renumber(text)
        expect(renumber(once)).toBe(once)
        expect(structureOf(once)).toBe(structureOf(text))
        const [before, after] = [text.split('\n'), once.split('\n')]
        expect(after.length).toBe(before.length)
        for (const [at, line] of before.entries()) {
          const now = after[at] ?? ''
          if (readLine(line).level === 0) expect(now).toBe(line)
          else expect(restOf(now)).toBe(restOf(line))
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps the caret where it is in the words', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, seed) => {
        const caret = seed % (text.length + 1)
        const next = renumberWithCaret(text, caret)
        expect(next.text).toBe(renumber(text))
        expect(lineAt(next.text, next.caret)).toBe(lineAt(text, caret))
        const tail = (whole: string, place: number) => whole.slice(place).split('\n')[0] ?? ''
        const line = text.split('\n')[lineAt(text, caret)] ?? ''
        const { lead, mark } = readLine(line)
        if (caret - startOfLine(text, lineAt(text, caret)) >= lead.length + mark.length)
          expect(tail(next.text, next.caret)).toBe(tail(text, caret))
      }),
      { numRuns: 500 },
    )
  })
})

describe('levels and sections', () => {
  const plan = lines(
    '各单位：',
    '一、要求',
    '话',
    '（一）认识',
    '（二）组织',
    '二、安排',
    '引语',
    '（一）启动',
    '1.会议',
    '三、其他',
  )

  it('sets the level of the lines of a selection, and takes it away again', () => {
    const from = plan.indexOf('（二）')
    expect(setLevel(plan, from + 5, from + 5, 1)).toEqual({
      text: lines(
        '各单位：',
        '一、要求',
        '话',
        '（一）认识',
        '二、组织',
        '三、安排',
        '引语',
        '（一）启动',
        '1.会议',
        '四、其他',
      ),
      from: from + 4,
      to: from + 4,
    })
    const all = setLevel(plan, 0, plan.length, 0)
    expect(structureOf(all.text)).toBe('')
    expect([all.from, all.to]).toEqual([0, all.text.length])
    expect(setLevel('', 0, 0, 2)).toEqual({ text: '（一）', from: 3, to: 3 })
    expect(setLevel(lines('甲', '', '乙'), 0, 4, 2).text).toBe(lines('（一）甲', '', '（二）乙'))
  })

  it('keeps places inside the text whatever is selected', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.nat(),
        fc.nat(),
        fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const, 4 as const),
        (text, a, b, level) => {
          const [from, to] = [a % (text.length + 1), b % (text.length + 1)].sort((one, two) => one - two) as [
            number,
            number,
          ]
          const next = setLevel(text, from, to, level)
          expect(lineAt(next.text, next.from)).toBe(lineAt(text, from))
          expect(lineAt(next.text, next.to)).toBe(lineAt(text, to))
          expect(next.from).toBeLessThanOrEqual(next.to)
          expect(next.to).toBeLessThanOrEqual(next.text.length)
          expect(renumber(next.text)).toBe(next.text)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('moves a heading with all that belongs to it, over into the next part too', () => {
    const down = moveSection(plan, 1, 'down')
    expect(down).toEqual({
      text: lines(
        '各单位：',
        '一、安排',
        '引语',
        '（一）启动',
        '1.会议',
        '二、要求',
        '话',
        '（一）认识',
        '（二）组织',
        '三、其他',
      ),
      line: 5,
    })
    expect(moveSection(down.text, down.line, 'up').text).toBe(plan)
    expect(moveSection(plan, 7, 'up')).toEqual({
      text: lines(
        '各单位：',
        '一、要求',
        '话',
        '（一）认识',
        '（二）组织',
        '（三）启动',
        '1.会议',
        '二、安排',
        '引语',
        '三、其他',
      ),
      line: 5,
    })
    expect(moveSection(plan, 4, 'down')).toEqual({
      text: lines(
        '各单位：',
        '一、要求',
        '话',
        '（一）认识',
        '二、安排',
        '引语',
        '（一）组织',
        '（二）启动',
        '1.会议',
        '三、其他',
      ),
      line: 6,
    })
    expect(moveSection(plan, 1, 'up').text).toBe(plan)
    expect(moveSection(plan, 9, 'down').text).toBe(plan)
    expect(moveSection(plan, 2, 'up')).toEqual({
      text: lines('各单位：', '话', '一、要求', ...plan.split('\n').slice(3)),
      line: 1,
    })
  })

  it('loses no line, whatever moves', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.constantFrom('up' as const, 'down' as const), (text, seed, direction) => {
        const all = renumber(text).split('\n')
        const line = seed % all.length
        const next = moveSection(all.join('\n'), line, direction)
        const words = (lines: string[]) => lines.map(restOf).sort()
        expect(words(next.text.split('\n'))).toEqual(words(all))
        expect(restOf(next.text.split('\n')[next.line] ?? '')).toBe(restOf(all[line] ?? ''))
      }),
      { numRuns: 500 },
    )
  })

  it('shows the headings as paper sets them', () => {
    expect(
      outlineOf(lines('　　一、要求。要做好', '话', `1.${'长'.repeat(50)}`, '（1）小', '附件：1.表', '2.表')),
    ).toEqual([
      { line: 0, level: 1, text: '一、要求。' },
      { line: 3, level: 4, text: '（1）小' },
    ])
  })
})

it('what Word brings along is put into the form of a document', () => {
  expect(cleanPasted('一、\t总体要求\r\n\r\n　　（一） 指导思想\r\n1．\t2022年\r\n①\u00a0细则\r\n2)其他\r\n')).toBe(
    lines('一、总体要求', '（一）指导思想', '1． 2022年', '（1）细则', '（2）其他', ''),
  )
  expect(cleanPasted(' 中间的\u200b几个字 ')).toBe(' 中间的几个字 ')
  fc.assert(
    fc.property(anyText, (text) => cleanPasted(cleanPasted(text)) === cleanPasted(text)),
    { numRuns: 300 },
  )
})
