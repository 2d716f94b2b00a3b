import { TeamOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useContext, useState } from 'react'
import type { Candidates } from '../../../../shared/api/register.ts'
import { takenField } from '../../../../shared/form/definition.ts'
import { tableRows } from '../../../../shared/form/evaluate.ts'
import { afterPaint } from '../../../ui/after-paint.ts'
import { CandidatesDialog } from './CandidatesDialog.tsx'
import { type CandidateRules, chooseCandidates } from './candidate-choice.ts'
import { RegisterContext } from './register-context.ts'
import { takenIn } from './taken-edits.ts'

/** At the table of a recommendation: who could be recommended, by the numbers of the register. */
export function CandidatesButton({ candidates: rules }: { candidates: CandidateRules }) {
  const place = useContext(RegisterContext)
  const [open, setOpen] = useState(false)
  if (!place?.writable || !place.isOpen(rules.table)) return null
  const take = ({ units, activities }: Candidates, chosen: ReadonlySet<string>) => {
    const before = place.latest()
    const now = { rows: tableRows(before[rules.table]), taken: takenIn(before) }
    const { rows, taken } = chooseCandidates(rules, now, [...units, ...activities], chosen)
    const undo = place.undoOf(rules.table)
    setOpen(false)
    afterPaint(() => {
      place.change(rules.table, rows.length === 0 ? null : rows)
      place.change(takenField, taken)
      void place.flush()
      place.tell('推荐对象已填入，理由请核对修改。', undo)
    })
  }
  return (
    <p className="candidates-note">
      <Button icon={<TeamOutlined aria-hidden="true" />} onClick={() => setOpen(true)}>
        从活动登记里挑选…
      </Button>
      <span className="quiet">按登记的数字排好先后，选中的连同理由填进上面的表。</span>
      {open ? <CandidatesDialog rules={rules} onTake={take} onClose={() => setOpen(false)} /> : null}
    </p>
  )
}
