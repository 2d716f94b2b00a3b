import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { StoreCheck } from '../../../shared/api/backups.ts'
import { call } from '../../api.ts'
import { momentText } from '../../text/dates.ts'
import { useNow } from '../app-state.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { useAttempt } from '../use-attempt.ts'
import { useMethod } from '../use-method.ts'
import { FindingRows } from './FindingRows.tsx'

function lookedText({ looked, whole }: StoreCheck): string {
  const { revisions, files, entries } = looked
  return `看过 ${revisions} 个定稿、${files} 个照片等文件、${entries} 条操作日志${
    whole ? '。' : '；还有一部分没有看（文件较多分几天看，或口令没有输入）。'
  }`
}

/** What the program found when it looked through everything by itself, and the button to look now. */
export function StoreCheckPart() {
  const now = useNow()
  const { value: check, problem: readProblem } = useMethod('backups.lastCheck', {}, ['backups'])
  const { problem, attempt, idle } = useAttempt<'check'>()
  const look = () => void attempt('check', async () => void (await call('backups.check', {})))
  const sound = check !== null && check.findings.length === 0
  return (
    <section className="store-check" aria-label="数据检查">
      <div className="store-check-head">
        {check === null ? (
          <p className="quiet">程序打开后会在空闲时把数据从头到尾检查一遍，每天一次。</p>
        ) : sound ? (
          <p>
            <CheckCircleOutlined aria-hidden="true" className="store-check-good" /> {momentText(check.at, now)}{' '}
            检查过，没有发现问题。
          </p>
        ) : (
          <p>
            <WarningOutlined aria-hidden="true" className="store-check-bad" /> {momentText(check.at, now)} 检查，发现{' '}
            <strong>{check.findings.length + check.more} 处问题</strong>。
          </p>
        )}
        <Button {...idle('check')} onClick={look}>
          现在检查
        </Button>
      </div>
      {check ? <p className="field-note">{lookedText(check)}</p> : null}
      {check && !sound ? <FindingRows findings={check.findings} more={check.more} /> : null}
      <ProblemNote problem={problem ?? readProblem} />
    </section>
  )
}
