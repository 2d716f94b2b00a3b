import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  DeleteOutlined,
  FilePdfOutlined,
  PlusOutlined,
  VideoCameraOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import type { AttachmentInfo } from '../../shared/api/records.ts'
import { isBlocking } from '../../shared/form/validate.ts'
import { videoFaults } from '../../shared/form/video-faults.ts'
import { bytesText } from '../../shared/wording/amounts.ts'
import { quantityText } from '../../shared/wording/finding-texts.ts'
import { durationText } from '../../shared/wording/videos.ts'
import { Input } from '../ui/Input.tsx'
import { Mark } from '../ui/Mark.tsx'
import type { AttachmentActions, ControlIds, FieldOf } from './field-props.ts'
import { useImeText } from './use-ime-text.ts'

function Thumbnail({ attachment }: { attachment: AttachmentInfo }) {
  if (attachment.mediaType === 'application/pdf')
    return <FilePdfOutlined aria-hidden="true" className="attachment-icon" />
  if (attachment.mediaType.startsWith('video/') && !attachment.video?.hasPoster)
    return <VideoCameraOutlined aria-hidden="true" className="attachment-icon" />
  return <img src={`kexie://thumb/${attachment.digest}`} alt={attachment.title || '照片'} loading="lazy" />
}

function AttachmentCard({
  field,
  attachment,
  number,
  actions,
  disabled,
}: {
  field: FieldOf<'attachments'>
  attachment: AttachmentInfo
  number: number
  actions: AttachmentActions
  disabled: boolean
}) {
  /** Null: nothing that the store does not have. The store may answer after the card was taken away and brought back. */
  const [typed, setTyped] = useState<string | null>(null)
  const typing = useRef(false)
  const ime = useImeText(typed ?? attachment.title, setTyped)
  useEffect(() => {
    setTyped((held) => (typing.current && held !== attachment.title ? held : null))
  }, [attachment.title])
  const { video } = attachment
  const note = actions.noteOf?.(attachment) ?? ''
  const seconds = video?.facts?.durationSeconds
  const ok = video ? !videoFaults(field, [video.facts]).some(isBlocking) : null
  const noun = video ? '个' : '张'
  const size = attachment.width && attachment.height ? ` · ${attachment.width}×${attachment.height}` : ''
  return (
    <li className="attachment">
      <div className="attachment-picture">
        <Thumbnail attachment={attachment} />
      </div>
      <Input
        {...ime.props}
        aria-label={`第 ${number} ${noun}的说明`}
        placeholder="说明文字"
        maxLength={80}
        disabled={disabled}
        onFocus={() => {
          typing.current = true
        }}
        onBlur={() => {
          typing.current = false
          if (typed !== null && typed !== attachment.title) actions.caption(attachment, typed)
        }}
      />
      {note === '' ? null : (
        <p className="attachment-note" role="status">
          <WarningOutlined aria-hidden="true" />
          {note}
        </p>
      )}
      <div className="attachment-foot">
        <span>
          {bytesText(attachment.bytes)}
          {seconds == null ? '' : ` · ${durationText(seconds)}`}
          {size}
        </span>
        {ok === null ? null : (
          <Mark
            tone={ok ? 'good' : 'stop'}
            icon={ok ? <CheckCircleOutlined aria-hidden="true" /> : <CloseCircleOutlined aria-hidden="true" />}
          >
            {ok ? '符合要求' : '不符合要求'}
          </Mark>
        )}
        <Button
          type="text"
          size="small"
          danger
          icon={<DeleteOutlined aria-hidden="true" />}
          disabled={disabled}
          aria-label={`移除第 ${number} ${noun}${attachment.title ? `：${attachment.title}` : ''}`}
          onClick={() => actions.remove(attachment)}
        >
          移除
        </Button>
      </div>
    </li>
  )
}

type Props = {
  field: FieldOf<'attachments'>
  attachments: readonly AttachmentInfo[]
  actions: AttachmentActions
  ids: ControlIds
}

export function AttachmentsControl({ field, attachments, actions, ids }: Props) {
  const [over, setOver] = useState(false)
  const count = attachments.length
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (ids.disabled) return
    const paths = [...event.dataTransfer.files]
      .map((file) => window.kexie.pathOf?.(file) ?? '')
      .filter((path) => path !== '')
    // Where the runtime does not tell a dropped file's path, the dialog is the way.
    if (paths.length > 0) actions.add(field.id, paths)
    else actions.pick(field)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first
    <div
      className="attachments"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {count > 0 ? (
        <ul className="attachment-list" aria-labelledby={ids.labelledBy}>
          {attachments.map((attachment, index) => (
            <AttachmentCard
              key={attachment.digest}
              field={field}
              attachment={attachment}
              number={index + 1}
              actions={actions}
              disabled={ids.disabled}
            />
          ))}
        </ul>
      ) : null}
      <div className="attachments-foot">
        <Button
          id={ids.id}
          icon={<PlusOutlined aria-hidden="true" />}
          disabled={ids.disabled}
          aria-describedby={ids.describedBy}
          onClick={() => actions.pick(field)}
        >
          添加{field.video ? '视频' : field.accept.every((type) => type.startsWith('image/')) ? '照片' : '文件'}
        </Button>
        <span className="attachments-count" data-short={count < field.min || count > field.max}>
          {quantityText(field, count)}
        </span>
        <span className="quiet">也可以把文件拖到这里，每个最大 {bytesText(field.maxBytes)}</span>
      </div>
    </div>
  )
}
