import { Button, Radio } from 'antd'
import { useId, useState } from 'react'
import type { JointActivity, Rollup } from '../../../../shared/api/rollups.ts'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useAttempt } from '../../../app/use-attempt.ts'
import { figureText } from '../../../text/rollup.ts'
import { Input } from '../../../ui/Input.tsx'

const all = 'all'

function Joint({ rollup, joint }: { rollup: Rollup; joint: JointActivity }) {
  const id = useId()
  const { noticeId, formId } = rollup
  const [choice, setChoice] = useState<string | null>(joint.decided ? (joint.countsIn ?? all) : null)
  const [reason, setReason] = useState(joint.reason)
  const { problem, attempt, idle } = useAttempt<'decide'>()
  const open = rollup.number === null
  const labels = new Map(rollup.fields.map((one) => [one.field, one]))
  const figures = (values: Record<string, string | null>) =>
    Object.entries(values)
      .flatMap(([field, value]) =>
        value === null
          ? []
          : [`${labels.get(field)?.label ?? field} ${figureText(value)}${labels.get(field)?.unit ?? ''}`],
      )
      .join('，')
  const changed = choice !== (joint.decided ? (joint.countsIn ?? all) : null) || reason.trim() !== joint.reason
  const decide = () =>
    void attempt('decide', async () => {
      if (choice === null) return
      await call('rollups.joint', {
        noticeId,
        formId,
        jointKey: joint.key,
        countsIn: choice === all ? null : choice,
        reason: reason.trim(),
      })
      announce(choice === all ? '各家都算，按不同的活动计。' : '已定下算在哪一家，其余的扣掉。')
    })
  return (
    <li className="rollup-joint" data-decided={joint.decided}>
      <p>
        <strong>{joint.title}</strong> <span className="quiet">{joint.day}</span>
      </p>
      <Radio.Group
        vertical
        aria-label={`${joint.title}算在哪一家`}
        disabled={!open}
        value={choice}
        onChange={(event) => setChoice(event.target.value as string)}
        options={[
          ...joint.rows.map(({ recordId, officeName, values }) => ({
            value: recordId,
            label: (
              <>
                只算在{officeName}
                <span className="quiet rollup-joint-figures">{figures(values)}</span>
              </>
            ),
          })),
          { value: all, label: '不是同一次活动，各家都算' },
        ]}
      />
      {open ? (
        <form
          className="rollup-reason"
          onSubmit={(event) => {
            event.preventDefault()
            decide()
          }}
        >
          <label className="field-label" htmlFor={id}>
            理由
          </label>
          <Input
            id={id}
            maxLength={200}
            placeholder="如：由它主办，另一家协办"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="rollup-panel-actions">
            <Button
              type={joint.decided ? 'default' : 'primary'}
              htmlType="submit"
              {...idle('decide')}
              disabled={choice === null || !changed}
            >
              {joint.decided ? '改成这样算' : '就这样算'}
            </Button>
          </div>
        </form>
      ) : joint.reason === '' ? null : (
        <p className="quiet">理由：{joint.reason}</p>
      )}
      <ProblemNote problem={problem} />
    </li>
  )
}

/** Activities that several offices report: counted once, where a person says. Until then they count everywhere. */
export function JointPanel({ rollup }: { rollup: Rollup }) {
  const joint = [...rollup.joint].sort((a, b) => Number(a.decided) - Number(b.decided))
  return (
    <>
      <p className="quiet">
        几家都报了名称、日期相同的活动。没有定下以前各家都算；定下以后，其余各家的这一次从合计里扣掉。
      </p>
      <ul>
        {joint.map((one) => (
          <Joint key={`${one.key} ${one.countsIn} ${one.decided}`} rollup={rollup} joint={one} />
        ))}
      </ul>
    </>
  )
}
