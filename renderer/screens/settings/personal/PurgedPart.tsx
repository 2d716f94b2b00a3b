import { FileDoneOutlined, FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { memo, useState } from 'react'
import type { Purge } from '../../../../shared/api/personal.ts'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { useNow } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useAttempt } from '../../../app/use-attempt.ts'
import { useMethod } from '../../../app/use-method.ts'
import { LivePages } from '../../../print/LivePages.tsx'
import { momentText, wallClock } from '../../../text/dates.ts'
import { backupsLines } from '../../../text/personal.ts'
import { EmptyPlace } from '../../../ui/Page.tsx'

const Paper = memo(LivePages)

/** 个人信息清除记录 as it is printed, the ways to have it on paper, and what copies hold to this day. */
function PurgedPaper({ purge }: { purge: Purge }) {
  const { purgeId, backupsNow } = purge
  const { value: page, problem: readProblem } = useMethod('personal.purgeDocument', { purgeId }, [])
  const { problem, setProblem, attempt, idle } = useAttempt<'print' | 'pdf'>()
  const print = () =>
    attempt('print', async () => {
      const answer = await window.kexie.print({ purgeId })
      if ('problem' in answer) setProblem(answer.problem)
      else if (answer.outcome === 'printed') announce('清除记录已交给打印机。')
    })
  const save = () =>
    attempt('pdf', async () => {
      const out = await window.kexie.saveAs({
        title: '保存清除记录',
        defaultName: `个人信息清除记录-${wallClock(purge.at).slice(0, 10)}.pdf`,
        filters: [{ name: 'PDF 文件', extensions: ['pdf'] }],
      })
      if (out === null) return
      const saved = await call('personal.savePurgePdf', { purgeId, out })
      announce('清除记录已保存。', { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(saved.path) })
    })
  return (
    <section className="purged-paper" aria-label="清除记录">
      <div className="purged-paper-head">
        <p className="quiet">{backupsLines(backupsNow).join('')}</p>
        <Button size="large" icon={<FilePdfOutlined aria-hidden="true" />} {...idle('pdf')} onClick={() => void save()}>
          存为 PDF
        </Button>
        <Button
          size="large"
          type="primary"
          icon={<PrinterOutlined aria-hidden="true" />}
          {...idle('print')}
          onClick={() => void print()}
        >
          打印清除记录
        </Button>
      </div>
      <ProblemNote problem={problem ?? readProblem} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard */}
      <section className="purged-paper-place" tabIndex={0} aria-label="纸样">
        {page ? <Paper document={page} /> : null}
      </section>
    </section>
  )
}

/** Earlier purges, the newest first, and the paper of the one that is chosen. */
export function PurgedPart() {
  const now = useNow()
  const { value: purges, problem, reread } = useMethod('personal.purges', {}, ['records', 'backups'])
  const [at, setAt] = useState<string | null>(null)
  const current = purges?.find(({ purgeId }) => purgeId === at) ?? purges?.[0]
  if (!purges) return <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
  if (!current)
    return (
      <EmptyPlace
        icon={<FileDoneOutlined aria-hidden="true" />}
        title="还没有清除过"
        action={<Button onClick={() => void navigate({ screen: 'personal', part: 'keep' })}>看哪些到期了</Button>}
      >
        每次清除以后，这里有一份《个人信息清除记录》：清除了哪些材料、为什么、哪些备份里还有。
      </EmptyPlace>
    )
  return (
    <div className="purged-body">
      <ul className="purged-list" aria-label="清除过的">
        {purges.map((purge) => (
          <li key={purge.purgeId}>
            <button
              type="button"
              className="plain-button purged-row"
              aria-current={purge === current}
              onClick={() => setAt(purge.purgeId)}
            >
              <strong>{momentText(purge.at, now)}</strong>
              <span>{purge.records.length} 份</span>
              <span className="quiet one-line" title={purge.reason}>
                {purge.reason}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <PurgedPaper key={current.purgeId} purge={current} />
    </div>
  )
}
