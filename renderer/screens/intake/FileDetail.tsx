import { FolderOpenOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { IntakeFile } from '../../../shared/api/intake.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { useNow } from '../../app/app-state.ts'
import { copyText } from '../../app/copy-text.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { FindingList } from '../../app/packages/FindingList.tsx'
import { findingParts } from '../../app/packages/finding-order.ts'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { momentText } from '../../text/dates.ts'
import { askAgainText, fileLine, settledWord, standOf, standWords } from '../../text/intake.ts'

/** What the state of a file means, where its findings do not say it. */
const meanings: Readonly<Record<ReturnType<typeof standOf>, string>> = {
  waiting: '还没轮到这一份。',
  other:
    '这不是报送包，没有动它。如果是没有程序的单位发来的材料，请到“下级单位”里登记到那个单位，照着录入或导入，它会和别的单位排在一起。',
  failed: '',
  imported: '核对过，没有改动，已收入。',
  duplicate: '这一份以前已经收过，没有重复收入。',
  held: '当时先放着，后来已经处理。',
  refused: '没有收入，已收的内容没有变化。',
}

function Actions({ file, onRetry }: { file: IntakeFile; onRetry: () => void }) {
  const stand = standOf(file)
  const show = (
    <Button icon={<FolderOpenOutlined aria-hidden="true" />} onClick={() => void window.kexie.showInFolder(file.path)}>
      打开所在文件夹
    </Button>
  )
  switch (stand) {
    case 'other':
      return (
        <>
          <Button type="primary" onClick={() => void navigate({ screen: 'subordinates', noticeId: null })}>
            登记到单位…
          </Button>
          {show}
        </>
      )
    case 'failed':
      return (
        <>
          <Button type="primary" onClick={onRetry}>
            再收一次
          </Button>
          {show}
        </>
      )
    case 'refused': {
      const why = file.findings
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => findingParts(message).what)
      return (
        <>
          <Button type="primary" onClick={() => copyText(askAgainText(file, why.slice(0, 1)), '给对方的话')}>
            复制给对方的话
          </Button>
          {show}
        </>
      )
    }
    case 'held':
      return file.cardWaits && file.senderOfficeId !== null ? (
        <Button type="primary" onClick={() => void navigate({ screen: 'office', officeId: file.senderOfficeId ?? '' })}>
          看这个单位，比对指纹码
        </Button>
      ) : null
    case 'imported':
      return file.kind === 'submission' ? (
        <Button type="primary" onClick={() => void navigate({ screen: 'queue', noticeId: null, recordId: null })}>
          去审核
        </Button>
      ) : file.senderOfficeId !== null ? (
        <Button onClick={() => void navigate({ screen: 'office', officeId: file.senderOfficeId ?? '' })}>
          看这个单位
        </Button>
      ) : null
    default:
      return null
  }
}

/** One file of a batch that needs no decision any more, or needs another place than this. */
export function FileDetail({ file, onRetry }: { file: IntakeFile; onRetry: () => void }) {
  const now = useNow()
  const stand = standOf(file)
  const line = fileLine(file)
  return (
    <section className="intake-detail" aria-label={file.fileName}>
      <h2 title={file.senderName || file.fileName}>{file.senderName || file.fileName}</h2>
      <p>
        <ToneMark worded={stand === 'held' && !file.cardWaits ? settledWord : standWords[stand]} />
        <span className="quiet">
          {' '}
          {[line, bytesText(file.bytes), file.doneAt === null ? '' : momentText(file.doneAt, now)]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </p>
      <p className="quiet intake-path">{file.path}</p>
      {meanings[stand] === '' || file.cardWaits ? null : <p>{meanings[stand]}</p>}
      <FindingList findings={file.findings} />
      <ProblemNote problem={file.problem} />
      <div className="intake-actions">
        <Actions file={file} onRetry={onRetry} />
      </div>
    </section>
  )
}
