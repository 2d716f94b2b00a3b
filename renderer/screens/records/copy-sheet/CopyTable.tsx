import { Button } from 'antd'
import { useState } from 'react'
import { cellMasked } from '../../../../shared/form/copy-lines.ts'
import { CopyButton, toNextCopy } from './CopyButton.tsx'
import { type CopyLine, lineText } from './copy-lines.ts'
import type { Copied } from './use-copied.ts'

/** Rows that are shown at first. */
const shownRows = 30

/** Rows of a table: each cell by itself, or all of them as a block for a spreadsheet. */
export function CopyTable({
  line,
  copied,
  revealed,
}: {
  line: CopyLine & { kind: 'table' }
  copied: Copied
  revealed: boolean
}) {
  const [all, setAll] = useState(false)
  if (line.rows.length === 0) return <p className="quiet">未填</p>
  const rows = all ? line.rows : line.rows.slice(0, shownRows)
  const whole = lineText(line)
  return (
    <div className="copy-table">
      <div className="copy-table-scroll">
        <table aria-label={line.label}>
          <thead>
            <tr>
              <th scope="col" aria-label="行号" />
              {line.columns.map((column) => (
                <th key={column.id} scope="col">
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are read only here, their number is their name
              <tr key={at}>
                <th scope="row">{at + 1}</th>
                {row.map((cell, index) => {
                  const column = line.columns[index]
                  const key = `${line.key}:${at}:${column?.id ?? index}`
                  return (
                    <td key={column?.id ?? index}>
                      {cell === '' ? null : (
                        <button
                          type="button"
                          className="plain-button copy-cell"
                          data-copy
                          data-copied={copied.isCopied(key, cell)}
                          aria-label={`复制第 ${at + 1} 行 ${column?.label ?? ''}${copied.isCopied(key, cell) ? '（已复制）' : ''}`}
                          onClick={(event) => {
                            const button = event.currentTarget
                            copied.copy(key, cell)
                            if (event.detail === 0) toNextCopy(button)
                          }}
                        >
                          {revealed ? cell : cellMasked(line, index, cell)}
                        </button>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="copy-table-foot">
        <CopyButton
          name="复制整表"
          label={line.label}
          copied={copied.isCopied(line.key, whole)}
          disabled={false}
          onCopy={() => copied.copy(line.key, whole)}
        />
        <span className="quiet">{line.rows.length} 行；点一格，复制一格</span>
        {line.rows.length > rows.length ? (
          <Button type="text" onClick={() => setAll(true)}>
            显示其余 {line.rows.length - rows.length} 行
          </Button>
        ) : null}
      </div>
    </div>
  )
}
