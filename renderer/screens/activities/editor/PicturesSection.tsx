import { useState } from 'react'
import type { AttachmentInfo } from '../../../../shared/api/records.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { AttachmentsControl } from '../../../form/AttachmentsControl.tsx'
import type { AttachmentActions, FieldOf } from '../../../form/field-props.ts'
import type { ActivityActions } from '../use-activity-actions.ts'
import { EditorSection } from './EditorSection.tsx'
import type { OpenActivity } from './use-activity.ts'

/** A film in another wrapping than MP4 can be added too. */
const endings = ['jpg', 'jpeg', 'png', 'mp4', 'mov', 'm4v', '3gp', 'mkv', 'webm', 'avi', 'wmv', 'flv', 'mpg', 'mpeg']

/** What the control wants to know of a place for files. */
const place: FieldOf<'attachments'> = {
  id: 'files',
  kind: 'attachments',
  label: '照片视频',
  required: false,
  personal: false,
  accept: ['image/jpeg', 'image/png', 'video/mp4'],
  min: 0,
  max: 300,
  maxBytes: 4 * 1024 * 1024 * 1024,
}
const ids = {
  id: 'activity-files',
  describedBy: '',
  labelledBy: '',
  invalid: false,
  disabled: false,
  required: false,
}

/** Pictures and films of the activity; what is removed can be brought back. */
export function PicturesSection({ activity, actions }: { activity: OpenActivity; actions: ActivityActions }) {
  const { activityId, files } = activity.detail
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const add = async (paths: readonly string[]) => {
    setProblem(null)
    let added = 0
    for (const path of paths) {
      const refused = await activity.write(() => call('activities.attach', { activityId, path }))
      if (refused) setProblem(refused)
      else added++
    }
    if (added > 0) announce(`已添加 ${added} 个文件`)
  }
  const remove = async ({ digest, title }: AttachmentInfo) => {
    const refused = await activity.write(() => call('activities.detach', { activityId, digest }))
    setProblem(refused)
    if (refused) return
    try {
      const [step] = await call('activities.changes', {})
      announce(
        `已移除${title === '' ? '一个文件' : `“${title}”`}`,
        step ? { label: '撤销', run: () => void actions.undo(step.changeId) } : null,
      )
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  const control: AttachmentActions = {
    add: (_, paths) => void add(paths),
    pick: () =>
      void window.kexie
        .pickFiles({
          title: '选择照片和视频',
          filters: [{ name: '照片和视频', extensions: endings }],
          multiple: true,
        })
        .then(add),
    remove: (file) => void remove(file),
    caption: ({ digest }, title) =>
      void activity.write(() => call('activities.caption', { activityId, digest, title })).then(setProblem),
  }
  return (
    <EditorSection name="pictures">
      <div className="fact-table">
        <AttachmentsControl
          field={place}
          ids={ids}
          actions={control}
          attachments={files.map((file) => ({ ...file, field: place.id }))}
        />
        <ProblemNote problem={problem} />
      </div>
    </EditorSection>
  )
}
