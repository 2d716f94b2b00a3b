import { CopyOutlined, HistoryOutlined, UserDeleteOutlined, WarningOutlined } from '@ant-design/icons'
import { type ReactNode, useState } from 'react'
import type { Rollup } from '../../../shared/api/rollups.ts'
import { fullDateText } from '../../text/dates.ts'
import { numberWords, openFlags } from '../../text/rollup.ts'
import { DetailsHead } from '../../ui/DetailsHead.tsx'
import { onEscape } from '../../ui/escape-key.ts'
import { useCells } from '../../ui/use-cells.ts'
import { ChangesPanel } from './panels/ChangesPanel.tsx'
import { JointPanel } from './panels/JointPanel.tsx'
import { MissingPanel } from './panels/MissingPanel.tsx'
import { RowPanel } from './panels/RowPanel.tsx'
import { SourcesPanel } from './panels/SourcesPanel.tsx'
import { RollupTable, totalsRow } from './RollupTable.tsx'

type Shown = 'cell' | 'joint' | 'missing' | 'changes'
type Note = { key: string; icon: ReactNode; words: string; tone: 'wait' | 'none'; run: () => void }

/** Table, what a person should look at, and beside it what the chosen number is made of. */
export function RollupView({ rollup }: { rollup: Rollup }) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [onlyFlagged, setOnlyFlagged] = useState(false)
  const flagged = rollup.rows.filter((row) => openFlags(row).length > 0)
  const rows = onlyFlagged && flagged.length > 0 ? flagged : rollup.rows
  const cells = useCells([totalsRow, ...rows.map(({ recordId }) => recordId)], rollup.fields.length)
  const field = rollup.fields[cells.at?.column ?? -1] ?? null
  const row = rollup.rows.find(({ recordId }) => recordId === cells.at?.row) ?? null
  const left = rollup.rows.filter(({ leftOut }) => leftOut !== null).length
  const undecided = rollup.joint.filter(({ decided }) => !decided).length
  const open = rollup.number === null
  const notes: Note[] = []
  const note = (on: boolean, one: Note) => on && notes.push(one)
  note(flagged.length > 0 && open, {
    key: 'flags',
    icon: <WarningOutlined aria-hidden="true" />,
    words: onlyFlagged ? '显示全部单位' : `${flagged.length} 家有要核实的数字`,
    tone: 'wait',
    run: () => setOnlyFlagged(!onlyFlagged),
  })
  note(rollup.joint.length > 0, {
    key: 'joint',
    icon: <CopyOutlined aria-hidden="true" />,
    words: undecided > 0 ? `${undecided} 项联合活动可能重复计算` : `${rollup.joint.length} 项联合活动已处理`,
    tone: undecided > 0 ? 'wait' : 'none',
    run: () => setShown('joint'),
  })
  note(rollup.missing.length > 0, {
    key: 'missing',
    icon: <UserDeleteOutlined aria-hidden="true" />,
    words: `${rollup.missing.length} 家没有算进来`,
    tone: 'wait',
    run: () => setShown('missing'),
  })
  note(rollup.changes.length > 0, {
    key: 'changes',
    icon: <HistoryOutlined aria-hidden="true" />,
    words: open ? `冻结以后变了 ${rollup.changes.length} 处` : `比上一份变了 ${rollup.changes.length} 处`,
    tone: open ? 'wait' : 'none',
    run: () => setShown('changes'),
  })
  const close = () => {
    setShown(null)
    document.querySelector<HTMLElement>('.rollup-table')?.focus({ preventScroll: true })
  }
  const panel = () => {
    if (shown === 'joint') return { title: '联合活动', body: <JointPanel rollup={rollup} /> }
    if (shown === 'missing') return { title: '没有算进来的单位', body: <MissingPanel rollup={rollup} /> }
    if (shown === 'changes') return { title: '变了什么', body: <ChangesPanel rollup={rollup} /> }
    if (shown === null || cells.at === null) return null
    if (cells.at.row === totalsRow)
      return field
        ? { title: field.label, body: <SourcesPanel key={field.field} rollup={rollup} field={field} /> }
        : null
    return row
      ? { title: row.officeName, body: <RowPanel key={row.recordId} rollup={rollup} row={row} field={field} /> }
      : null
  }
  const beside = panel()
  return (
    <>
      <div className="rollup-notes">
        <span>
          {rollup.rows.length - left} 家算进合计{left > 0 ? `，${left} 家不计入` : ''}
          {rollup.number === null
            ? rollup.frozenAt === null
              ? ''
              : `；${fullDateText(rollup.frozenAt)}冻结过`
            : rollup.frozenAt === null
              ? ''
              : `；${numberWords(rollup.number)}，${fullDateText(rollup.frozenAt)}`}
        </span>
        {notes.map(({ key, icon, words, tone, run }) => (
          <button key={key} type="button" className="plain-button rollup-note" data-tone={tone} onClick={run}>
            {icon}
            {words}
          </button>
        ))}
      </div>
      <div className="rollup-body" data-details={beside !== null}>
        <RollupTable rollup={rollup} rows={rows} cells={cells} onOpen={() => setShown('cell')} onClose={close} />
        {beside ? (
          <aside className="rollup-panel" aria-label={beside.title} onKeyDown={onEscape(close)}>
            <DetailsHead title={beside.title} closeName="收起" onClose={close} />
            {beside.body}
          </aside>
        ) : null}
      </div>
    </>
  )
}
