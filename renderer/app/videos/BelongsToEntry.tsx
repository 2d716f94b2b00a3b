import type { RecordDetail } from '../../../shared/api/records.ts'
import { entryOf, type FormDefinition } from '../../../shared/form/definition.ts'
import { navigate } from '../route.ts'
import { useMethod } from '../use-method.ts'
import './belongs-to-entry.css'

const holdsVideo = ({ fields }: FormDefinition): boolean =>
  fields.some((field) => field.kind === 'attachments' && field.video !== undefined)

/** Of a paper of a 视频作品: which one, and the way back to it. Nothing for every other record. */
export function BelongsToEntry({ detail }: { detail: RecordDetail }) {
  const { definition, values, summary } = detail
  const entryId = holdsVideo(definition) ? summary.recordId : entryOf(values)
  const entry = useMethod('videos.open', entryId === null ? null : { entryId }, ['records']).value
  if (entry === null) return null
  return (
    <span className="belongs-to-entry one-line">
      属于视频作品
      <button
        type="button"
        className="plain-button link-button"
        onClick={() => void navigate({ screen: 'video', entryId: entry.entryId, part: null })}
      >
        《{entry.title || '未命名'}》
      </button>
    </span>
  )
}
