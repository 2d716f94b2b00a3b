import { Button, Modal, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import type { OfficeLevel } from '../../../../shared/notice/pack.ts'
import { likelyType } from '../../../../shared/wording/sender-types.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useAttempt } from '../../../app/use-attempt.ts'
import { levelNames } from '../../../text/offices.ts'
import { Input } from '../../../ui/Input.tsx'
import type { RosterAddition } from './roster-addition.ts'
import { likelyLevel, namesOf } from './roster-names.ts'

type Props = { onAdd: (offices: RosterAddition) => Promise<void>; onClose: () => void }

const levels = (['city', 'county', 'township'] as const).map((value) => ({ value, label: levelNames[value] }))

/** Names typed or pasted, one a line. */
export function ByHandDialog({ onAdd, onClose }: Props) {
  const id = useId()
  const [text, setText] = useState('')
  const [level, setLevel] = useState<OfficeLevel | null>(null)
  const { problem, attempt, idle } = useAttempt<'add'>()
  const { names, wrong } = namesOf(text)
  const add = (event: FormEvent) => {
    event.preventDefault()
    const offices = names.map((name) => ({ name, level: level ?? likelyLevel(name), type: likelyType(name) }))
    if (offices.length > 0 && wrong.length === 0) void attempt('add', () => onAdd(offices))
  }
  return (
    <Modal open title="手工添加单位" footer={null} width={560} maskClosable={false} onCancel={onClose}>
      <form className="stack" onSubmit={add}>
        <div>
          <label className="field-label" htmlFor={`${id}-names`}>
            单位名称，一行一个
          </label>
          <Input.TextArea
            id={`${id}-names`}
            autoFocus
            rows={8}
            placeholder={'某某县科学技术协会\n某某市某某区科学技术协会'}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <p className="field-note">可以从 Word 或微信里整段粘贴。名单里、来往单位里已有的名称会认出来，不会重复。</p>
        </div>
        <div>
          <label className="field-label" htmlFor={`${id}-level`}>
            层级
          </label>
          <Select
            id={`${id}-level`}
            style={{ width: 240 }}
            value={level ?? ''}
            onChange={(next) => setLevel(levels.find(({ value }) => value === next)?.value ?? null)}
            options={[{ value: '', label: '按名称判断' }, ...levels]}
          />
        </div>
        {wrong.length > 0 ? (
          <p className="roster-wrong">这几行不像单位名称（2–60 个字），请改正：{wrong.slice(0, 3).join('、')}</p>
        ) : null}
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            不加了
          </Button>
          <Button
            size="large"
            type="primary"
            htmlType="submit"
            {...idle('add')}
            disabled={names.length === 0 || wrong.length > 0}
          >
            {names.length === 0 ? '添加' : `添加 ${names.length} 个单位`}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
