import { Button, Modal } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { NoticeSummary } from '../../../shared/api/notices.ts'
import type { OwnOffice } from '../../../shared/api/offices.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { instantOf, wallClock } from '../../text/dates.ts'
import { Input } from '../../ui/Input.tsx'
import { MomentPicker } from '../../ui/MomentPicker.tsx'

type Direction = 'issue' | 'take'

const texts: Readonly<
  Record<Direction, { title: string; lead: string; button: string; cancel: string; dates: string; done: string }>
> = {
  issue: {
    title: '转发给下级',
    lead: '下级照您定的日期报送给您。每项可以比通知早，不能晚；空着就按通知的日期。',
    button: '转发',
    cancel: '不转发了',
    dates: '下级的截止时间',
    done: '已转发。下级的任务按您定的日期计。',
  },
  take: {
    title: '登记上级转发的任务',
    lead: '把上级来文里的日期抄在这里，工作台就按它提醒。只能比原通知早；来文没有改的，空着就按原通知。',
    button: '登记任务',
    cancel: '不登记了',
    dates: '上级要求的截止时间',
    done: '任务已登记，工作台会按上级要求的日期排列。',
  },
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  )
}

export function PassOnDialog({
  direction,
  pack,
  office,
  onClose,
  onDone,
}: {
  direction: Direction
  pack: NoticePack
  office: OwnOffice
  onClose: () => void
  onDone: (notice: NoticeSummary) => void
}) {
  const text = texts[direction]
  const own = direction === 'issue' ? office.name : ''
  const [by, setBy] = useState(own)
  const [unit, setUnit] = useState(own)
  const [phone, setPhone] = useState('')
  const [email, setEmail] = useState('')
  const [address, setAddress] = useState('')
  const [dates, setDates] = useState<Readonly<Record<string, string | null>>>({})
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [busy, setBusy] = useState(false)
  const ready = by.trim().length >= 2

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    setBusy(true)
    setProblem(null)
    const chosen = Object.entries(dates).flatMap(([id, wall]) =>
      wall === null ? [] : [[id, instantOf(wall)] as const],
    )
    try {
      const made = await call('notices.passOn', {
        noticeId: pack.id,
        direction,
        by: by.trim(),
        recipient: { unit: unit.trim().length >= 2 ? unit.trim() : by.trim(), phone, email, address },
        dueAt: Object.fromEntries(chosen),
      })
      announce(text.done)
      onDone(made)
    } catch (thrown) {
      setProblem(problemOf(thrown))
      setBusy(false)
    }
  }

  return (
    <Modal
      open
      title={text.title}
      footer={null}
      width={720}
      style={{ top: 32 }}
      maskClosable={false}
      onCancel={onClose}
    >
      <form className="stack" onSubmit={submit}>
        <p className="quiet">{text.lead}</p>
        <div className="pass-on-grid">
          {direction === 'take' ? (
            <Labelled label="哪个单位转发的">
              {(id) => (
                <Input
                  id={id}
                  autoFocus
                  maxLength={60}
                  placeholder="例如：某某市科学技术协会"
                  value={by}
                  onChange={(event) => setBy(event.target.value)}
                />
              )}
            </Labelled>
          ) : null}
          <Labelled label={direction === 'issue' ? '报送到（部门）' : '报送到（部门，可不填）'}>
            {(id) => (
              <Input
                id={id}
                maxLength={80}
                placeholder={by}
                value={unit}
                onChange={(event) => setUnit(event.target.value)}
              />
            )}
          </Labelled>
        </div>
        <div className="pass-on-grid pass-on-contact">
          <Labelled label="电话（可不填）">
            {(id) => <Input id={id} maxLength={40} value={phone} onChange={(event) => setPhone(event.target.value)} />}
          </Labelled>
          <Labelled label="邮箱（可不填）">
            {(id) => <Input id={id} maxLength={80} value={email} onChange={(event) => setEmail(event.target.value)} />}
          </Labelled>
          <Labelled label="地址（可不填）">
            {(id) => (
              <Input id={id} maxLength={120} value={address} onChange={(event) => setAddress(event.target.value)} />
            )}
          </Labelled>
        </div>
        <div>
          <span className="field-label">{text.dates}</span>
          <ul className="rows">
            {pack.deliverables.map((deliverable) => (
              <li className="pass-on-row" key={deliverable.id}>
                <span className="one-line" title={deliverable.title}>
                  {deliverable.title}
                </span>
                <span className="quiet">
                  {deliverable.dueAt ? `通知：${wallClock(deliverable.dueAt)}` : deliverable.dueWording}
                </span>
                <MomentPicker
                  label={`${deliverable.title}的${text.dates}`}
                  value={dates[deliverable.id] ?? null}
                  placeholder="按通知"
                  notAfter={deliverable.dueAt ? wallClock(deliverable.dueAt) : null}
                  onChange={(wall) => setDates({ ...dates, [deliverable.id]: wall })}
                />
              </li>
            ))}
          </ul>
        </div>
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button size="large" type="primary" htmlType="submit" loading={busy} disabled={!ready}>
            {text.button}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
