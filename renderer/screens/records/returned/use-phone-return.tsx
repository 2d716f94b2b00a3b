/** 登记电话退回 of the open record: offered once its latest version has left. */
import { PhoneOutlined } from '@ant-design/icons'
import { type ReactNode, useState } from 'react'
import type { RecordDetail } from '../../../../shared/api/records.ts'
import { ReturnedDialog } from '../../../app/returns/ReturnedDialog.tsx'
import type { MoreEntry } from '../../../ui/MoreMenu.tsx'

export function usePhoneReturn(
  { summary, revisions, purgedAt }: RecordDetail,
  title: string,
  onEntered: () => void,
): { entry: MoreEntry | null; dialog: ReactNode } {
  const [open, setOpen] = useState(false)
  const latest = revisions.find(({ revision }) => revision === summary.latestRevision)
  const sent = latest?.sentIn.findLast(({ writtenAt }) => writtenAt !== null)
  const offered = summary.own && purgedAt === null && sent !== undefined
  return {
    entry: offered
      ? {
          name: '登记电话退回',
          icon: <PhoneOutlined aria-hidden="true" />,
          title: '对方来电话要求修改，没有回执',
          run: () => setOpen(true),
        }
      : null,
    dialog:
      open && sent ? (
        <ReturnedDialog
          recipientName={sent.recipientName}
          records={[{ recordId: summary.recordId, title }]}
          onWhole={null}
          onClose={() => setOpen(false)}
          onEntered={onEntered}
        />
      ) : null,
  }
}
