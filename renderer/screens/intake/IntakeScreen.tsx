import { FileAddOutlined, FolderOpenOutlined, SolutionOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { BatchSummary } from '../../../shared/api/intake.ts'
import { useNow } from '../../app/app-state.ts'
import { DropArea } from '../../app/DropArea.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { IntakeTabs } from '../../app/upstream/IntakeTabs.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { useDrop } from '../../app/use-drop.ts'
import { useMethod } from '../../app/use-method.ts'
import { batchName, type FileStand, standWords } from '../../text/intake.ts'
import { FilterBar, FilterWord, filterDot } from '../../ui/FilterBar.tsx'
import { EmptyPlace, PageHead } from '../../ui/Page.tsx'
import { BatchStatus } from './BatchStatus.tsx'
import { IntakeList } from './IntakeList.tsx'
import { IntakeSide } from './IntakeSide.tsx'
import { intakeRows } from './intake-rows.ts'
import { runBatch, startBatch } from './run-batch.ts'
import './intake.css'

/** While files come in the list follows once in this time (milliseconds). */
const followMs = 1000
const detailId = 'intake-detail'

const pickFiles = () => window.kexie.pickFiles({ title: '选择收到的文件', multiple: true })
const pickFolder = async (): Promise<string[]> => {
  const folder = await window.kexie.pickFolder({ title: '选择放着各单位文件的文件夹' })
  return folder === null ? [] : [folder]
}

/** Unless the address says so: what did not end, else what waits, else what came last. */
function firstBatch(batches: readonly BatchSummary[], held: number): string | null {
  const open = batches.find(({ state }) => state !== 'done')
  if (open) return open.batchId
  return held > 0 ? null : (batches[0]?.batchId ?? null)
}

function Welcome({ busy, onPaths }: { busy: boolean; onPaths: (paths: readonly string[]) => void }) {
  return (
    <DropArea
      filesTitle="选择收到的文件"
      folderTitle="选择放着各单位文件的文件夹"
      main="folder"
      busy={busy}
      onPaths={onPaths}
      note="六十个单位的文件放在一个文件夹里，一次放进来就行。有问题的单独列出，不影响别的；收到一半停电，接着收。"
    >
      把各单位报来的文件夹拖到这里：报送包、单位名片、回执都收，一份一份核对。
    </DropArea>
  )
}

function HeadButtons({ busy, take }: { busy: boolean; take: (paths: readonly string[]) => void }) {
  return (
    <>
      <Button
        type="primary"
        size="large"
        icon={<FolderOpenOutlined aria-hidden="true" />}
        loading={busy}
        onClick={() => void pickFolder().then(take)}
      >
        收一个文件夹
      </Button>
      <Button
        size="large"
        icon={<FileAddOutlined aria-hidden="true" />}
        disabled={busy}
        onClick={() => void pickFiles().then(take)}
      >
        收几个文件
      </Button>
    </>
  )
}

/** 收报台: whole folders of packages come in here; what is wrong with one never stops the others. */
export function IntakeScreen({ batchId }: { batchId: string | null }) {
  const now = useNow()
  const starting = useAttempt<'start'>()
  const running = useAttempt<'run'>()
  const batches = useMethod('intake.list', {}, ['packages'], followMs)
  const held = useMethod('intake.held', {}, ['packages', 'offices', 'notices'], followMs)
  const known = batches.value !== null && held.value !== null
  // 需处理 may be looked at while a batch stands open: the choice holds until the address changes.
  const [waitingOf, setWaitingOf] = useState<string | null | undefined>(undefined)
  const onlyWaiting = waitingOf !== undefined && waitingOf === batchId
  const shownId = onlyWaiting
    ? null
    : (batchId ?? (known ? firstBatch(batches.value ?? [], held.value?.length ?? 0) : null))
  const batch = useMethod('intake.open', shownId === null ? null : { batchId: shownId }, ['packages'], followMs)
  const [filter, setFilter] = useState<{ of: string | null; stand: FileStand | null }>({ of: null, stand: null })
  const stand = filter.of === shownId ? filter.stand : null
  const rows = useMemo(
    () => (shownId !== null && batch.value === null ? [] : intakeRows(batch.value, held.value, stand)),
    [shownId, batch.value, held.value, stand],
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const at = Math.max(
    rows.findIndex(({ key }) => key === chosen),
    0,
  )
  const current = rows[at] ?? null

  const busy = starting.busy !== null
  // Why a batch stopped is told with it.
  const run = (which: BatchSummary) => void running.attempt('run', () => runBatch(which))
  const again = () => {
    if (batch.value) run(batch.value)
  }
  const take = (paths: readonly string[]) => {
    if (paths.length === 0) return
    setWaitingOf(undefined)
    void starting.attempt('start', async () => {
      const fresh = await startBatch(paths)
      if (fresh.counts.waiting > 0) run(fresh)
    })
  }
  const some = known && (batches.value?.length ?? 0) + (held.value?.length ?? 0) > 0
  const drop = useDrop(take, () => void pickFolder().then(take), busy || !some)
  const next = () => {
    setChosen(rows[at + 1]?.key ?? rows[at - 1]?.key ?? null)
    // The button that was pressed goes with its package.
    document.querySelector<HTMLElement>('.intake-panes [role="listbox"]')?.focus()
  }
  const stands = batch.value
    ? (Object.keys(standWords) as FileStand[]).filter((one) => (batch.value?.counts[one] ?? 0) > 0)
    : []

  return (
    <div className="page intake" data-some={some} {...(some && drop)}>
      <PageHead
        title="收报台"
        lead={some ? undefined : '各单位报来的文件从这里收：整夹放进来，一份份核对，好的收下，有问题的等您决定。'}
        actions={some ? <HeadButtons busy={busy} take={take} /> : null}
      />
      <IntakeTabs />
      <ProblemNote problem={starting.problem ?? (batch.value?.problem ? null : running.problem)} />
      <ProblemNote
        problem={batches.problem ?? held.problem ?? batch.problem}
        action={<Button onClick={batches.reread}>再读一次</Button>}
      />
      {known && !some ? <Welcome busy={busy} onPaths={take} /> : null}
      {some ? (
        <>
          <FilterBar end={`${rows.length} 个`}>
            <FilterWord
              label="哪一批"
              value={shownId}
              everything={`等您处理的 ${held.value?.length ?? 0} 件（各批合在一起）`}
              choices={(batches.value ?? []).map((one) => ({ value: one.batchId, label: batchName(one, now) }))}
              onChange={(id) => {
                if (id === null) setWaitingOf(batchId)
                else {
                  setWaitingOf(undefined)
                  void navigate({ screen: 'intake', batchId: id })
                }
              }}
            />
            {shownId === null ? null : (
              <>
                {filterDot}
                <FilterWord
                  label="结果"
                  value={stand}
                  everything="全部文件"
                  choices={stands.map((one) => ({
                    value: one,
                    label: `${standWords[one].word} ${batch.value?.counts[one] ?? 0}`,
                  }))}
                  onChange={(one) => setFilter({ of: shownId, stand: one as FileStand | null })}
                />
              </>
            )}
          </FilterBar>
          {batch.value ? <BatchStatus batch={batch.value} onRun={again} /> : null}
          {rows.length === 0 && (shownId === null || batch.value !== null) ? (
            <EmptyPlace icon={<SolutionOutlined aria-hidden="true" />} title="没有等您处理的">
              收进来的都核对过了。新到的文件，整夹拖到这里就行。
            </EmptyPlace>
          ) : (
            <div className="intake-panes">
              <IntakeList
                rows={rows}
                current={current?.key ?? null}
                onChoose={setChosen}
                onOpen={() => document.querySelector<HTMLElement>(`#${detailId} button:not(:disabled)`)?.focus()}
              />
              <div id={detailId} className="intake-place">
                {current ? <IntakeSide key={current.key} row={current} onNext={next} onRetry={again} /> : null}
              </div>
            </div>
          )}
        </>
      ) : null}
    </div>
  )
}
