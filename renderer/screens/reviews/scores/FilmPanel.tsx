import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import type { ReviewEntry } from '../../../../shared/api/reviews.ts'
import { navigate } from '../../../app/route.ts'
import { useMethod } from '../../../app/use-method.ts'
import { VideoPlayer } from '../../../app/videos/VideoPlayer.tsx'
import { GrowingText } from '../../../form/GrowingText.tsx'
import { lengthText } from '../../../text/videos.ts'
import { unitOf } from '../review-facts.ts'

type Props = {
  entry: ReviewEntry
  reviewerName: string
  note: string
  readOnly: boolean
  /** Grows each time that the film is asked for: the focus goes to it, as soon as it is there. */
  asked: number
  onNote: (note: string) => void
  onSave: () => void
  /** Back to the cell; the film stays. */
  onBack: () => void
  onClose: () => void
}

/** The film of the work in whose row the cursor stands, what its authors say of it, and the reviewer's remark. */
export function FilmPanel({ entry, reviewerName, note, readOnly, asked, onNote, onSave, onBack, onClose }: Props) {
  const id = useId()
  const { entryId, videoDigest } = entry
  const videos = useMethod('videos.open', { entryId }, ['records']).value?.videos
  const record = useMethod('records.open', { recordId: entryId }, ['records']).value
  const texts = (record?.definition.fields ?? []).flatMap((field) => {
    const value = record?.values[field.id]
    const told = field.kind === 'long-text' && !field.personal && typeof value === 'string' ? value.trim() : ''
    return told === '' ? [] : [{ id: field.id, label: field.label, told }]
  })
  const title = entry.title || '（未命名）'
  const panel = useRef<HTMLElement>(null)
  const answered = useRef(0)
  const here = videoDigest === null || videos !== undefined
  useEffect(() => {
    if (!here || answered.current === asked) return
    answered.current = asked
    const film = panel.current?.querySelector<HTMLElement>('video') ?? panel.current?.querySelector('button')
    film?.focus()
  }, [here, asked])
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    onBack()
  }
  return (
    <aside ref={panel} className="film" aria-label={`看片：${entry.number} 号《${title}》`} onKeyDown={press}>
      <div className="film-head">
        <h2 className="one-line" title={title}>
          {entry.number} 号《{title}》
        </h2>
        <Button type="text" icon={<CloseOutlined aria-hidden="true" />} aria-label="收起影片" onClick={onClose} />
      </div>
      {videoDigest === null ? (
        <p className="film-none">这件作品没有视频文件。</p>
      ) : videos === undefined ? null : (
        <VideoPlayer
          digest={videoDigest}
          mediaType={videos.find(({ digest }) => digest === videoDigest)?.mediaType ?? 'video/mp4'}
          hasPoster={entry.hasPoster}
          title={title}
        />
      )}
      <p className="quiet">
        {[unitOf(entry), lengthText(entry.durationSeconds)].filter((fact) => fact !== '').join('，')}
        {entry.latestRevision > entry.revision && entry.revision > 0
          ? `。又收到第 ${entry.latestRevision} 版，仍评第 ${entry.revision} 版`
          : ''}
      </p>
      {texts.map((text) => (
        <section key={text.id} aria-label={text.label}>
          <h3>{text.label}</h3>
          <p className="film-text">{text.told}</p>
        </section>
      ))}
      <div>
        <label className="field-label" htmlFor={id}>
          {reviewerName}的评语（可不填）
        </label>
        <GrowingText
          id={id}
          rows={2}
          maxLength={500}
          readOnly={readOnly}
          value={note}
          onChange={(event) => onNote(event.target.value)}
          onBlur={onSave}
        />
      </div>
      <button
        type="button"
        className="plain-button link-button"
        onClick={() => void navigate({ screen: 'video', entryId, part: null })}
      >
        打开登记表和授权书
      </button>
    </aside>
  )
}
