import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import type { PendingRequest } from '../../../shared/api/devices.ts'
import { type ReturnWay, returnDoor, returnLimit, returnWays } from '../../text/devices.ts'
import { AnewForm } from './AnewForm.tsx'
import { OfficeFileForm } from './OfficeFileForm.tsx'
import { RequestForm } from './RequestForm.tsx'
import { RestoreForm } from './RestoreForm.tsx'

function Ways({ first, onChoose }: { first: ReturnWay; onChoose: (way: ReturnWay) => void }) {
  const id = useId()
  const place = useRef<HTMLButtonElement>(null)
  // Antd puts the focus on the dialog itself; the arrow of the person is on the first way, or the one they come back from.
  useEffect(() => place.current?.focus(), [])
  return (
    <>
      <ul className="return-ways">
        {returnWays.map(({ value, label, needs, best }) => (
          <li key={value}>
            <button
              type="button"
              ref={value === first ? place : undefined}
              className="plain-button return-way"
              aria-labelledby={`${id}-${value}`}
              aria-describedby={`${id}-${value}-needs`}
              onClick={() => onChoose(value)}
            >
              <strong>
                <span id={`${id}-${value}`}>{label}</span>
                {best ? <span className="return-best">推荐</span> : null}
              </strong>
              <span className="quiet" id={`${id}-${value}-needs`}>
                {needs}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="quiet">{returnLimit}</p>
    </>
  )
}

/** Four ways to bring an office to this computer; each begins with what it needs. */
export function ReturnDialog({
  onClose,
  onRequested,
}: {
  onClose: () => void
  onRequested: (request: PendingRequest) => void
}) {
  const [way, setWay] = useState<ReturnWay | null>(null)
  const [last, setLast] = useState<ReturnWay>('whole')
  const choose = (chosen: ReturnWay | null) => {
    setWay(chosen)
    if (chosen !== null) setLast(chosen)
  }
  const back = (
    <Button size="large" icon={<ArrowLeftOutlined aria-hidden="true" />} onClick={() => choose(null)}>
      换一种办法
    </Button>
  )
  return (
    <Modal
      open
      title={returnWays.find(({ value }) => value === way)?.label ?? returnDoor}
      footer={null}
      width={560}
      maskClosable={false}
      onCancel={onClose}
    >
      <div className="stack">
        {way === null ? <Ways first={last} onChoose={choose} /> : null}
        {way === 'whole' ? <OfficeFileForm back={back} /> : null}
        {way === 'backup' ? <RestoreForm back={back} /> : null}
        {way === 'join' ? <RequestForm back={back} onRequested={onRequested} /> : null}
        {way === 'anew' ? <AnewForm back={back} /> : null}
      </div>
    </Modal>
  )
}
