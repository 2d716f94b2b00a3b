import { CameraOutlined, FormOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { stateNames } from '../../../shared/domain/states.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useAllRecords } from '../../app/use-all-records.ts'
import { FilterBar, FilterWord, filterDot } from '../../ui/FilterBar.tsx'
import { EmptyPlace, PageHead } from '../../ui/Page.tsx'
import { ListPapers } from './ListPapers.tsx'
import { NewRecord } from './NewRecord.tsx'
import { RecordDetails } from './RecordDetails.tsx'
import { RecordRows } from './RecordRows.tsx'
import {
  filterRecords,
  latestNotice,
  noticeChoices,
  officeChoices,
  type RecordFilter,
  recordTitle,
  sortRecords,
  statesPresent,
} from './record-filters.ts'
import { CollectScans } from './scans/CollectScans.tsx'
import './record-list.css'

function FilterSentence({
  records,
  filter,
  onChange,
  count,
  complete,
}: {
  records: readonly RecordSummary[]
  filter: RecordFilter
  onChange: (filter: RecordFilter) => void
  count: number
  /** False while more are being read. */
  complete: boolean
}) {
  const states = statesPresent(records)
  return (
    <FilterBar end={<span role="status">{complete ? `${count} 份` : `${count} 份，还在读…`}</span>}>
      <FilterWord
        label="通知"
        value={filter.noticeId}
        everything="全部通知"
        choices={noticeChoices(records)}
        onChange={(noticeId) => onChange({ ...filter, noticeId })}
      />
      {filterDot}
      <FilterWord
        label="状态"
        value={filter.state}
        everything="全部状态"
        choices={states.map((state) => ({ value: state, label: stateNames[state] }))}
        onChange={(state) => onChange({ ...filter, state: states.find((one) => one === state) ?? null })}
      />
      {filterDot}
      <FilterWord
        label="单位"
        value={filter.officeId}
        everything="全部单位"
        choices={officeChoices(records)}
        onChange={(officeId) => onChange({ ...filter, officeId })}
      />
    </FilterBar>
  )
}

export function RecordListScreen({ noticeId }: { noticeId: string | null }) {
  const reading = useAllRecords(['records', 'packages'])
  const [filter, setFilter] = useState<RecordFilter>({ noticeId, state: null, officeId: null })
  const [selected, setSelected] = useState<string | null>(null)
  const [creating, setCreating] = useState(false)
  const [collecting, setCollecting] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const { records, complete } = reading
  const shown = useMemo(() => sortRecords(filterRecords(records ?? [], filter)), [records, filter])
  const current = shown.find((record) => record.recordId === selected) ?? null

  useEffect(() => setFilter((before) => ({ ...before, noticeId })), [noticeId])

  const open = (recordId: string) => void navigate({ screen: 'record', recordId, field: null })
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work()
      reading.reread()
      return true
    } catch (thrown) {
      setProblem(problemOf(thrown))
      return false
    }
  }
  const remove = async (record: RecordSummary) => {
    const { recordId } = record
    const at = shown.findIndex((one) => one.recordId === recordId)
    if (!(await attempt(() => call('records.discard', { recordId })))) return
    setSelected((shown[at + 1] ?? shown[at - 1])?.recordId ?? null)
    announce(`已删除“${recordTitle(record)}”`, {
      label: '撤销',
      run: () => void attempt(() => call('records.restore', { recordId })),
    })
  }
  const create = (
    <Button type="primary" size="large" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setCreating(true)}>
      新建填报
    </Button>
  )

  return (
    <div className="page record-list">
      <PageHead
        title="填报记录"
        lead="每份材料一行：先看状态，再打开。"
        actions={
          records && records.length > 0 ? (
            <>
              <Button size="large" icon={<CameraOutlined aria-hidden="true" />} onClick={() => setCollecting(true)}>
                收盖章件
              </Button>
              <ListPapers shown={shown} noticeId={filter.noticeId} />
              {create}
            </>
          ) : null
        }
      />
      <ProblemNote problem={problem ?? reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
      {records === null ? null : records.length === 0 ? (
        <EmptyPlace
          icon={<FormOutlined aria-hidden="true" />}
          title="还没有填报记录"
          action={
            <>
              {create}
              <Button size="large" onClick={() => void navigate({ screen: 'notices', noticeId: null })}>
                看看通知要什么
              </Button>
            </>
          }
        >
          按通知要求填的表、方案和照片都在这里。第一步：选一个通知里的表，边填边看纸样，随时自动保存。
        </EmptyPlace>
      ) : (
        <>
          <FilterSentence
            records={records}
            filter={filter}
            onChange={setFilter}
            count={shown.length}
            complete={complete}
          />
          <div className="list-body record-list-body" data-details={current !== null}>
            {shown.length === 0 ? (
              <EmptyPlace
                title="没有符合条件的记录"
                action={
                  <Button onClick={() => setFilter({ noticeId: null, state: null, officeId: null })}>
                    显示全部 {records.length} 份
                  </Button>
                }
              />
            ) : (
              <RecordRows
                records={shown}
                selected={selected}
                onSelect={setSelected}
                onOpen={open}
                onDelete={(record) => void remove(record)}
              />
            )}
            {current ? (
              <RecordDetails record={current} onOpen={open} onDelete={(record) => void remove(record)} />
            ) : null}
          </div>
        </>
      )}
      {collecting ? <CollectScans onClose={() => setCollecting(false)} /> : null}
      {creating ? (
        <NewRecord noticeId={filter.noticeId ?? latestNotice(records ?? [])} onClose={() => setCreating(false)} />
      ) : null}
    </div>
  )
}
