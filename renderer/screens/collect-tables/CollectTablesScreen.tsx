import { DeleteOutlined, FileAddOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useMemo } from 'react'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useDrop } from '../../app/use-drop.ts'
import { PageHead } from '../../ui/Page.tsx'
import { ChooseTables } from './ChooseTables.tsx'
import { Corrections } from './Corrections.tsx'
import { clearAll, nextButtonId, readFiles } from './collect-actions.ts'
import { changeSetting, changeTable, setCollect, setShown, useCollect } from './collect-state.ts'
import { correctionsOf, totalsOf, viewsOf } from './collected.ts'
import { FileList } from './FileList.tsx'
import { SettingLine } from './SettingLine.tsx'
import { Step } from './Step.tsx'
import { TablePane, UnreadablePane } from './TablePane.tsx'
import { TakeBar, Taken } from './TakeBar.tsx'
import { type NoticeChoice, useNotices } from './use-notices.ts'
import { goToQuestion, useQuestionKeys } from './use-question-keys.ts'
import './collect-tables.css'
import './rows/rows.css'

let begun = false

/** The notice that the clerk came from; else the only one in force. Once a session, and never over a clerk's choice. */
function useFirstNotice(noticeId: string | null, notices: readonly NoticeChoice[] | null, year: number): void {
  useEffect(() => {
    if (notices === null || useCollect.getState().tables.length > 0) return
    const inForce = notices.filter(({ historical }) => !historical)
    const only = inForce.length === 1 ? inForce[0] : undefined
    const notice = noticeId === null ? (begun ? undefined : only) : notices.find(({ id }) => id === noticeId)
    if (notice) changeSetting({ noticeId: notice.id, modules: [], year: notice.year })
    else if (!begun) changeSetting({ year })
    begun = true
  }, [noticeId, notices, year])
}

export function CollectTablesScreen({ noticeId }: { noticeId: string | null }) {
  const { tables, unreadable, current, busy, problem, correcting, taken } = useCollect()
  const notices = useNotices()
  const now = useNow()
  useFirstNotice(noticeId, notices, new Date(now).getFullYear())
  useQuestionKeys()
  useEffect(() => {
    setShown(true)
    return () => setShown(false)
  }, [])
  const views = useMemo(() => viewsOf(tables), [tables])
  const totals = useMemo(() => totalsOf(tables, views), [tables, views])
  const corrections = useMemo(() => correctionsOf(tables, views), [tables, views])
  const questions = tables.reduce((sum, { key }) => sum + (views.get(key)?.cells.length ?? 0), 0)
  const some = tables.length + unreadable.length > 0
  const files = new Set([...tables.map(({ proposal }) => proposal.path), ...unreadable.map(({ path }) => path)]).size
  const pick = () =>
    void window.kexie.pickFiles({ title: '再选收到的活动表', multiple: true }).then((paths) => void readFiles(paths))
  const drop = useDrop((paths) => void readFiles(paths), pick, busy !== null || !some)
  const table = tables.find(({ key }) => key === current) ?? tables[0]
  const view = table && views.get(table.key)
  const bad = unreadable.find(({ path }) => path === current) ?? (table ? undefined : unreadable[0])
  const unseen = !correcting && bad === undefined && table?.seen === false ? table.key : null
  useEffect(() => {
    if (unseen !== null) changeTable(unseen, { seen: true }, null)
  }, [unseen])
  // Everything was sent back and answered.
  useEffect(() => {
    if (correcting && corrections.length === 0 && !totals.reading) setCollect({ correcting: false })
  }, [correcting, corrections, totals.reading])

  return (
    <div className="page tables" data-some={some} {...(some && drop)}>
      <PageHead
        title="收表"
        lead={some ? undefined : '把乡镇、学校报来的活动表收进活动登记，不用改格式，不用抄一遍。'}
        actions={
          <>
            {some ? (
              <>
                <span className="quiet tables-count">{files} 份文件</span>
                <Button icon={<FileAddOutlined aria-hidden="true" />} loading={busy === 'read'} onClick={pick}>
                  加文件
                </Button>
                <Button icon={<DeleteOutlined aria-hidden="true" />} disabled={busy !== null} onClick={clearAll}>
                  都拿开
                </Button>
              </>
            ) : null}
            <Button
              size={some ? 'middle' : 'large'}
              onClick={() =>
                void navigate({ screen: 'activities', view: 'list', noticeId: useCollect.getState().setting.noticeId })
              }
            >
              活动登记
            </Button>
          </>
        }
      />
      <ProblemNote problem={problem} action={<Button onClick={() => setCollect({ problem: null })}>知道了</Button>} />
      <Taken />
      <Step number={1} title="选文件" line={<SettingLine />}>
        {some ? null : <ChooseTables />}
      </Step>
      <Step
        number={2}
        title="核对"
        grows={some}
        note={
          !some
            ? taken
              ? '这一批都收好了。'
              : '程序认出每一列；没写清的一处处列出来，您点一下就定。'
            : questions > 0
              ? `还有 ${questions} 处待定，不着急的可以留给更正单`
              : totals.reading
                ? '正在看…'
                : '没有疑问了'
        }
        line={
          some && questions > 0 ? (
            <Button
              id={nextButtonId}
              className="tables-next"
              aria-keyshortcuts="F8"
              icon={<RightOutlined aria-hidden="true" />}
              onClick={() => goToQuestion(1)}
            >
              下一处待定<kbd className="key-cap">F8</kbd>
            </Button>
          ) : null
        }
      >
        {!some ? null : correcting ? (
          <Corrections tables={tables} views={views} corrections={corrections} />
        ) : (
          <div className="tables-look">
            <FileList tables={tables} views={views} unreadable={unreadable} current={bad?.path ?? table?.key ?? null} />
            {bad ? <UnreadablePane file={bad} /> : table && view ? <TablePane table={table} view={view} /> : null}
          </div>
        )}
      </Step>
      <Step
        number={3}
        title="收进登记"
        note={some ? null : '一次收进，一次就能撤销；没写清的打成更正单发回去。'}
        line={some ? <TakeBar totals={totals} corrections={corrections} /> : null}
      />
    </div>
  )
}
