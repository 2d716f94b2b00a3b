import { Button } from 'antd'
import { useId } from 'react'
import type { TablesRead } from '../../../shared/api/tables.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useImeText } from '../../form/use-ime-text.ts'
import { FailureNote } from '../../ui/FailureNote.tsx'
import { Input } from '../../ui/Input.tsx'
import { forget, readFiles } from './collect-actions.ts'
import { changeTable } from './collect-state.ts'
import type { CollectedTable, TableView } from './collected.ts'
import { FundsSource } from './FundsSource.tsx'
import { TableRows } from './rows/TableRows.tsx'
import { TableColumns } from './TableColumns.tsx'

function SenderField({ table }: { table: CollectedTable }) {
  const id = useId()
  const ime = useImeText(table.sender, (sender) => changeTable(table.key, { sender }, 'all'))
  return (
    <span className="tables-sender">
      <label htmlFor={id}>填报单位</label>
      <Input
        {...ime.props}
        id={id}
        maxLength={120}
        placeholder="哪家报来的"
        status={table.sender.trim() === '' ? 'warning' : ''}
      />
    </span>
  )
}

/** Sheets that stay out and rows that are no data: told, nothing hangs on them. */
function Remarks({ table }: { table: CollectedTable }) {
  const { otherSheets, remarks } = table.proposal
  const lines = [
    ...otherSheets.map(({ name, why }) => `没有收工作表“${name}”：${why}`),
    ...remarks.map(
      ({ row, label, reason }) => `第${row}行${label === '' ? '' : `“${label.replace(/\s+/gu, '')}”`}：${reason}`,
    ),
  ]
  const [first] = lines
  if (first === undefined) return null
  if (lines.length === 1) return <p className="quiet tables-remarks">{first}</p>
  return (
    <details className="quiet tables-remarks">
      <summary>
        没有收的地方 {lines.length} 处：{first}
      </summary>
      <ul>
        {lines.slice(1).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}

/** Money that does not say where it came from: asked once, in the table where it is seen. */
function Sourceless({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <div className="tables-columns tables-sourceless" data-open="true">
      <span>{count} 项活动有经费，表里没写从哪里来，请选一次：</span>
      <FundsSource />
    </div>
  )
}

/** One table: whose it is, what its columns are, its rows as they will stand in the register. */
export function TablePane({ table, view }: { table: CollectedTable; view: TableView }) {
  const { proposal, key, out } = table
  const { path, fileName, sheet, headerRow, kind } = proposal
  return (
    <div className="tables-pane">
      <div className="tables-pane-head">
        <div className="tables-pane-name">
          <h3 className="one-line" title={path}>
            {fileName}
          </h3>
          <span className="quiet one-line">
            {kind === 'form' ? '填报表' : `${sheet === '' ? '' : `“${sheet}”，`}表头在第${headerRow}行`}
          </span>
        </div>
        <SenderField key={key} table={table} />
        <Button onClick={() => void window.kexie.showInFolder(path)}>打开所在文件夹</Button>
        <Button onClick={() => changeTable(key, { out: !out }, out ? 'all' : null)}>
          {out ? '还是要收' : '这份不收'}
        </Button>
      </div>
      <ProblemNote
        problem={table.problem}
        action={
          table.problem?.code === 'table.changed' ? (
            <Button onClick={() => void readFiles([path])}>重新读这份文件</Button>
          ) : null
        }
      />
      {out ? (
        <p className="quiet tables-pane-out">这份表不收。原文件没有动。</p>
      ) : (
        <>
          <TableColumns key={key} table={table} />
          <Remarks table={table} />
          <Sourceless count={view.sourceless} />
          <TableRows key={`rows ${key}`} table={table} view={view} />
        </>
      )}
    </div>
  )
}

export function UnreadablePane({ file }: { file: TablesRead['unreadable'][number] }) {
  return (
    <div className="tables-pane">
      <FailureNote
        tone="wait"
        code="table.unreadable"
        what={file.message.includes(file.fileName) ? file.message : `“${file.fileName}”没有收：${file.message}`}
        safe="其他表不受影响，原文件没有动。"
        next="可以打开看一下再读一次，或者请填报单位另存为 Excel（xlsx）、Word（docx）再发来。"
        action={
          <>
            <Button onClick={() => void window.kexie.showInFolder(file.path)}>打开所在文件夹</Button>
            <Button onClick={() => void readFiles([file.path])}>再读一次</Button>
            <Button onClick={() => forget(file.path)}>拿开这份</Button>
          </>
        }
      />
    </div>
  )
}
