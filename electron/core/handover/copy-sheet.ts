/** 网报摘录单 on paper: what the web platform asks for, in the order of the form, to be typed or copied there. */

import { type CopyLine, copyParts } from '../../../shared/form/copy-lines.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import type { PrintBlock, PrintDocument } from '../../../shared/form/print-document.ts'
import { maskPersonal } from '../../../shared/form/value-words.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { sheet, sheetTable } from './sheet.ts'

interface NamedFile {
  readonly field: string
  /** As it lies in the folder. */
  readonly name: string
}

export interface CopySheetFacts {
  readonly definition: FormDefinition
  readonly values: FormValues
  readonly files: readonly NamedFile[]
  readonly officeName: string
  readonly platform: string
  readonly title: string
  readonly code: string
  readonly masked: boolean
  readonly example: boolean
}

const totalMm = 174

export function copySheetDocument(facts: CopySheetFacts): PrintDocument {
  const { definition, values, files, masked } = facts
  const attachmentCounts: Record<string, number> = {}
  for (const { field } of files) attachmentCounts[field] = (attachmentCounts[field] ?? 0) + 1
  const parts = copyParts({ definition, values, attachmentCounts, lastYear: null }, files)
  const cover = (line: CopyLine<NamedFile>, text: string) => (masked && line.personal ? maskPersonal(text) : text)
  const blocks = parts.flatMap(({ title, lines }): PrintBlock[] => {
    const rows = lines.flatMap((line): string[][] => {
      const label = line.kind === 'text' && line.unit !== null ? `${line.label}（${line.unit}）` : line.label
      if (line.kind === 'text') return [[label, cover(line, line.text)]]
      if (line.kind === 'files') return [[label, line.files.map(({ name }) => name).join('\n')]]
      return []
    })
    // 活动简介 over 活动简介 says it twice.
    const words = sheetTable({
      title: rows.length === 1 && rows[0]?.[0] === title ? null : title,
      columns: [
        { heading: '栏目', widthMm: 50 },
        { heading: '内容', widthMm: totalMm - 50 },
      ],
      rows,
    })
    const tables = lines.flatMap((line): PrintBlock[] => {
      if (line.kind !== 'table') return []
      const widthMm = totalMm / line.columns.length
      const columns = line.columns.map(({ label }) => ({ heading: label, widthMm }))
      return [
        sheetTable({ title: line.label, columns, rows: line.rows.map((row) => row.map((cell) => cover(line, cell))) }),
      ]
    })
    return rows.length === 0 ? tables : [words, ...tables]
  })
  return sheet({
    id: 'copy-sheet',
    name: '网报摘录单',
    title: '网报摘录单',
    officeName: facts.officeName,
    left: `${facts.title}（${codeText(facts.code)}）`,
    right: `填报平台：${facts.platform}`,
    masked,
    example: facts.example,
    blocks,
  })
}
