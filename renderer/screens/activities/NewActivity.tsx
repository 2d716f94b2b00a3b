import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { ActivityFilter } from '../../../shared/api/activities.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import type { ActivityInput } from '../../../shared/register/activity.ts'
import { call, problemOf } from '../../api.ts'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { useImeText } from '../../form/use-ime-text.ts'
import { Input } from '../../ui/Input.tsx'

/** What the activity that was worked on last says of its host and whom to ask. */
function useLastGiven() {
  const last = useMethod('activities.list', { sort: 'updated', descending: true, limit: 1 }, []).value?.rows[0]
  const detail = useMethod('activities.open', last ? { activityId: last.activityId } : null, []).value
  if (!detail) return null
  const { host, unit, personal } = detail.values
  const { people: _people, ...contact } = personal
  if (host === '' && contact.contactName === '') return null
  return { host, unit, contact }
}

/** One line: the name, Enter, and one stands in the activity. It counts for the notice that is being looked at. */
export function NewActivity({ filter, onClose }: { filter: ActivityFilter; onClose: () => void }) {
  const now = useNow()
  const [title, setTitle] = useState('')
  const [takesOver, setTakesOver] = useState(true)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [busy, setBusy] = useState(false)
  const given = useLastGiven()
  const ime = useImeText(title, setTitle)
  const name = title.trim()

  const create = async () => {
    if (name === '' || busy) return
    setBusy(true)
    const { noticeId, moduleId } = filter
    const values: ActivityInput = {
      year: filter.year ?? new Date(now).getFullYear(),
      title: name,
      ...(noticeId !== undefined && { notices: [{ noticeId, modules: moduleId ? [moduleId] : [] }] }),
      ...(given && takesOver && { host: given.host, unit: given.unit, personal: given.contact }),
    }
    try {
      const { activityId } = await call('activities.create', { values })
      await navigate({ screen: 'activity', activityId })
    } catch (thrown) {
      setProblem(problemOf(thrown))
      setBusy(false)
    }
  }

  return (
    <form
      className="activity-new"
      aria-label="新活动"
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onClose()
      }}
    >
      <div className="activity-new-line">
        <Input
          {...ime.props}
          autoFocus
          size="large"
          aria-label="活动名称"
          placeholder="活动名称，写好按回车"
          maxLength={160}
        />
        <Button type="primary" size="large" htmlType="submit" disabled={name === ''} loading={busy}>
          建立，接着填
        </Button>
        <Button size="large" onClick={onClose}>
          先不建
        </Button>
      </div>
      {given ? (
        <Checkbox checked={takesOver} onChange={(event) => setTakesOver(event.target.checked)}>
          沿用上一项活动的
          {[given.host && `主办单位（${given.host}）`, given.contact.contactName && '联系人']
            .filter(Boolean)
            .join('和')}
        </Checkbox>
      ) : null}
      <ProblemNote problem={problem} />
    </form>
  )
}
