import { PictureOutlined } from '@ant-design/icons'
import { Button, Checkbox, Modal } from 'antd'
import { useContext, useState } from 'react'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useMethod } from '../../../app/use-method.ts'
import type { FieldOf } from '../../../form/field-props.ts'
import { activityTime, activityTitle } from '../../../text/activities.ts'
import { EmptyPlace } from '../../../ui/Page.tsx'
import type { OpenRecord } from '../use-record.ts'
import { RegisterContext } from './register-context.ts'

type Props = { field: FieldOf<'attachments'>; write: OpenRecord['write'] }

/** As many activities as one answer holds; who has more of them with pictures finds a picture by its activity. */
const most = 500
const none: ReadonlySet<string> = new Set()

function PicturesDialog({
  busy,
  onTake,
  onClose,
}: {
  busy: boolean
  onTake: (ids: string[]) => void
  onClose: () => void
}) {
  const place = useContext(RegisterContext)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(none)
  const input = place && { filter: { noticeId: place.noticeId, hasPictures: true as const }, limit: most }
  const { value, problem } = useMethod('activities.list', input, ['activities'])
  const rows = value?.rows ?? []
  const year = Number((rows[0]?.from ?? '').slice(0, 4))
  const ids = rows.map(({ activityId }) => activityId).filter((id) => chosen.has(id))
  const set = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  return (
    <Modal open title="从活动登记里取照片" footer={null} width={640} onCancel={onClose} destroyOnHidden>
      <div className="stack">
        <ProblemNote problem={problem} />
        <div className="insert-list" aria-busy={value === null}>
          {value && rows.length === 0 ? (
            <EmptyPlace
              title="登记的活动还没有照片"
              action={
                place ? (
                  <Button
                    onClick={() => void navigate({ screen: 'activities', view: 'list', noticeId: place.noticeId })}
                  >
                    去登记活动
                  </Button>
                ) : null
              }
            >
              先在“活动”里给活动添加照片，这里就会列出来。
            </EmptyPlace>
          ) : null}
          <ul>
            {rows.map((row) => (
              <li key={row.activityId}>
                <Checkbox
                  checked={chosen.has(row.activityId)}
                  onChange={(event) => set(row.activityId, event.target.checked)}
                >
                  <span className="insert-title">{activityTitle(row)}</span>
                  <span className="quiet">
                    {[activityTime(row, year), `照片 ${row.pictures} 张`].filter((part) => part !== '').join(' · ')}
                  </span>
                </Checkbox>
              </li>
            ))}
          </ul>
        </div>
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            先不取
          </Button>
          <Button size="large" type="primary" loading={busy} disabled={ids.length === 0} onClick={() => onTake(ids)}>
            {ids.length === 0 ? '取照片' : `取 ${ids.length} 项活动的照片`}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

/** At the pictures of a record that tells of many activities: theirs come over, each with the activity as its caption. */
export function PicturesButton({ field, write }: Props) {
  const place = useContext(RegisterContext)
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  if (!place?.writable || !place.isOpen(field.id)) return null
  const take = async (activityIds: string[]) => {
    setBusy(true)
    place.onProblem(null)
    try {
      if (!(await place.flush())) return
      const { recordId } = place
      await write(() => call('register.takeFiles', { recordId, field: field.id, activityIds }))
      announce('照片已取来，说明里是活动名称，可以改。')
    } catch (thrown) {
      place.onProblem(problemOf(thrown))
    } finally {
      setBusy(false)
      setOpen(false)
    }
  }
  return (
    <p className="candidates-note">
      <Button icon={<PictureOutlined aria-hidden="true" />} onClick={() => setOpen(true)}>
        从活动登记里取…
      </Button>
      <span className="quiet">一共最多 {field.max} 个，已有的不会重复。</span>
      {open ? <PicturesDialog busy={busy} onTake={(ids) => void take(ids)} onClose={() => setOpen(false)} /> : null}
    </p>
  )
}
