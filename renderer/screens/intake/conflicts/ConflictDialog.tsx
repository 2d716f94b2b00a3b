import { CheckCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useRef, useState } from 'react'
import type { MethodInput } from '../../../../shared/api/contract.ts'
import type { HeldPackage } from '../../../../shared/api/intake.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useMethod } from '../../../app/use-method.ts'
import { afterPaint } from '../../../ui/after-paint.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { VirtualRows } from '../../../ui/VirtualRows.tsx'
import { ConflictSides } from './ConflictSides.tsx'
import { type ConflictChoices, conflictKey, decided, nextOpen, type Take, takeRest } from './conflict-choices.ts'
import './conflicts.css'

type Conflicts = NonNullable<MethodInput<'intake.decide'>['conflicts']>

/** The same record came with other content: a person says for each which counts; the other one is kept beside it. */
export function ConflictDialog({
  held,
  onClose,
  onDone,
}: {
  held: HeldPackage
  onClose: () => void
  onDone: (conflicts: Conflicts) => void
}) {
  const { tagManifestDigest } = held
  const { value: conflicts, problem } = useMethod('intake.conflicts', { tagManifestDigest }, [])
  const [choices, setChoices] = useState<ConflictChoices>(new Map())
  const [at, setAt] = useState(0)
  const foot = useRef<HTMLDivElement>(null)
  const shown = conflicts?.[at] ?? null
  const count = conflicts?.length ?? 0
  const open = count - choices.size
  const choose = (take: Take) => {
    if (!shown) return
    setChoices((before) => new Map(before).set(conflictKey(shown), take))
  }
  const chooseRest = (take: Take) => {
    if (!conflicts) return
    setChoices(takeRest(conflicts, choices, take))
    // Both of these buttons go: on to the one that is left to press.
    afterPaint(() => foot.current?.querySelector<HTMLElement>('.ant-btn-primary')?.focus())
  }
  const next = conflicts ? nextOpen(conflicts, choices, at) : -1
  return (
    <Modal open title="同一份材料有两种内容" footer={null} width={1080} maskClosable={false} onCancel={onClose}>
      <p className="conflict-lead">
        {held.senderName}
        在同一版次下报来了两种不同的内容，多半是在两台电脑上各改了一份。请打电话问清，逐份选定以哪一份为准；另一份不会丢，留在这份记录里备查。
      </p>
      <ProblemNote problem={problem} />
      <div className="conflict-panes" data-several={count > 1}>
        {conflicts && count > 1 ? (
          <VirtualRows
            label={`有两种内容的记录，共 ${count} 份`}
            rows={conflicts}
            keyOf={conflictKey}
            current={shown ? conflictKey(shown) : null}
            rowHeight={60}
            onChoose={(key) => setAt(conflicts.findIndex((one) => conflictKey(one) === key))}
          >
            {(conflict) => {
              const take = choices.get(conflictKey(conflict))
              return (
                <div className="conflict-row">
                  <p className="one-line" title={conflict.title}>
                    {conflict.title || conflict.formShortName}
                  </p>
                  {take ? (
                    <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
                      {take === 'here' ? '用原来收的' : '用这次来的'}
                    </Mark>
                  ) : (
                    <Mark tone="wait" icon={<QuestionCircleOutlined aria-hidden="true" />}>
                      还没选
                    </Mark>
                  )}
                </div>
              )
            }}
          </VirtualRows>
        ) : null}
        {shown ? (
          <ConflictSides
            key={conflictKey(shown)}
            conflict={shown}
            chosen={choices.get(conflictKey(shown)) ?? null}
            onChoose={choose}
          />
        ) : null}
      </div>
      <div ref={foot} className="dialog-foot">
        {conflicts && open > 1 ? (
          <div className="dialog-foot-note conflict-rest">
            <Button onClick={() => chooseRest('here')}>其余 {open} 份都用原来收的</Button>
            <Button onClick={() => chooseRest('arrived')}>其余 {open} 份都用这次来的</Button>
          </div>
        ) : null}
        <Button size="large" onClick={onClose}>
          以后再选
        </Button>
        {conflicts && open > 0 && next >= 0 && next !== at ? (
          <Button
            size="large"
            type="primary"
            disabled={!shown || !choices.has(conflictKey(shown))}
            onClick={() => setAt(next)}
          >
            下一份（还有 {open} 份）
          </Button>
        ) : (
          <Button
            size="large"
            type="primary"
            disabled={!conflicts || open > 0}
            onClick={() => conflicts && onDone(decided(conflicts, choices))}
          >
            {count > 1 ? `按选定的收入这 ${count} 份` : '按选定的收入'}
          </Button>
        )}
      </div>
    </Modal>
  )
}
