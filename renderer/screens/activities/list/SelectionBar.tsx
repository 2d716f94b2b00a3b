import { CopyOutlined, DeleteOutlined, EditOutlined, FormOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { ActivitySelection } from '../../../../shared/api/activities.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { navigate } from '../../../app/route.ts'
import { problemTexts } from '../../../text/problem.ts'
import { type MoreEntry, MoreMenu } from '../../../ui/MoreMenu.tsx'
import type { ActivityActions } from '../use-activity-actions.ts'
import { type ActivityForm, useNoticeModules } from '../use-activity-forms.ts'
import { BulkDialog } from './BulkDialog.tsx'

/** More at once would be a slip of the hand rather than a wish. */
const mostRecords = 30

async function idsOf(selection: ActivitySelection): Promise<string[]> {
  if ('ids' in selection) return selection.ids
  const { rows } = await call('activities.list', { filter: selection.filter, limit: 500 })
  const except = new Set(selection.except)
  return rows.map(({ activityId }) => activityId).filter((id) => !except.has(id))
}

/** One record each; the clerk finds them among the records of the notice. */
async function fillEach({ noticeId, formId, shortName }: ActivityForm, selection: ActivitySelection): Promise<void> {
  let made = 0
  try {
    for (const activityId of await idsOf(selection)) {
      await call('register.createRecord', { noticeId, formId, activityId })
      made++
    }
    announce(`已从所选活动建好 ${made} 份${shortName}`)
    await navigate({ screen: 'records', noticeId })
  } catch (thrown) {
    const { what, next } = problemTexts(problemOf(thrown))
    announce(`${made > 0 ? `已建好 ${made} 份${shortName}。` : ''}${what}${next}`)
  }
}

type Props = {
  selection: ActivitySelection
  count: number
  /** In the whole list. */
  total: number
  /** Of the chosen activities, as far as they are known. */
  noticeIds: readonly string[]
  actions: ActivityActions
  onAll: () => void
  onClear: () => void
}

/** Stands above the list while something is chosen: what can be done with all of it. */
export function SelectionBar({ selection, count, total, noticeIds, actions, onAll, onClear }: Props) {
  const [editing, setEditing] = useState(false)
  const forms = useNoticeModules(noticeIds).flatMap((notice) => notice.forms)
  const fill: MoreEntry[] = forms.map((form) => ({
    name: `各填一份${form.shortName}（${form.noticeShortTitle}）`,
    icon: <FormOutlined aria-hidden="true" />,
    run: () => void fillEach(form, selection),
  }))
  return (
    // biome-ignore lint/a11y/useSemanticElements: actions, not fields
    <div className="activity-selection" role="group" aria-label="所选活动">
      <span role="status">
        已选 <b>{count}</b> 项
      </span>
      {count < total ? (
        <button
          type="button"
          className="plain-button link-button activity-choose-all"
          aria-keyshortcuts="Control+A"
          title="Ctrl+A"
          onClick={onAll}
        >
          全选 {total} 项
        </button>
      ) : null}
      <Button type="primary" icon={<EditOutlined aria-hidden="true" />} onClick={() => setEditing(true)}>
        批量修改…
      </Button>
      <Button
        icon={<CopyOutlined aria-hidden="true" />}
        onClick={() => void actions.duplicate(selection).then((ids) => ids && onClear())}
      >
        复制
      </Button>
      <Button
        danger
        icon={<DeleteOutlined aria-hidden="true" />}
        onClick={() => void actions.remove(selection).then((done) => done && onClear())}
      >
        删除这 {count} 项
      </Button>
      {fill.length > 0 && count <= mostRecords ? <MoreMenu size="middle" label="从这些活动…" entries={fill} /> : null}
      <button type="button" className="plain-button link-button" onClick={onClear}>
        取消选择
      </button>
      {editing ? (
        <BulkDialog selection={selection} count={count} actions={actions} onClose={() => setEditing(false)} />
      ) : null}
    </div>
  )
}
