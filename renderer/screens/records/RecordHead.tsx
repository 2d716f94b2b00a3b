import {
  ArrowLeftOutlined,
  AuditOutlined,
  CopyOutlined,
  FileExcelOutlined,
  FilePdfOutlined,
  FileWordOutlined,
  HistoryOutlined,
  PrinterOutlined,
  SafetyCertificateOutlined,
  SendOutlined,
} from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { RecordDetail } from '../../../shared/api/records.ts'
import { isTableForm } from '../../../shared/form/table-form.ts'
import { call } from '../../api.ts'
import { usePaper } from '../../app/papers/PaperButton.tsx'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { navigate } from '../../app/route.ts'
import { useSaveSheet } from '../../app/SaveSheetButton.tsx'
import { BelongsToEntry } from '../../app/videos/BelongsToEntry.tsx'
import { type MoreEntry, MoreMenu } from '../../ui/MoreMenu.tsx'
import { usePhoneReturn } from './returned/use-phone-return.tsx'
import { isTypedHere } from './typed-here.ts'
import type { RecordAction, RecordActions } from './use-record-actions.ts'

/** The one step that comes next is the filled button. */
function nextAction(detail: RecordDetail): RecordAction | null {
  switch (detail.summary.state) {
    case 'to-stamp':
      return detail.changedSinceRevision ? 'print' : 'stamp'
    case 'to-send':
      return detail.changedSinceRevision ? 'print' : 'send'
    case 'returned':
      // First something must be changed in the form.
      return null
    case 'sent':
    case 'received':
    case 'accepted':
      return null
    default:
      return 'print'
  }
}

export function RecordHead({
  detail,
  title,
  actions,
  copying,
  onCopying,
  onReturned,
}: {
  detail: RecordDetail
  title: string
  actions: RecordActions
  /** 网报摘录单 stands in the place of the form. */
  copying: boolean
  onCopying: () => void
  /** A return by telephone was entered, or taken back. */
  onReturned: () => void
}) {
  const { summary, definition, changedSinceRevision } = detail
  const purged = detail.purgedAt !== null
  const typedHere = isTypedHere(summary)
  const writable = typedHere && !purged
  const next = nextAction(detail)
  const latest = summary.latestRevision
  const stamped = detail.revisions.find((revision) => revision.revision === latest)?.stampedAt ?? null
  const canStamp =
    writable &&
    latest !== null &&
    stamped === null &&
    !changedSinceRevision &&
    detail.definition.layout.stamp !== undefined
  // Until the seal is on it, also while it is still a draft: 拟稿 comes first.
  const toApprove = writable && definition.layout.stamp !== undefined && (stamped === null || changedSinceRevision)
  const sheet = useSaveSheet({
    name: `${definition.name}-${title}`,
    hasPersonal: definition.fields.some((field) => field.personal),
    before: actions.keep,
    save: (order) => {
      const revision = typedHere && changedSinceRevision ? null : latest
      return call('sheets.savePrinted', { recordId: summary.recordId, revision, ...order })
    },
  })
  const approval = usePaper({ of: 'records', recordIds: [summary.recordId] }, actions.keep)
  const more: MoreEntry[] = []
  if (!copying && !purged)
    more.push({
      name: '网报摘录单',
      icon: <CopyOutlined aria-hidden="true" />,
      title: '一栏一栏复制到网上的填报平台',
      run: onCopying,
    })
  if (isTableForm(definition) && !purged)
    more.push({ name: '存 Excel 表', icon: <FileExcelOutlined aria-hidden="true" />, run: sheet.begin })
  if (toApprove)
    more.push({
      name: '用印审批',
      icon: <AuditOutlined aria-hidden="true" />,
      title: '打印发文稿纸、用印审批单',
      run: approval.begin,
    })
  const phone = usePhoneReturn(detail, title, onReturned)
  // Rare: never a button of its own.
  const rare: MoreEntry[] = [
    ...(phone.entry && !copying ? [phone.entry] : []),
    {
      name: '操作日志',
      icon: <HistoryOutlined aria-hidden="true" />,
      title: '这份材料谁在什么时候改过',
      run: () => void navigate({ screen: 'deeds', recordId: summary.recordId }),
    },
  ]
  // Decided by the form, not by the state of the day: a button keeps its place from draft to sent.
  const folded = typedHere && (isTableForm(definition) || definition.layout.stamp !== undefined)
  const props = (action: RecordAction) => ({
    size: 'large' as const,
    type: action === next && writable ? ('primary' as const) : ('default' as const),
    loading: actions.busy === action,
    disabled: actions.busy !== null && actions.busy !== action,
    onClick: () => actions.run(action),
  })
  return (
    <header className="record-head">
      <Tooltip title="回到填报记录">
        <Button
          type="text"
          size="large"
          icon={<ArrowLeftOutlined aria-hidden="true" />}
          aria-label="回到填报记录"
          onClick={() => void navigate({ screen: 'records', noticeId: null })}
        />
      </Tooltip>
      <div className="record-title">
        <h1 className="one-line" title={title}>
          {title}
        </h1>
        <p className="record-line">
          <RecordStateMark state={summary.state} damaged={summary.damaged} />
          <span className="quiet one-line">
            {/* Before it has a name of its own, the form's name stands above already. */}
            {title === definition.name ? '' : `${definition.name} · `}
            {summary.noticeShortTitle}
            {summary.own ? '' : ` · ${summary.officeName}${summary.entered ? '（代录）' : ''}`}
          </span>
          <BelongsToEntry detail={detail} />
        </p>
      </div>
      {/* What was purged before it was ever final has no paper at all. */}
      {purged && latest === null ? null : (
        <div className="record-actions">
          <Button {...props('print')} icon={<PrinterOutlined aria-hidden="true" />} aria-keyshortcuts="Control+P">
            {writable ? '定稿并打印' : '打印'}
          </Button>
          <Button {...props('pdf')} icon={<FilePdfOutlined aria-hidden="true" />}>
            保存为 PDF
          </Button>
          {purged ? null : (
            <Button {...props('docx')} icon={<FileWordOutlined aria-hidden="true" />}>
              存 Word 文档
            </Button>
          )}
          {copying ? (
            <Button size="large" icon={<CopyOutlined aria-hidden="true" />} onClick={onCopying}>
              回到表格
            </Button>
          ) : null}
          {folded
            ? null
            : more.map(({ name, icon, title: hint, run }) => (
                <Button key={name} size="large" icon={icon} title={hint} onClick={run}>
                  {name}
                </Button>
              ))}
          {canStamp ? (
            <Button {...props('stamp')} icon={<SafetyCertificateOutlined aria-hidden="true" />}>
              标记已盖章
            </Button>
          ) : null}
          {writable && summary.own ? (
            <Button {...props('send')} icon={<SendOutlined aria-hidden="true" />}>
              报送
            </Button>
          ) : null}
          {folded && more.length + rare.length > 0 ? (
            <MoreMenu entries={[...more, ...rare]} />
          ) : rare.length > 0 ? (
            <MoreMenu entries={rare} />
          ) : null}
        </div>
      )}
      {sheet.dialog}
      {approval.dialog}
      {phone.dialog}
    </header>
  )
}
