import { ArrowLeftOutlined, CopyOutlined, DeleteOutlined, HistoryOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { activityTitle } from '../../../text/activities.ts'
import { MoreMenu } from '../../../ui/MoreMenu.tsx'
import { ActivityStateMark } from '../ActivityStateMark.tsx'
import { ChangesDialog } from '../ChangesDialog.tsx'
import { useListState } from '../list-state.ts'
import { useActivityActions } from '../use-activity-actions.ts'
import { useNoticeModules } from '../use-activity-forms.ts'
import { useUndoKeys } from '../use-undo-keys.ts'
import { BasicSection, PlaceSection, RiskSection, ScaleSection } from './BasicSections.tsx'
import { EditorSide } from './EditorSide.tsx'
import { MoneySection, PressSection } from './MoneyAndPress.tsx'
import { PicturesSection } from './PicturesSection.tsx'
import { ContactSection, ResultsSection } from './ResultsAndPeople.tsx'
import { type OpenActivity, useActivity } from './use-activity.ts'
import '../activities.css'
import './editor.css'

const backToList = () => {
  const { view } = useListState.getState()
  return navigate({ screen: 'activities', view, noticeId: null })
}

function Editor({ activity }: { activity: OpenActivity }) {
  const [looking, setLooking] = useState(false)
  const actions = useActivityActions()
  useUndoKeys(actions)
  const { detail, values, change, saveProblem } = activity
  const { activityId } = detail
  const noticeIds = useMemo(() => values.notices.map(({ noticeId }) => noticeId), [values.notices])
  const known = useNoticeModules(noticeIds)
  const props = { values, change }
  const duplicate = async () => {
    if (!(await activity.flush())) return
    const [copy] = (await actions.duplicate({ ids: [activityId] })) ?? []
    if (copy !== undefined) await navigate({ screen: 'activity', activityId: copy })
  }
  const remove = async () => {
    if (!(await activity.flush())) return
    if (await actions.remove({ ids: [activityId] })) await backToList()
  }
  const conflict = saveProblem?.code === 'activity.conflict'
  const problem = saveProblem ?? (looking ? null : actions.problem)
  return (
    <div className="page activity-editor">
      <header className="editor-head">
        <Button
          type="text"
          size="large"
          icon={<ArrowLeftOutlined aria-hidden="true" />}
          aria-label="回到活动"
          title="回到活动"
          onClick={() => void backToList()}
        />
        <h1 className="one-line" title={activityTitle(values)}>
          {activityTitle(values)}
        </h1>
        <ActivityStateMark state={values.state} />
        <span className="editor-head-end">
          <Button size="large" icon={<CopyOutlined aria-hidden="true" />} onClick={() => void duplicate()}>
            复制一份
          </Button>
          <MoreMenu
            entries={[
              { name: '最近的改动', icon: <HistoryOutlined aria-hidden="true" />, run: () => setLooking(true) },
              { name: '删除这项活动', icon: <DeleteOutlined aria-hidden="true" />, run: () => void remove() },
            ]}
          />
        </span>
      </header>
      <ProblemNote
        problem={problem}
        action={
          conflict ? (
            <Button onClick={() => void activity.settleConflict()}>读取最新的，保留我刚写的</Button>
          ) : saveProblem ? (
            <Button onClick={() => void activity.flush()}>再保存一次</Button>
          ) : (
            <Button onClick={actions.dismiss}>知道了</Button>
          )
        }
      />
      <div className="editor-body">
        <div className="editor-facts">
          <BasicSection {...props} known={known} />
          <PlaceSection {...props} />
          <ScaleSection {...props} />
          <MoneySection {...props} />
          <PressSection {...props} />
          <ResultsSection {...props} />
          <PicturesSection activity={activity} actions={actions} />
          <RiskSection {...props} />
          <ContactSection {...props} />
        </div>
        <EditorSide activity={activity} forms={known.flatMap(({ forms }) => forms)} />
      </div>
      {looking ? <ChangesDialog actions={actions} onClose={() => setLooking(false)} /> : null}
    </div>
  )
}

export function ActivityScreen({ activityId }: { activityId: string }) {
  const { activity, problem, reopen } = useActivity(activityId)
  if (problem)
    return (
      <div className="page">
        <ProblemNote
          problem={problem}
          action={
            <>
              <Button onClick={() => void backToList()}>回到活动</Button>
              <Button onClick={reopen}>再读一次</Button>
            </>
          }
        />
      </div>
    )
  return activity ? <Editor activity={activity} /> : null
}
