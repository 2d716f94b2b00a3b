import { SearchOutlined } from '@ant-design/icons'
import { Button, Checkbox, Modal, Radio } from 'antd'
import { useContext, useMemo, useState } from 'react'
import type { ActivityRow } from '../../../../shared/api/activities.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useMethod } from '../../../app/use-method.ts'
import { activityTime, activityTitle } from '../../../text/activities.ts'
import { Input } from '../../../ui/Input.tsx'
import { EmptyPlace } from '../../../ui/Page.tsx'
import { RegisterContext } from './register-context.ts'
import { activitiesIn, takenIn } from './taken-edits.ts'

type Props = {
  field: string
  as: 'items' | 'sentences'
  busy: boolean
  onInsert: (activityIds: string[], as: 'items' | 'sentences') => void
  onClose: () => void
}

/** As many as the core writes at once. */
const most = 500
const none: ReadonlySet<string> = new Set()

/** Activities of the notice by module, with ticks: those are written where the cursor stands. */
export function InsertDialog({ field, as: usual, busy, onInsert, onClose }: Props) {
  const place = useContext(RegisterContext)
  const [as, setAs] = useState(usual)
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(none)
  const filter = search.trim() === '' ? {} : { search: search.trim().slice(0, 80) }
  const { value, problem } = useMethod('activities.board', place ? { noticeId: place.noticeId, filter } : null, [
    'activities',
  ])
  const present = useMemo(() => (place ? activitiesIn(takenIn(place.latest()), field) : none), [place, field])
  const columns = (value?.columns ?? []).flatMap((column) => {
    const rows = column.rows.filter(({ state }) => state !== 'cancelled')
    return rows.length === 0 ? [] : [{ ...column, rows, left: column.total - column.rows.length }]
  })
  const year = Number((columns[0]?.rows[0]?.from ?? '').slice(0, 4))
  const set = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) on ? next.add(id) : next.delete(id)
    setChosen(next)
  }
  // In the order in which they are listed, each once.
  const order = [...new Set([...columns.flatMap(({ rows }) => rows.map(({ activityId }) => activityId)), ...chosen])]
  const ids = order.filter((id) => chosen.has(id))
  const line = (row: ActivityRow) => (
    <li key={row.activityId}>
      <Checkbox checked={chosen.has(row.activityId)} onChange={(event) => set([row.activityId], event.target.checked)}>
        <span className="insert-title">{activityTitle(row)}</span>
        <span className="quiet">
          {[activityTime(row, year), row.unit, present.has(row.activityId) ? '文中已有' : '']
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </Checkbox>
    </li>
  )
  return (
    <Modal open title="插入活动" footer={null} width={720} onCancel={onClose} destroyOnHidden>
      <div className="stack">
        <Input
          allowClear
          prefix={<SearchOutlined aria-hidden="true" />}
          aria-label="查找活动"
          placeholder="按名称、单位、地点查找"
          value={search}
          maxLength={80}
          onChange={(event) => setSearch(event.target.value)}
        />
        <ProblemNote problem={problem} />
        <div className="insert-list" aria-busy={value === null}>
          {value && columns.length === 0 ? (
            <EmptyPlace
              title={search.trim() === '' ? '还没有登记活动' : '没有找到'}
              action={
                search.trim() === '' && place ? (
                  <Button
                    onClick={() => void navigate({ screen: 'activities', view: 'list', noticeId: place.noticeId })}
                  >
                    去登记活动
                  </Button>
                ) : null
              }
            >
              {search.trim() === '' ? '先在“活动”里登记，再从这里选来写进材料。' : '换一个词，或清空查找。'}
            </EmptyPlace>
          ) : null}
          {columns.map(({ moduleId, name, rows, left }) => {
            const all = rows.map(({ activityId }) => activityId)
            const ticked = all.filter((id) => chosen.has(id)).length
            return (
              // biome-ignore lint/a11y/useSemanticElements: a legend cannot hold its own tick
              <div key={moduleId} role="group" aria-label={name}>
                <Checkbox
                  className="insert-module"
                  checked={ticked === all.length}
                  indeterminate={ticked > 0 && ticked < all.length}
                  onChange={(event) => set(all, event.target.checked)}
                >
                  {name}
                  <span className="quiet"> {rows.length} 项</span>
                </Checkbox>
                <ul>{rows.map(line)}</ul>
                {left > 0 ? <p className="quiet">另有 {left} 项，请用查找缩小范围。</p> : null}
              </div>
            )
          })}
        </div>
        <Radio.Group
          aria-label="写成"
          value={as}
          onChange={(event) => setAs(event.target.value as 'items' | 'sentences')}
          options={[
            { value: 'items', label: '编号条目：1. 标题。内容。（责任单位：…）' },
            { value: 'sentences', label: '叙述句，每项一段' },
          ]}
        />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            先不插入
          </Button>
          <Button
            size="large"
            type="primary"
            loading={busy}
            disabled={ids.length === 0 || ids.length > most}
            onClick={() => onInsert(ids, as)}
          >
            {ids.length === 0 ? '插入' : ids.length > most ? `一次最多 ${most} 项` : `插入 ${ids.length} 项`}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
