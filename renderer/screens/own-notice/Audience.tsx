import { Button, Select } from 'antd'
import { addresseeWording, levelBelow, levelWord, senderTypeWord } from '../../../shared/notice/office-levels.ts'
import {
  newAddressee,
  type OwnAddressee,
  type OwnNoticeDraft,
  toSubordinates,
} from '../../../shared/notice/own-draft.ts'
import { officeLevel, senderType } from '../../../shared/notice/pack.ts'
import { announce } from '../../app/announce.ts'
import { useAppState } from '../../app/app-state.ts'
import { hasSubordinates } from '../../text/offices.ts'
import { Input } from '../../ui/Input.tsx'
import { Section } from '../../ui/Page.tsx'
import { Segments } from '../../ui/Segments.tsx'
import type { DraftChange } from './use-own-draft.ts'

const levels = officeLevel.options.map((value) => ({ value, label: levelWord(value) }))
const types = senderType.options.map((value) => ({ value, label: senderTypeWord(value) }))

function AddresseeRow({
  addressee,
  at,
  draft,
  onSet,
  onRemove,
}: {
  addressee: OwnAddressee
  at: number
  draft: OwnNoticeDraft
  onSet: (addressee: OwnAddressee) => void
  onRemove: () => void
}) {
  const { level, type, wording } = addressee
  /** Words that nobody wrote by hand follow what was chosen. */
  const chosen = (next: OwnAddressee): OwnAddressee =>
    wording === addresseeWording(level, type) ? { ...next, wording: addresseeWording(next.level, next.type) } : next
  const name = `发给 ${at + 1}`
  return (
    <li className="own-addressee">
      <Select
        aria-label={`${name}的层级`}
        value={level}
        options={levels}
        onChange={(value) => onSet(chosen({ ...addressee, level: value }))}
      />
      <Select
        aria-label={`${name}的单位类型`}
        value={type}
        options={types}
        onChange={(value) => onSet(chosen({ ...addressee, type: value }))}
      />
      <Input
        aria-label={`${name}在通知里的写法`}
        maxLength={80}
        value={wording}
        onChange={(event) => onSet({ ...addressee, wording: event.target.value })}
      />
      <Select
        aria-label={`${name}报到哪里`}
        value={addressee.reportsTo ?? draft.recipients[0]?.id ?? null}
        options={draft.recipients.map((one) => ({ value: one.id, label: `报到 ${one.unit || '没有名称'}` }))}
        onChange={(reportsTo) => onSet({ ...addressee, reportsTo })}
      />
      <Button type="text" aria-label={`去掉${name}`} onClick={onRemove}>
        去掉
      </Button>
    </li>
  )
}

/** Tasks of our own, or what we ask of the offices below us: then who owes it and where each kind reports to. */
export function Audience({ draft, change }: { draft: OwnNoticeDraft; change: DraftChange }) {
  const office = useAppState((held) => held.state?.office)
  if (!office || (!hasSubordinates(office.level) && draft.audience === 'ourselves')) return null
  const isForOthers = draft.audience === 'subordinates'
  const choose = (audience: OwnNoticeDraft['audience']) => {
    if (audience === draft.audience) return
    const before = draft
    const back = { label: '撤销', run: () => change(() => before) }
    if (audience === 'ourselves') change((now) => ({ ...now, audience }))
    else {
      change((now) => toSubordinates(now, office))
      announce('已改为发给下级单位：材料报到本单位，请核对联系方式。', back)
    }
  }
  const set = (next: OwnAddressee[]) => change((now) => ({ ...now, addressees: next }))
  const { addressees } = draft
  const free = senderType.options.find(
    (type) => !addressees.some((one) => one.level === levelBelow(office.level) && one.type === type),
  )
  return (
    <Section
      title="给谁用"
      actions={
        isForOthers ? (
          <Button
            disabled={free === undefined}
            onClick={() => free && set([...addressees, newAddressee(levelBelow(office.level), free)])}
          >
            加一类单位
          </Button>
        ) : null
      }
    >
      <Segments
        className="own-audience"
        label="给谁用"
        value={draft.audience}
        options={[
          { value: 'ourselves' as const, label: '给本单位自己用' },
          { value: 'subordinates' as const, label: '发给下级单位' },
        ]}
        onChange={choose}
      />
      {isForOthers ? (
        <ul className="rows" aria-label="发给谁">
          {addressees.map((addressee, at) => (
            <AddresseeRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a kind of office has no name of its own
              key={at}
              addressee={addressee}
              at={at}
              draft={draft}
              onSet={(next) => set(addressees.map((one, index) => (index === at ? next : one)))}
              onRemove={() => set(addressees.filter((_one, index) => index !== at))}
            />
          ))}
        </ul>
      ) : null}
    </Section>
  )
}
