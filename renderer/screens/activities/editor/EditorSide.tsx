import { FormOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useNow } from '../../../app/app-state.ts'
import { RecordStateMark } from '../../../app/RecordStateMark.tsx'
import { navigate } from '../../../app/route.ts'
import { usedInText } from '../../../text/activities.ts'
import { momentText } from '../../../text/dates.ts'
import { type ActivityForm, fillFromActivity } from '../use-activity-forms.ts'
import { type EditorSectionName, editorSections, sectionId } from './EditorSection.tsx'
import type { OpenActivity } from './use-activity.ts'

const names = Object.keys(editorSections) as EditorSectionName[]

function goTo(name: EditorSectionName): void {
  const section = document.getElementById(sectionId(name))
  section?.scrollIntoView({ block: 'start' })
  section?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
}

/** Beside the facts: the way to each part, what can be made of them, where they are used, and where they came from. */
export function EditorSide({ activity, forms }: { activity: OpenActivity; forms: readonly ActivityForm[] }) {
  const now = useNow()
  const { usedIn, cameFrom, createdAt, updatedAt, activityId } = activity.detail
  const several = new Set(forms.map(({ noticeId }) => noticeId)).size > 1
  const fill = async (form: ActivityForm) => {
    if (await activity.flush()) await fillFromActivity(form, activityId)
  }
  return (
    <aside className="editor-side" aria-label="这项活动">
      <nav aria-label="各部分" className="editor-outline">
        {names.map((name) => (
          <button key={name} type="button" className="plain-button" onClick={() => goTo(name)}>
            {editorSections[name]}
          </button>
        ))}
      </nav>
      {forms.length > 0 ? (
        <section aria-label="用这项活动填写">
          <h3>用这项活动填写</h3>
          <ul className="editor-forms">
            {forms.map((form) => (
              <li key={`${form.noticeId} ${form.formId}`}>
                <Button
                  block
                  icon={<FormOutlined aria-hidden="true" />}
                  aria-label={`填写${form.shortName}（${form.noticeShortTitle}）`}
                  title={`填写${form.shortName}（${form.noticeShortTitle}）`}
                  onClick={() => void fill(form)}
                >
                  <span className="one-line">
                    {form.shortName}
                    {several ? <span className="quiet"> · {form.noticeShortTitle}</span> : null}
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-label="用在哪里">
        <h3>用在哪里</h3>
        {usedIn.length === 0 ? (
          <p className="quiet">还没有材料用到它。</p>
        ) : (
          <ul className="editor-used">
            {usedIn.map(({ recordId, title, formShortName, state }) => (
              <li key={recordId}>
                <RecordStateMark state={state} />
                <button
                  type="button"
                  className="plain-button link-button one-line"
                  title={usedInText({ title, formShortName }, activity.values)}
                  onClick={() => void navigate({ screen: 'record', recordId, field: null })}
                >
                  {usedInText({ title, formShortName }, activity.values)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label="来自">
        <h3>来自</h3>
        <p className="quiet editor-origin">
          {cameFrom === null
            ? `本单位登记，${momentText(createdAt, now)}`
            : `${cameFrom.sender === '' ? '' : `${cameFrom.sender}报来的`}“${cameFrom.fileName}”${
                cameFrom.sheet === '' ? '' : `，工作表“${cameFrom.sheet}”`
              }${cameFrom.row > 0 ? `，第 ${cameFrom.row} 行` : ''}`}
        </p>
        {updatedAt === createdAt ? null : <p className="quiet">最近修改 {momentText(updatedAt, now)}</p>}
      </section>
    </aside>
  )
}
