import { Button, Switch } from 'antd'
import { useState } from 'react'
import type { CalendarYear } from '../../../shared/api/calendar.ts'
import type { DeskSettings } from '../../../shared/api/desk.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useMethod } from '../../app/use-method.ts'
import { InputNumber } from '../../ui/InputNumber.tsx'
import { Section } from '../../ui/Page.tsx'

function yearSource({ origin, title, documentNumber, fileName }: CalendarYear): string {
  if (origin === 'file') return `来自您选的文件“${fileName}”`
  return documentNumber ? `${title}（${documentNumber}）` : title
}

function Years({ onProblem }: { onProblem: (problem: ProblemData | null) => void }) {
  const { value } = useMethod('calendar.show', {}, ['calendar', 'notices'])
  const take = async () => {
    const [path] = await window.kexie.pickFiles({
      title: '选择放假安排文件',
      filters: [{ name: '放假安排', extensions: ['ics', 'json'] }],
    })
    if (path === undefined) return
    onProblem(null)
    try {
      const years = await call('calendar.import', { path })
      announce(`已换上 ${years.join('、')} 年的放假安排，按工作日算的日期已重新计算；您定的日期没有变。`)
    } catch (thrown) {
      onProblem(problemOf(thrown))
    }
  }
  const forget = async (year: number) => {
    try {
      await call('calendar.remove', { year })
      announce(`${year} 年不再用那个文件。`)
    } catch (thrown) {
      onProblem(problemOf(thrown))
    }
  }
  return (
    <>
      <ul className="settings-years">
        {(value?.years ?? []).map((one) => (
          <li key={one.year}>
            <strong>{one.year} 年</strong>
            <span className="quiet">{yearSource(one)}</span>
            {one.origin === 'file' ? (
              <Button size="small" onClick={() => void forget(one.year)} aria-label={`不用 ${one.year} 年的文件`}>
                不用这个文件
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="field-note">没有列出的年份，放假安排尚未发布或程序里还没有，只按周末计算。</p>
      <div className="settings-actions">
        <Button onClick={() => void take()}>从文件更新…</Button>
      </div>
    </>
  )
}

/** Habits about dates: how many workdays early, whether the system reminds, which days are worked. */
export function DatesSection() {
  const { value: settings } = useMethod('desk.settings', {}, ['notices'])
  const [problem, setProblem] = useState<ProblemData | null>(null)
  if (!settings) return null
  const save = async (changes: Partial<DeskSettings>) => {
    setProblem(null)
    try {
      await call('desk.saveSettings', { ...settings, ...changes })
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  const days = (name: keyof DeskSettings['leadDays'], label: string) => (
    <InputNumber
      aria-label={label}
      className="settings-days"
      min={0}
      max={60}
      precision={0}
      value={settings.leadDays[name]}
      onChange={(value) => void save({ leadDays: { ...settings.leadDays, [name]: value ?? 0 } })}
    />
  )
  return (
    <Section title="期限和提醒">
      <dl className="facts settings-facts">
        <dt>提前几天</dt>
        <dd>
          要盖章的留 {days('stampDays', '盖章留几个工作日')} 个工作日，送到收件单位留{' '}
          {days('travelDays', '路上留几个工作日')} 个工作日
          <p className="field-note">
            程序据此给每项任务建议一个本单位的完成日期；在任务上自定过日期的，以自定的为准，不会改动。
          </p>
        </dd>
        <dt>到期提醒</dt>
        <dd>
          <Switch
            aria-label="到期提醒"
            checked={settings.reminders}
            onChange={(reminders) => void save({ reminders })}
          />
          <p className="field-note">程序开着的时候，在到期前 3 个工作日、当天早上和过期后各提醒一次。</p>
        </dd>
        <dt>工作日历</dt>
        <dd>
          <Years onProblem={setProblem} />
          <ProblemNote problem={problem} />
        </dd>
      </dl>
    </Section>
  )
}
