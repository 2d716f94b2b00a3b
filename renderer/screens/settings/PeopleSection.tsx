import { HistoryOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { type DeskDuty, deskDuty, dutyNames, type Person } from '../../../shared/api/people.ts'
import { call } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import { useMethod } from '../../app/use-method.ts'
import { Input } from '../../ui/Input.tsx'
import { EmptyPlace, Section } from '../../ui/Page.tsx'
import './people.css'

const duties = deskDuty.options.map((value) => ({ value, label: dutyNames[value] }))

/** Name and duties of one: a new one, or one that is on the list. */
function PersonForm({ person, onDone }: { person: Person | null; onDone: () => void }) {
  const id = useId()
  const [name, setName] = useState(person?.name ?? '')
  const [chosen, setChosen] = useState<DeskDuty[]>(person?.duties ?? ['handles'])
  const { problem, attempt, idle } = useAttempt<'save'>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    void attempt('save', async () => {
      await call('people.save', { personId: person?.personId ?? null, name: name.trim(), duties: chosen })
      onDone()
    })
  }
  return (
    <form className="person-form" aria-label={person ? `修改 ${person.name}` : '增加人员'} onSubmit={submit}>
      <label className="field-label" htmlFor={id}>
        姓名
      </label>
      <Input
        id={id}
        className="person-name"
        autoFocus
        maxLength={20}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Checkbox.Group<DeskDuty> aria-label="职责" options={duties} value={chosen} onChange={setChosen} />
      <Button type="primary" htmlType="submit" {...idle('save')} disabled={name.trim() === ''}>
        保存
      </Button>
      <Button onClick={onDone}>取消</Button>
      <ProblemNote problem={problem} />
    </form>
  )
}

function PersonRow({ person, atDesk, onEdit }: { person: Person; atDesk: boolean; onEdit: () => void }) {
  const { problem, attempt, idle } = useAttempt<'move'>()
  const { personId, name, leftAt } = person
  const left = leftAt !== null
  const move = () => void attempt('move', () => call(left ? 'people.return' : 'people.leave', { personId }))
  return (
    <>
      <span className="person-row-name one-line" data-left={left}>
        <UserOutlined aria-hidden="true" /> {name}
      </span>
      <span className="quiet person-row-duties">
        {left ? '已离开' : person.duties.map((duty) => dutyNames[duty]).join('、') || '没有填职责'}
        {atDesk ? ' · 现在的经办人' : ''}
      </span>
      {left ? null : (
        <Button size="small" aria-label={`修改 ${name}`} onClick={onEdit}>
          修改
        </Button>
      )}
      <Button size="small" aria-label={`${name} ${left ? '恢复' : '离开'}`} onClick={move} {...idle('move')}>
        {left ? '恢复' : '离开'}
      </Button>
      <ProblemNote problem={problem} />
    </>
  )
}

/** 本单位人员: whose names stand in the log and on the papers. Nobody has to be listed. */
export function PeopleSection() {
  const { value, problem, reread } = useMethod('people.list', {}, ['people'])
  /** '' : a new one. */
  const [editing, setEditing] = useState<string | null>(null)
  const done = () => setEditing(null)
  const add = <Button onClick={() => setEditing('')}>增加人员</Button>
  return (
    <Section
      title="本单位人员"
      note="操作日志照此记名；发文稿纸、用印审批单先填好姓名"
      actions={
        <>
          {value && value.people.length > 0 ? add : null}
          <Button
            icon={<HistoryOutlined aria-hidden="true" />}
            onClick={() => void navigate({ screen: 'deeds', recordId: null })}
          >
            操作日志…
          </Button>
        </>
      }
    >
      <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
      {value?.people.length === 0 && editing === null ? (
        <EmptyPlace icon={<UserOutlined aria-hidden="true" />} title="还没有登记人员" action={add}>
          登记经办、审核、签发的姓名，以后能查到每件事是谁做的。只有一个人用，不登记也可以。
        </EmptyPlace>
      ) : null}
      {value && value.atDesk === null && value.people.some(({ leftAt }) => leftAt === null) ? (
        <p className="field-note">还没有指定现在的经办人：请点窗口右上角的“经办人？”，选一下是谁在用。</p>
      ) : null}
      <ul className="rows">
        {(value?.people ?? []).map((person) => (
          <li key={person.personId} className="person-row">
            {editing === person.personId ? (
              <PersonForm person={person} onDone={done} />
            ) : (
              <PersonRow
                person={person}
                atDesk={value?.atDesk === person.personId}
                onEdit={() => setEditing(person.personId)}
              />
            )}
          </li>
        ))}
        {editing === '' ? (
          <li className="person-row">
            <PersonForm person={null} onDone={done} />
          </li>
        ) : null}
      </ul>
    </Section>
  )
}
