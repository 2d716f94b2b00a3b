import { Button, DatePicker, Modal, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import { useId, useState } from 'react'
import type { OfficeFile, Succession } from '../../../shared/api/devices.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useAppState, useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { useMethod } from '../../app/use-method.ts'
import { wallClock } from '../../text/dates.ts'

type Kind = Succession['kind']
const kinds: readonly { value: Kind; label: string; note: string }[] = [
  { value: 'merged', label: '并入另一个单位', note: '从这一天起它不再单独报送，以前报来的材料算到接续的单位。' },
  { value: 'refounded', label: '重新组建', note: '换了单位编号，材料接着算。' },
  { value: 'carded', label: '名单上的单位有了名片', note: '以前代录的材料算到有名片的单位。' },
]
const nameOfCard = { label: '它就是名单上没有名片的一个单位', note: '那个单位以前代录的材料、催报和名单，都算到它。' }

/** From which day on another office stands in the place of this one; or this one in the place of a name on the roster. */
export function SuccessionDialog({ file, onClose }: { file: OfficeFile; onClose: () => void }) {
  const id = useId()
  const now = useNow()
  const own = useAppState((held) => held.state?.office?.officeId)
  const offices = useMethod('offices.list', {}, ['offices'])
  const named = useMethod('offices.withoutCard', {}, ['offices'])
  const [kind, setKind] = useState<Kind>(file.hasCard ? 'merged' : 'carded')
  const [to, setTo] = useState<string | null>(null)
  const [from, setFrom] = useState(() => wallClock(new Date(now).toISOString()).slice(0, 10))
  const { problem, attempt, idle } = useAttempt<'save'>()
  // Its card is here: the name that it had on the roster is the old one.
  const takesName = kind === 'carded' && file.hasCard
  const shown = kinds.map((one) => (one.value === 'carded' && file.hasCard ? { ...one, ...nameOfCard } : one))
  const carded = (offices.value ?? []).filter(({ officeId }) => officeId !== own)
  const names = named.value ?? []
  const choosable = takesName
    ? names.filter(({ gone }) => !gone)
    : kind === 'carded'
      ? carded
      : [...carded, ...names.filter(({ gone }) => !gone).map((one) => ({ ...one, name: `${one.name}（没有名片）` }))]
  const choices = choosable
    .filter(({ officeId }) => officeId !== file.officeId)
    .map(({ officeId, name }) => ({ value: officeId, label: name }))
  const save = () =>
    void attempt('save', async () => {
      if (to === null) return
      const [oldOfficeId, newOfficeId] = takesName ? [to, file.officeId] : [file.officeId, to]
      const made = await call('offices.succeed', { oldOfficeId, newOfficeId, kind, from })
      announce(`已登记：${made.oldName} → ${made.newName}。`, {
        label: '撤销',
        run: () =>
          void call('offices.undoSucceed', { oldOfficeId: made.oldOfficeId }).catch(() =>
            announce('没有撤销成，请在单位档案里撤销。'),
          ),
      })
      onClose()
    })
  return (
    <Modal open title={`登记变更：${file.name}`} footer={null} width={560} onCancel={onClose}>
      <div className="stack">
        <Radio.Group
          vertical
          aria-label="怎么变的"
          value={kind}
          onChange={(event) => {
            setKind(event.target.value as Kind)
            setTo(null)
          }}
          options={shown.map(({ value, label }) => ({ value, label }))}
        />
        <p className="quiet">{shown.find(({ value }) => value === kind)?.note}</p>
        <div>
          <label className="field-label" htmlFor={`${id}-to`}>
            {takesName ? '名单上的单位' : '接续的单位'}
          </label>
          <Select
            id={`${id}-to`}
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: '100%' }}
            placeholder="选择单位"
            notFoundContent={
              takesName ? '名单上没有缺名片的单位。' : '还没有别的单位。请先导入它的名片，或把它加进名单。'
            }
            value={to}
            onChange={setTo}
            options={choices}
          />
        </div>
        <div>
          <label className="field-label" htmlFor={`${id}-from`}>
            从哪天起
          </label>
          <DatePicker
            id={`${id}-from`}
            allowClear={false}
            value={dayjs(from)}
            onChange={(day) => day && setFrom(day.format('YYYY-MM-DD'))}
          />
        </div>
        <ProblemNote problem={problem ?? offices.problem ?? named.problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            不登记了
          </Button>
          <Button size="large" type="primary" {...idle('save')} disabled={to === null} onClick={save}>
            登记变更
          </Button>
        </div>
      </div>
    </Modal>
  )
}
