import { Button, Select } from 'antd'
import { useId, useState } from 'react'
import type { Matrix, MatrixRow } from '../../../../shared/api/rosters.ts'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { TrustMark } from '../../../app/trust/TrustMark.tsx'
import { useAttempt } from '../../../app/use-attempt.ts'
import { GrowingText } from '../../../form/GrowingText.tsx'
import { fullDateText, wallClock } from '../../../text/dates.ts'
import { levelNames, typeChoices } from '../../../text/offices.ts'
import { chaseWays } from '../../../text/rosters.ts'
import { DetailsHead } from '../../../ui/DetailsHead.tsx'
import { onEscape } from '../../../ui/escape-key.ts'
import { Input } from '../../../ui/Input.tsx'
import { ChaseDialog } from './ChaseDialog.tsx'
import { ChaseTextDialog } from './ChaseTextDialog.tsx'

type Props = { matrix: Matrix; row: MatrixRow; onClose: () => void }

/** One office on this notice: telephone, when it was reminded, and the ways from here. */
export function OfficeDetail({ matrix, row, onClose }: Props) {
  const id = useId()
  const { noticeId } = matrix
  const { office, lastChase, expected } = row
  const { namesakeId, namesakeName } = office
  const [phone, setPhone] = useState(office.phone)
  const [note, setNote] = useState(office.note)
  const [type, setType] = useState(office.type)
  const [open, setOpen] = useState<'chase' | 'text' | null>(null)
  const { problem, attempt, idle } = useAttempt<'save' | 'roster' | 'carded'>()
  const changed = phone.trim() !== office.phone || note.trim() !== office.note || type !== office.type
  const save = () =>
    void attempt('save', async () => {
      await call('rosters.editOffice', { officeId: office.officeId, phone: phone.trim(), note: note.trim(), type })
      announce(`${office.name}的电话、类型和备注已保存。`)
    })
  /** The name on the roster and the card that came are one office. */
  const joinCard = (newOfficeId: string, newName: string) =>
    void attempt('carded', async () => {
      const from = wallClock(matrix.at).slice(0, 10)
      await call('offices.succeed', { oldOfficeId: office.officeId, newOfficeId, kind: 'carded', from })
      announce(`名单上的${office.name}就是有名片的${newName}，材料算在一起。`, {
        label: '撤销',
        run: () =>
          void call('offices.undoSucceed', { oldOfficeId: office.officeId }).catch(() =>
            announce('没有撤销成，请在单位档案里撤销。'),
          ),
      })
    })
  /** Onto the roster of this notice, or off it. */
  const enlist = () =>
    void attempt('roster', async () => {
      const { offices } = await call('rosters.show', { noticeId })
      const ids = offices.map(({ officeId }) => officeId).filter((one) => one !== office.officeId)
      const before = offices.map(({ officeId }) => officeId)
      const officeIds = expected ? ids : [...ids, office.officeId]
      await call('rosters.set', { noticeId, officeIds })
      announce(expected ? `${office.name}已移出名单，报来的材料还在。` : `${office.name}已列入名单。`, {
        label: '撤销',
        run: () =>
          void call('rosters.set', { noticeId, officeIds: before }).catch(() => announce('没有撤销成，请在名单里改。')),
      })
    })
  return (
    <aside className="matrix-details" aria-label="所选单位" onKeyDown={onEscape(onClose)}>
      <DetailsHead title={office.name} closeName="收起详情" onClose={onClose} />
      <p className="matrix-details-state">
        {office.hasCard ? (
          <TrustMark trusted={office.trusted} />
        ) : (
          <span className="quiet">还没有它的单位名片：纸件由您代录，也可以请它装本程序</span>
        )}
      </p>
      {namesakeId !== null && namesakeName !== null ? (
        <div className="matrix-details-actions">
          <Button {...idle('carded')} onClick={() => joinCard(namesakeId, namesakeName)}>
            这就是{namesakeName}（已有名片）
          </Button>
        </div>
      ) : null}
      <p className="quiet">
        {levelNames[office.level]}
        {expected ? '' : ' · 不在这个通知的名单上'}
      </p>
      <form
        className="matrix-office-form"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <label className="field-label" htmlFor={`${id}-phone`}>
          办公电话
        </label>
        <Input
          id={`${id}-phone`}
          maxLength={40}
          placeholder="只记办公电话"
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
        <label className="field-label" htmlFor={`${id}-type`}>
          单位类型（通知按它分派材料）
        </label>
        <Select id={`${id}-type`} value={type} onChange={setType} options={[...typeChoices]} />
        <label className="field-label" htmlFor={`${id}-note`}>
          备注
        </label>
        <GrowingText
          id={`${id}-note`}
          rows={1}
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {changed ? (
          <Button htmlType="submit" type="primary" {...idle('save')}>
            保存
          </Button>
        ) : null}
      </form>
      <dl className="facts matrix-facts">
        <dt>催报</dt>
        <dd>
          {lastChase === null
            ? '还没有催过'
            : `催过 ${row.chases} 次，上次${chaseWays[lastChase.way]}，${fullDateText(lastChase.at)}`}
          {lastChase !== null && lastChase.note !== '' ? `：${lastChase.note}` : ''}
        </dd>
      </dl>
      <ProblemNote problem={problem} />
      <div className="matrix-details-actions">
        <Button type="primary" onClick={() => setOpen('text')}>
          催报的话
        </Button>
        <Button onClick={() => setOpen('chase')}>记一次催报</Button>
        <Button onClick={() => void navigate({ screen: 'office', officeId: office.officeId })}>单位档案</Button>
        <Button {...idle('roster')} onClick={enlist}>
          {expected ? '移出名单' : '列入名单'}
        </Button>
      </div>
      {open === 'chase' ? (
        <ChaseDialog noticeId={noticeId} rows={[row]} onClose={() => setOpen(null)} />
      ) : open === 'text' ? (
        <ChaseTextDialog
          noticeId={noticeId}
          officeIds={[office.officeId]}
          group={false}
          title={`催${office.name}的话`}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </aside>
  )
}
