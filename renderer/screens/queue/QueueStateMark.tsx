import { CheckCircleFilled, ClockCircleOutlined, RollbackOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { QueueItem } from '../../../shared/api/returns.ts'
import { queueStates } from '../../text/queue.ts'
import { Mark } from '../../ui/Mark.tsx'

const icons: Readonly<Record<QueueItem['state'], ReactNode>> = {
  received: <ClockCircleOutlined aria-hidden="true" />,
  accepted: <CheckCircleFilled aria-hidden="true" />,
  returned: <RollbackOutlined aria-hidden="true" />,
}

/** What we said about a record that others sent. */
export function QueueStateMark({ state }: { state: QueueItem['state'] }) {
  const { tone, word } = queueStates[state]
  return (
    <Mark tone={tone} icon={icons[state]}>
      {word}
    </Mark>
  )
}
