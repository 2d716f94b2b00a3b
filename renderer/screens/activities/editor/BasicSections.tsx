import { Checkbox, Radio } from 'antd'
import { type ActivityState, activityStateNames, activityStates } from '../../../../shared/register/activity.ts'
import { InputNumber } from '../../../ui/InputNumber.tsx'
import type { NoticeModules } from '../use-activity-forms.ts'
import { EditorSection } from './EditorSection.tsx'
import { type FactsProps, Line, LongLine, NumberLine, TextLine } from './facts.tsx'
import { NoticeTicks } from './NoticeTicks.tsx'
import { TimeLine } from './TimeLine.tsx'

export function BasicSection({ known, ...props }: FactsProps & { known: readonly NoticeModules[] }) {
  const { values, change } = props
  return (
    <EditorSection name="basic">
      <TextLine {...props} fact="title" wide placeholder="如 科技工作者日主场活动" />
      {/* biome-ignore lint/a11y/useSemanticElements: a line of the form like its neighbours */}
      <div className="fact" role="group" aria-label="状态">
        <span className="fact-name">状态</span>
        <div className="fact-place fact-choices">
          <Radio.Group
            value={values.state}
            onChange={(event) => change('state', event.target.value as ActivityState)}
            options={activityStates.map((state) => ({ value: state, label: activityStateNames[state] }))}
          />
        </div>
      </div>
      <Line label="年份">
        {(id) => (
          <InputNumber
            id={id}
            size="large"
            min={1949}
            max={2199}
            precision={0}
            value={values.year}
            onChange={(year) => year !== null && change('year', year)}
          />
        )}
      </Line>
      <NoticeTicks {...props} known={known} />
      {/* biome-ignore lint/a11y/useSemanticElements: a line of the form like its neighbours */}
      <div className="fact" data-wide="true" role="group" aria-label="性质">
        <span className="fact-name">性质</span>
        <div className="fact-place fact-choices">
          <Checkbox checked={values.main} onChange={(event) => change('main', event.target.checked)}>
            主场活动
          </Checkbox>
          <Checkbox checked={values.ministryTask} onChange={(event) => change('ministryTask', event.target.checked)}>
            承接科技部活动任务
          </Checkbox>
        </div>
      </div>
      <TextLine {...props} fact="host" />
      <TextLine {...props} fact="organiser" />
      <TextLine {...props} fact="responsible" />
      <TextLine {...props} fact="unit" placeholder="报来这项活动的乡镇、学校或部门" />
      <LongLine {...props} fact="description" placeholder="做什么，怎样做；写方案和总结时从这里取" />
    </EditorSection>
  )
}

export function PlaceSection(props: FactsProps) {
  return (
    <EditorSection name="place">
      <TimeLine {...props} />
      <TextLine {...props} fact="place" wide />
      <TextLine {...props} fact="audience" wide placeholder="如 青少年、社区居民、科技工作者" />
    </EditorSection>
  )
}

export function ScaleSection(props: FactsProps) {
  return (
    <EditorSection name="scale" note="没有统计就空着，空着不等于 0。">
      <NumberLine {...props} fact="plannedOnsite" unit="人" />
      <NumberLine {...props} fact="plannedOnline" unit="人" />
      <NumberLine {...props} fact="onsite" unit="人次" label="实际线下" />
      <NumberLine {...props} fact="online" unit="人次" label="实际线上" />
      <NumberLine {...props} fact="sessions" unit="场" />
      <NumberLine {...props} fact="fullTime" unit="人" />
      <NumberLine {...props} fact="scientists" unit="人" />
      <NumberLine {...props} fact="volunteers" unit="人" />
      <NumberLine {...props} fact="otherStaff" unit="人" />
    </EditorSection>
  )
}

export function RiskSection(props: FactsProps) {
  const { values, change } = props
  return (
    <EditorSection name="risk">
      {/* biome-ignore lint/a11y/useSemanticElements: a line of the form like its neighbours */}
      <div className="fact" data-wide="true" role="group" aria-label="风险防控预案">
        <span className="fact-name">风险防控预案</span>
        <div className="fact-place fact-choices">
          <Radio.Group
            value={values.riskPlan}
            onChange={(event) => change('riskPlan', event.target.value === 'prepared' ? 'prepared' : 'none')}
            options={[
              { value: 'none', label: '还没有' },
              { value: 'prepared', label: '已制定' },
            ]}
          />
        </div>
      </div>
      <LongLine {...props} fact="riskNote" placeholder="现场安全、医疗、天气、舆情、疫情防控等怎样安排" />
    </EditorSection>
  )
}
