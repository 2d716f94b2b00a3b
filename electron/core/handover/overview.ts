/** 报送清单: what is in the folder, under which name and in which part, and what is not. */
import type { EditableKind, HandoverPreview, HandoverRecipient } from '../../../shared/api/handovers.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'
import { dateText } from '../../../shared/form/value-words.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { editableWords } from '../../../shared/wording/handovers.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { revisionCode } from '../package/canonical.ts'
import type { RecordFiles } from './folder-files.ts'
import { sheet, sheetTable, sheetText } from './sheet.ts'
import type { FolderFile } from './write-folder.ts'

export interface OverviewFacts {
  readonly officeName: string
  readonly contact: string
  readonly noticeTitle: string
  readonly recipient: HandoverRecipient
  readonly day: string
  readonly masked: boolean
  readonly example: boolean
  readonly records: readonly RecordFiles[]
  /** Workbooks of several records. */
  readonly totals: readonly FolderFile[]
  readonly editable: readonly EditableKind[]
  /** The notice's words on how files are to be named; null: the program's own way. */
  readonly naming: string | null
  /** Part by name of file, from 1; 0 for one that goes another way. */
  readonly partOf: ReadonlyMap<string, number>
  readonly parts: number
  readonly missing: HandoverPreview['missing']
  readonly received: readonly { title: string; recordTitle: string | null; code: string | null }[]
}

export function overviewDocument(facts: OverviewFacts): PrintDocument {
  const { records, totals, recipient, partOf, parts } = facts
  const where = (name: string) => {
    const part = partOf.get(name)
    if (part === 0) return '，另行传送'
    return parts > 1 ? `，第${part}部分` : ''
  }
  const told = (file: FolderFile) => `${file.name}（${bytesText(file.bytes)}${where(file.name)}）`
  const rows = records.map(({ number, deliverableTitle, title, row, files }) => [
    String(number),
    title === '' || title === deliverableTitle ? deliverableTitle : `${deliverableTitle}：${title}`,
    `第 ${row.revision} 版\n${codeText(revisionCode(row.digest))}`,
    files.map(told).join('\n'),
  ])
  if (totals.length > 0) rows.push(['', '汇总表（个人信息已遮盖）', '', totals.map(told).join('\n')])
  const total = [...records.flatMap((record) => record.files), ...totals]
  const bytes = total.reduce((sum, file) => sum + file.bytes, 0)
  const naming = facts.naming === null ? '文件名前的编号与本表序号相同。' : `文件名按通知要求：${facts.naming}。`
  const beside = editableWords(facts.editable)
  const blocks = [
    sheetText(
      null,
      [
        `通知：${facts.noticeTitle}`,
        `${recipient.platform ? '填报平台' : '收件'}：${[recipient.unit, recipient.phone, recipient.email, recipient.address].filter(Boolean).join('，')}`,
        `报送：${facts.officeName}${facts.contact === '' ? '' : `，${facts.contact}`}`,
        `共 ${records.length} 份材料，${total.length} 个文件，${bytesText(bytes)}${parts > 1 ? `，分 ${parts} 部分` : ''}。${naming}`,
        ...(recipient.platform ? ['在平台填报：照每份材料的《网报摘录单》逐栏填写，再上传附件。'] : []),
        ...(beside === '' ? [] : [beside]),
        ...(facts.masked ? ['个人信息已遮盖。'] : []),
      ].join('\n'),
    ),
    sheetTable({
      title: '一、报送的材料',
      columns: [
        { heading: '序号', widthMm: 14 },
        { heading: '事项和名称', widthMm: 44 },
        { heading: '版本和核对码', widthMm: 37 },
        { heading: '文件', widthMm: 79 },
      ],
      rows,
    }),
    sheetTable({
      title: '二、通知要求而这次没有放入的',
      columns: [
        { heading: '事项', widthMm: 70 },
        { heading: '说明', widthMm: 104 },
      ],
      rows:
        facts.missing.length === 0
          ? [['无', '通知要求的都在上表']]
          : facts.missing.map(({ title, why }) => [title, why]),
    }),
    ...(facts.received.length === 0
      ? []
      : [
          sheetTable({
            title: '三、以前报过、对方已确认收到的',
            columns: [
              { heading: '事项和名称', widthMm: 120 },
              { heading: '核对码', widthMm: 54 },
            ],
            rows: facts.received.map(({ title, recordTitle, code }) => [
              recordTitle && recordTitle !== title ? `${title}：${recordTitle}` : title,
              code === null ? '' : codeText(code),
            ]),
          }),
        ]),
  ]
  return sheet({
    id: 'overview',
    name: '报送清单',
    title: '报送清单',
    officeName: facts.officeName,
    left: '',
    right: dateText(facts.day),
    masked: facts.masked,
    example: facts.example,
    blocks,
  })
}
