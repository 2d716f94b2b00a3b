import { AuditOutlined, CheckSquareOutlined, FileTextOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { IntakeTabs } from '../../app/upstream/IntakeTabs.tsx'
import { useMedia } from '../../app/use-media.ts'
import { useMethod } from '../../app/use-method.ts'
import { type QueueStateFilter, stateChoices } from '../../text/queue.ts'
import { FilterBar, FilterWord, filterDot } from '../../ui/FilterBar.tsx'
import { EmptyPlace, PageHead } from '../../ui/Page.tsx'
import { isClean, itemKey, noticeChoices, officeChoices, type QueueWhere, shownItems } from './queue-items.ts'
import { ReviewDesk } from './ReviewDesk.tsx'
import { useDecisions } from './use-decisions.ts'
import { WriteReceipts } from './WriteReceipts.tsx'
import './audit.css'
import './queue.css'
import { keep, keptOf } from '../../app/kept.ts'

/** After many decisions in a row the list follows once in this time (milliseconds). */
const followMs = 300
const paperKey = 'queue.paper'

/** Where there is little room the data comes first. */
const tightQuery = '(max-width: 1300px)'

/** Nothing to show: nothing came yet, all is done, or the filter leaves nothing. */
function Empty({ state, filtered, onAll }: { state: QueueStateFilter; filtered: boolean; onAll: () => void }) {
  const ever = useMethod('queue.list', { state: 'all' }, ['packages', 'records'], followMs).value
  const icon = <AuditOutlined aria-hidden="true" />
  const intake = (
    <Button type="primary" onClick={() => void navigate({ screen: 'intake', batchId: null })}>
      去收报
    </Button>
  )
  if (ever === null) return null
  if (ever.length === 0)
    return (
      <EmptyPlace icon={icon} title="这里还没有材料" action={intake}>
        各单位报来的材料收进来以后排在这里：左边是名单，中间是纸样，右边逐项看，一份按一个键采用或退回。
      </EmptyPlace>
    )
  if (state === 'open' && !filtered)
    return (
      <EmptyPlace icon={icon} title="都审核过了" action={intake}>
        下一步：点“写出全部回执”，把每个单位的回执交回去，对方才知道哪些采用、哪些退回。
      </EmptyPlace>
    )
  return (
    <EmptyPlace icon={icon} title="没有符合的材料" action={<Button onClick={onAll}>看全部 {ever.length} 份</Button>}>
      上面的条件下没有材料。
    </EmptyPlace>
  )
}

/** 审核: paper beside data, one record after the other, by keyboard. */
export function QueueScreen({ noticeId, recordId }: { noticeId: string | null; recordId: string | null }) {
  const [state, setState] = useState<QueueStateFilter>(recordId === null ? 'open' : 'all')
  const [where, setWhere] = useState<QueueWhere>({ noticeId, officeId: null })
  const { value: all, problem, reread } = useMethod('queue.list', { state }, ['packages', 'records'], followMs)
  const items = useMemo(() => shownItems(all ?? [], where), [all, where])
  const asked = all?.find((item) => item.recordId === recordId && item.latest) ?? null
  const [chosen, setChosen] = useState<string | null>(null)
  // What was decided leaves the list: the hand stays at its place in it.
  const [place, setPlace] = useState(0)
  const wanted = chosen ?? (asked ? itemKey(asked) : null)
  const found = items.findIndex((item) => itemKey(item) === wanted)
  const at = found >= 0 ? found : Math.min(place, items.length - 1)
  const current = items[at] ?? null
  useEffect(() => {
    if (found >= 0) setPlace(found)
  }, [found])

  const tight = useMedia(tightQuery)
  const [paperChosen, setPaperChosen] = useState(() => keptOf(paperKey))
  const paper = paperChosen === null ? !tight : paperChosen === 'shown'
  const turnPaper = () => {
    const next = paper ? 'hidden' : 'shown'
    keep(paperKey, next)
    setPaperChosen(next)
  }

  const decisions = useDecisions((item) => setChosen(itemKey(item)))
  const clean = items.filter(isClean)
  const waits = state === 'open' && items.length > 0
  return (
    <div className="page queue">
      <PageHead
        title="审核"
        actions={
          <>
            {items.length === 0 ? null : (
              <>
                <Button icon={<FileTextOutlined aria-hidden="true" />} onClick={turnPaper}>
                  {paper ? '收起纸样' : '看纸样'}
                </Button>
                <Button
                  icon={<CheckSquareOutlined aria-hidden="true" />}
                  disabled={clean.length === 0 || decisions.busy}
                  title="程序没有查出问题、纸面也没有不符的，一次都采用"
                  onClick={() => void decisions.decide(clean, 'accepted', [], [])}
                >
                  {clean.length === 0 ? '采用没有问题的' : `采用没有问题的 ${clean.length} 份`}
                </Button>
              </>
            )}
            <WriteReceipts noticeId={where.noticeId} main={!waits} />
          </>
        }
      />
      <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
      <ProblemNote problem={decisions.problem} />
      <div className="queue-line">
        <IntakeTabs />
        <FilterBar end={`${items.length} 份`}>
          <FilterWord
            label="通知"
            value={where.noticeId}
            everything="全部通知"
            choices={noticeChoices(all ?? [])}
            onChange={(next) => setWhere({ ...where, noticeId: next })}
          />
          {filterDot}
          <FilterWord
            label="单位"
            search
            value={where.officeId}
            everything="全部单位"
            choices={officeChoices(all ?? [])}
            onChange={(next) => setWhere({ ...where, officeId: next })}
          />
          {filterDot}
          <FilterWord
            label="状态"
            value={state === 'all' ? null : state}
            everything="全部"
            choices={stateChoices}
            onChange={(next) => {
              setChosen(null)
              setState((next ?? 'all') as QueueStateFilter)
            }}
          />
        </FilterBar>
      </div>
      {all !== null && current === null ? (
        <Empty
          state={state}
          filtered={where.noticeId !== null || where.officeId !== null}
          onAll={() => {
            setWhere({ noticeId: null, officeId: null })
            setState('all')
          }}
        />
      ) : null}
      {current ? (
        <ReviewDesk items={items} current={current} paper={paper} decisions={decisions} onChoose={setChosen} />
      ) : null}
    </div>
  )
}
