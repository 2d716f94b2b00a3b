import { FileWordOutlined, PrinterOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { RevisionInfo } from '../../../shared/api/records.ts'
import type { ScanPaper } from '../../../shared/api/scans.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { useNow } from '../../app/app-state.ts'
import { useMethod } from '../../app/use-method.ts'
import { momentText } from '../../text/dates.ts'
import { Mark } from '../../ui/Mark.tsx'
import { EmptyPlace } from '../../ui/Page.tsx'
import { RevisionChanges } from './returned/RevisionChanges.tsx'
import { ScanSlot } from './scans/ScanSlot.tsx'

const receiptWords = { received: '上级已收', accepted: '上级已采用', returned: '上级退回' } as const
const byHandWords = { received: '电话确认收到', accepted: '已采用', returned: '退回' } as const

type Props = {
  recordId: string
  revisions: readonly RevisionInfo[]
  /** Ours, and not purged. */
  own: boolean
  /** Of the paper only the covered one is left; scans are gone. */
  purged: boolean
  /** A letter is signed and takes no seal. */
  paper: ScanPaper
  onPrint: (revision: number) => void
  onDocx: (revision: RevisionInfo) => void
  onUnstamp: (revision: number) => void
  /** Reads the record again: a scan sets and takes back 已盖章. */
  onChanged: () => void
}

function Sent({ revision, now }: { revision: RevisionInfo; now: number }) {
  const written = revision.sentIn.filter((item) => item.writtenAt !== null)
  if (written.length === 0) return <>还没有报送</>
  return (
    <>
      {written
        .map(
          (item) =>
            `${momentText(item.writtenAt ?? '', now)} ${item.by === 'folder' ? '文件夹报送' : '报送'}${item.recipientName}`,
        )
        .join('；')}
    </>
  )
}

/** Every version that was made final, the newest first: its code, its paper, its way. */
export function RevisionList({
  recordId,
  revisions,
  own,
  purged,
  paper,
  onPrint,
  onDocx,
  onUnstamp,
  onChanged,
}: Props) {
  const now = useNow()
  const scans = useMethod('scans.list', { recordId }, ['records', 'packages']).value ?? []
  if (revisions.length === 0) {
    return (
      <EmptyPlace title="还没有定稿">
        填好后点“定稿并打印”，程序给这一版一个核对码，印在页脚上。盖章的纸和报送的内容是不是同一版，看核对码就知道。
      </EmptyPlace>
    )
  }
  const [latest, before] = [...revisions].sort((a, b) => b.revision - a.revision)
  const first = Math.min(...revisions.map(({ revision }) => revision))
  const answering = before?.receipt?.state === 'returned' ? latest?.revision : null
  return (
    <ol className="revisions">
      {[...revisions]
        .sort((a, b) => b.revision - a.revision)
        .map((revision) => (
          <li key={revision.revision} className="revision">
            <div className="revision-head">
              <strong>第 {revision.revision} 版</strong>
              {revision.damaged ? (
                <Mark tone="stop" icon={<WarningOutlined aria-hidden="true" />}>
                  内容被改动，不能使用
                </Mark>
              ) : (
                <>
                  <span className="revision-code" title="版本核对码">
                    {codeText(revision.code)}
                  </span>
                  <Button
                    size="small"
                    icon={<PrinterOutlined aria-hidden="true" />}
                    onClick={() => onPrint(revision.revision)}
                    aria-label={`打印第 ${revision.revision} 版`}
                  >
                    打印
                  </Button>
                </>
              )}
              {purged || revision.damaged ? null : (
                <Button
                  size="small"
                  icon={<FileWordOutlined aria-hidden="true" />}
                  onClick={() => onDocx(revision)}
                  aria-label={`存第 ${revision.revision} 版的 Word 文档`}
                >
                  Word
                </Button>
              )}
            </div>
            <dl className="facts">
              <dt>定稿</dt>
              <dd>{momentText(revision.frozenAt, now)}</dd>
              <dt>{paper === 'signed' ? '签名' : '盖章'}</dt>
              <dd>
                {paper === 'signed'
                  ? '谁已签名，在视频作品里登记'
                  : revision.stampedAt === null
                    ? '还没有标记'
                    : momentText(revision.stampedAt, now)}
                {revision.stampedAt !== null && own && revision.sentIn.length === 0 ? (
                  <button
                    type="button"
                    className="plain-button link-button revision-undo"
                    onClick={() => onUnstamp(revision.revision)}
                  >
                    撤销标记
                  </button>
                ) : null}
              </dd>
              <dt>报送</dt>
              <dd>
                <Sent revision={revision} now={now} />
              </dd>
              {revision.receipt ? (
                <>
                  <dt>{revision.receipt.by === 'package' ? '回执' : '登记'}</dt>
                  <dd>
                    {momentText(revision.receipt.at, now)}{' '}
                    {(revision.receipt.by === 'package' ? receiptWords : byHandWords)[revision.receipt.state]}
                    {revision.receipt.reasons.map((reason) => (
                      <p key={reason}>{reason}</p>
                    ))}
                  </dd>
                </>
              ) : null}
            </dl>
            {purged || revision.damaged || revision.revision === first ? null : (
              <RevisionChanges
                recordId={recordId}
                revision={revision.revision}
                shown={answering === revision.revision}
              />
            )}
            {purged ? null : (
              <ScanSlot
                recordId={recordId}
                revision={revision.revision}
                own={own}
                paper={paper}
                scans={scans.filter((scan) => scan.revision === revision.revision)}
                onChanged={onChanged}
              />
            )}
          </li>
        ))}
    </ol>
  )
}
