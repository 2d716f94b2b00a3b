import { SafetyCertificateOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useChosen } from '../../../app/use-chosen.ts'
import { useMethod } from '../../../app/use-method.ts'
import { Input } from '../../../ui/Input.tsx'
import { EmptyPlace } from '../../../ui/Page.tsx'
import { PurgeDialog } from './PurgeDialog.tsx'
import { PurgePanel } from './PurgePanel.tsx'
import { PurgeRows } from './PurgeRows.tsx'
import { noFilter, type PurgeFilter, purgeGroups, purgeLines } from './purge-list.ts'

const all = ''

/** 到期清除: the list at the left, what it means and the button at the right. */
export function PurgePart() {
  const reading = useMethod('personal.purgePreview', {}, ['records', 'packages', 'notices'])
  const [filter, setFilter] = useState<PurgeFilter>(noFilter)
  const [asking, setAsking] = useState(false)
  const calm = useDeferredValue(filter)
  const candidates = reading.value?.candidates
  const groups = useMemo(() => purgeGroups(candidates ?? [], calm), [candidates, calm])
  const everything = useMemo(() => purgeGroups(candidates ?? [], noFilter), [candidates])
  const lines = useMemo(() => purgeLines(groups), [groups])
  const shown = useMemo(() => groups.flatMap((group) => group.candidates), [groups])
  const ids = useMemo(() => shown.map(({ recordId }) => recordId), [shown])
  const chosen = useChosen(ids)
  const marked = shown.filter(({ recordId }) => chosen.marked.has(recordId))
  const due = shown.filter((one) => one.due)

  if (reading.value === null)
    return <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
  if (everything.length === 0)
    return (
      <EmptyPlace icon={<SafetyCertificateOutlined aria-hidden="true" />} title="没有要清除的">
        填了身份证号、姓名、电话的材料会列在这里，到了保存期的排在最前面，由您清除。现在没有这样的材料，什么都不用做。
      </EmptyPlace>
    )
  const set = (part: Partial<PurgeFilter>) => setFilter({ ...filter, ...part })
  return (
    <>
      <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
      <div className="personal-filter">
        <Input
          className="personal-search"
          aria-label="找材料"
          placeholder="找作品、单位"
          allowClear
          prefix={<SearchOutlined aria-hidden="true" />}
          value={filter.query}
          onChange={(event) => set({ query: event.target.value })}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: a sentence, not a fieldset */}
        <div className="personal-sentence" role="group" aria-label="筛选">
          <Select
            variant="borderless"
            aria-label="通知"
            popupMatchSelectWidth={false}
            value={filter.noticeId ?? all}
            onChange={(next) => set({ noticeId: next === all ? null : next })}
            options={[
              { value: all, label: '全部通知' },
              ...everything.map(({ noticeId, title }) => ({ value: noticeId, label: title })),
            ]}
          />
          <span aria-hidden="true">·</span>
          <Select
            variant="borderless"
            aria-label="到期没有"
            popupMatchSelectWidth={false}
            value={filter.dueOnly}
            onChange={(dueOnly) => set({ dueOnly })}
            options={[
              { value: false, label: '到期和没到期的' },
              { value: true, label: '只看已到期的' },
            ]}
          />
        </div>
        <span className="personal-count">
          {due.length > 0 ? (
            <button
              type="button"
              className="plain-button link-button"
              onClick={() => chosen.mark(due.map(({ recordId }) => recordId))}
            >
              选中到期的 {due.length} 份
            </button>
          ) : null}
          <span role="status">
            {marked.length > 0 ? `已选 ${marked.length} 份，共 ${shown.length} 份` : `${shown.length} 份`}
          </span>
          {marked.length > 0 ? (
            <button type="button" className="plain-button link-button" onClick={chosen.clear}>
              取消选择
            </button>
          ) : null}
        </span>
      </div>
      <div className="list-body purge-body">
        {shown.length === 0 ? (
          <EmptyPlace
            title={filter.dueOnly && filter.query === '' ? '没有已到期的' : '没有符合条件的材料'}
            action={<Button onClick={() => setFilter(noFilter)}>显示全部</Button>}
          />
        ) : (
          <PurgeRows lines={lines} count={shown.length} chosen={chosen} />
        )}
        <PurgePanel chosen={marked} backups={reading.value.backups} onBegin={() => setAsking(true)} />
      </div>
      {asking && marked.length > 0 ? (
        <PurgeDialog
          chosen={marked}
          onClose={() => setAsking(false)}
          onPurged={({ records }) => {
            setAsking(false)
            announce(`已清除 ${records.length} 份记录的个人信息。请打印清除记录存档。`)
            void navigate({ screen: 'personal', part: 'purged' })
          }}
        />
      ) : null}
    </>
  )
}
