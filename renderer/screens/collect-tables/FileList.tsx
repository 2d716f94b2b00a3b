import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  LoadingOutlined,
  MinusCircleOutlined,
  QuestionCircleOutlined,
} from '@ant-design/icons'
import { type KeyboardEvent, memo, useRef } from 'react'
import type { TablesRead } from '../../../shared/api/tables.ts'
import { Mark } from '../../ui/Mark.tsx'
import { stand } from './collect-actions.ts'
import { type CollectedTable, isStale, type TableView, unsettled } from './collected.ts'

function TableMark({ table, view }: { table: CollectedTable; view: TableView | undefined }) {
  if (table.out)
    return (
      <Mark tone="none" icon={<MinusCircleOutlined aria-hidden="true" />}>
        不收
      </Mark>
    )
  if (table.problem !== null)
    return (
      <Mark tone="stop" icon={<CloseCircleOutlined aria-hidden="true" />}>
        要处理
      </Mark>
    )
  if (table.rows === null || !view)
    return (
      <Mark tone="work" icon={<LoadingOutlined aria-hidden="true" />}>
        正在看
      </Mark>
    )
  const open =
    unsettled(table) +
    view.cells.length +
    // One choice settles them all.
    Math.min(view.sourceless, 1)
  if (open > 0)
    return (
      <Mark tone="wait" icon={<QuestionCircleOutlined aria-hidden="true" />}>
        {open} 处待定
      </Mark>
    )
  if (view.counts.ready === 0 && !isStale(table))
    return (
      <Mark tone="none" icon={<MinusCircleOutlined aria-hidden="true" />}>
        {view.counts.same > 0 ? '都已有' : '不收'}
      </Mark>
    )
  return (
    <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
      {table.seen ? '看过' : '没有疑问'}
    </Mark>
  )
}

const TableEntry = memo(function TableEntry({
  table,
  view,
  current,
}: {
  table: CollectedTable
  view: TableView | undefined
  current: boolean
}) {
  const { proposal, sender, key } = table
  return (
    <li>
      <button
        type="button"
        className="plain-button tables-file"
        aria-current={current ? 'true' : undefined}
        onClick={() => stand(key)}
      >
        <span className="tables-file-name one-line" title={proposal.path}>
          {proposal.fileName}
        </span>
        <span className="tables-file-line">
          <span className="quiet one-line">
            {proposal.rows} 项 · {sender || '没写填报单位'}
          </span>
          <TableMark table={table} view={view} />
        </span>
      </button>
    </li>
  )
})

type Props = {
  tables: readonly CollectedTable[]
  views: ReadonlyMap<string, TableView>
  unreadable: TablesRead['unreadable']
  current: string | null
}

/** Every table of every file, and the files that could not be read. Arrows walk. */
export function FileList({ tables, views, unreadable, current }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const all = [...tables.map(({ key }) => key), ...unreadable.map(({ path }) => path)]
  const press = (event: KeyboardEvent) => {
    const at = all.indexOf(current ?? '')
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    const next = to === undefined ? undefined : all[to]
    if (to === undefined || next === undefined) return
    event.preventDefault()
    stand(next)
    list.current?.querySelectorAll('button')[to]?.focus()
  }
  return (
    <ul ref={list} className="tables-files" aria-label="收到的表" onKeyDown={press}>
      {tables.map((table) => (
        <TableEntry key={table.key} table={table} view={views.get(table.key)} current={table.key === current} />
      ))}
      {unreadable.map(({ path, fileName }) => (
        <li key={path}>
          <button
            type="button"
            className="plain-button tables-file"
            aria-current={path === current ? 'true' : undefined}
            onClick={() => stand(path)}
          >
            <span className="tables-file-name one-line" title={path}>
              {fileName}
            </span>
            <span className="tables-file-line">
              <Mark tone="stop" icon={<CloseCircleOutlined aria-hidden="true" />}>
                读不了
              </Mark>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
