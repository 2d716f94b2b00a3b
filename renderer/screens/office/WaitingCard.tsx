import { Button } from 'antd'
import type { OfficeFile } from '../../../shared/api/devices.ts'

type Props = { waiting: NonNullable<OfficeFile['waiting']>; name: string; onCompare: () => void }

/** A card that a person must confirm first; until then the old one holds. */
export function WaitingCard({ waiting, name, onCompare }: Props) {
  return (
    <section className="office-waiting" data-grave={waiting.onlyPaper} aria-label="等您确认的新名片">
      <h2>
        有一张新名片等您确认（第 {waiting.cardSeq} 张）
        {waiting.onlyPaper ? <span className="office-only-paper">只凭盖章的单位备案表</span> : null}
      </h2>
      <p>
        {waiting.onlyPaper
          ? `它说是${name}重新登记的，但旧的指纹码没有为它作证：可能是对方的电脑坏了，也可能是别人冒用。请对方寄来盖公章的单位备案表。`
          : '确认以前仍按旧名片办。新名片改了这些：'}
      </p>
      <ul>
        {waiting.changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <div className="office-waiting-foot">
        <Button type="primary" onClick={onCompare}>
          {waiting.onlyPaper ? '照备案表比对' : '比对指纹码'}
        </Button>
        <span className="quiet">以前收下的材料照旧能核对，不受影响。</span>
      </div>
    </section>
  )
}
