/** 工作方案 (T11): chapters by counting, activities by module with who is responsible, the main event at the end. Pure. */
import type { Composed } from '../api/register.ts'
import { chineseNumber } from '../form/numbering.ts'
import type { HeadingLevel } from '../form/official-text.ts'
import {
  byModule,
  figureClause,
  mainChapter,
  ofStates,
  otherActivities,
  periodWords,
  type TextSource,
} from './compose-text.ts'
import type { CountedActivity } from './figures.ts'
import { writePiece } from './pieces.ts'
import { seenRows } from './taken.ts'
import { TextWriter } from './text-writer.ts'

type MainLevels = Readonly<Record<'intro' | 'theme' | 'heading' | 'where' | 'people' | 'agenda', HeadingLevel | null>>
const oneEvent: MainLevels = { intro: 0, theme: 2, heading: 2, where: 3, people: 0, agenda: 3 }
/** Several main events: each is a part of the chapter. */
const ofMany: MainLevels = { intro: 2, theme: 3, heading: null, where: 3, people: 3, agenda: 4 }

function mainEvent(writer: TextWriter, source: TextSource, one: CountedActivity, levels: MainLevels): void {
  const { activityId, values } = one
  const piece = (level: HeadingLevel | null, name: string): void => {
    writer.paragraph(level ?? 0, name, activityId, writePiece(name, values, source.notice) ?? '', true)
  }
  const heading = (words: string, names: readonly string[]): void => {
    if (levels.heading !== null && names.some((name) => writePiece(name, values, source.notice) !== ''))
      writer.line(levels.heading, [words])
  }
  piece(levels.intro, 'main.intro')
  piece(levels.theme, 'main.theme')
  heading('时间地点', ['main.time', 'main.place'])
  piece(levels.where, 'main.time')
  piece(levels.where, 'main.place')
  const people = levels.heading === null ? 'main.people' : 'main.attendance'
  heading('参加人员', [people])
  piece(levels.people, people)
  heading('议程安排', ['main.agenda'])
  piece(levels.agenda, 'main.agenda')
}

export function planText(source: TextSource): Composed {
  const { field, notice } = source
  const writer = new TextWriter(field)
  const chapter = (title: string): TextWriter => writer.line(1, [title])
  const coming = ofStates(source, ['planned', 'held'])
  const main = coming.filter(({ values }) => values.main)
  const groups = byModule(
    notice,
    coming.filter(({ values }) => !values.main),
  )
  const period = periodWords(notice)

  // A sentence to begin with: the clerk puts the office's own in its place.
  chapter('指导思想').line(0, [
    notice.theme === null
      ? '结合本地实际，精心组织各项活动，把服务科技工作者、服务群众落到实处。'
      : `突出“${notice.theme}”这一主题，结合本地实际，精心组织各项活动，把服务科技工作者、服务群众落到实处。`,
  ])
  if (notice.theme !== null) chapter('活动主题').line(0, [notice.theme])
  if (period !== '') chapter('活动时间').line(0, [period])
  if (groups.length > 0) {
    const about = groups.map(({ name }) => name).filter((name) => notice.modules.some((module) => module.name === name))
    const count = figureClause(source, 'plannedItems', '共安排活动{}')
    chapter('主要内容').line(
      0,
      about.length < 2
        ? [...count, '。']
        : [
            `分${about.map((name) => `“${name}”`).join('')}${about.length === 2 ? '两' : chineseNumber(about.length)}个方面，`,
            ...count,
            '。',
          ],
    )
    for (const { name, activities } of groups) {
      // 其他活动 beside nothing else says nothing.
      if (groups.length > 1 || name !== otherActivities) writer.line(2, [name])
      for (const { activityId, values } of activities)
        writer.paragraph(3, 'item', activityId, writePiece('item', values, notice) ?? '')
    }
  }
  if (main.length > 0) {
    chapter(mainChapter)
    for (const one of main) mainEvent(writer, source, one, main.length === 1 ? oneEvent : ofMany)
  }
  chapter('工作要求')
    .line(2, ['加强组织协调。明确每项活动的责任人和完成时限，遇有调整及时报告。'])
    .line(2, ['确保安全有序。活动前做好风险研判和预案，活动中落实现场管理。'])
    .line(2, ['做好宣传总结。及时收集图片、报道和数据，活动结束后按时报送总结。'])
  writer.note(
    seenRows(
      field,
      coming.map(({ activityId }) => activityId),
    ),
  )
  return { text: writer.text, taken: writer.taken }
}
