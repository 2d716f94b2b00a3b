/** The page 报送情况 on paper. */
import type { SentEntry, SentPage, SentRecord } from '../../../shared/api/handovers.ts'
import { chinaMoment } from '../../../shared/domain/deadlines.ts'
import { stateNames } from '../../../shared/domain/states.ts'
import type { PrintBlock, PrintDocument } from '../../../shared/form/print-document.ts'
import { changeWords, stepNames } from '../../../shared/wording/handovers.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { sheet, sheetTable, sheetText } from './sheet.ts'

/** Long texts are told by their beginning: the whole of both stands in the program. */
const shortened = (text: string): string => ([...text].length > 60 ? `${[...text].slice(0, 60).join('')}…` : text)

const stepsOf = (entry: SentEntry): string =>
  entry.steps
    .filter((step) => !step.undone)
    .map(
      (step) =>
        `${stepNames[step.kind]}（${[chinaMoment(step.at), step.words].filter((part) => part !== '').join('，')}）`,
    )
    .join('\n')

function rowsOf({ entries }: SentRecord): string[][] {
  return entries
    .filter((entry) => !entry.withdrawn)
    .map((entry) => [
      `第 ${entry.revision} 版\n${codeText(entry.code)}`,
      chinaMoment(entry.writtenAt),
      `${entry.by === 'package' ? '签名报送包' : '文件夹报送'}\n${entry.recipientName}${entry.masked ? '\n个人信息已遮盖' : ''}`,
      stepsOf(entry) || '还没有登记',
    ])
}

function recordBlocks(title: string, record: SentRecord): PrintBlock[] {
  const named = record.title === title ? title : `${title}：${record.title}`
  const rows = rowsOf(record)
  const { since } = record
  const blocks: PrintBlock[] = [
    rows.length === 0
      ? sheetText(named, '还没有报出。')
      : sheetTable({
          title: `${named}（${stateNames[record.state]}）`,
          columns: [
            { heading: '版本和核对码', widthMm: 37 },
            { heading: '写出时间', widthMm: 35 },
            { heading: '方式和收件', widthMm: 44 },
            { heading: '结果', widthMm: 58 },
          ],
          rows,
        }),
  ]
  if (since.sent && since.changes.length > 0) {
    const told = since.changes.map((change) =>
      changeWords({ ...change, from: shortened(change.from), to: shortened(change.to) }),
    )
    blocks.push(sheetText(null, [`第 ${since.sent.revision} 版报出后又改了 ${told.length} 处：`, ...told].join('\n')))
  }
  return blocks
}

export function sentDocument(page: SentPage, example: boolean): PrintDocument {
  const missing = page.deliverables.filter((one) => one.missing !== null)
  return sheet({
    id: 'sent',
    name: '报送情况',
    title: '报送情况',
    officeName: page.officeName,
    left: '',
    right: chinaMoment(page.at),
    masked: false,
    example,
    blocks: [
      sheetText(null, `通知：${page.noticeTitle}`),
      ...page.deliverables.flatMap((one) => one.records.flatMap((record) => recordBlocks(one.title, record))),
      sheetTable({
        title: '还缺的',
        columns: [
          { heading: '事项', widthMm: 80 },
          { heading: '说明', widthMm: 94 },
        ],
        rows:
          missing.length === 0 ? [['无', '通知要求的都已报出']] : missing.map((one) => [one.title, one.missing ?? '']),
      }),
    ],
  })
}
