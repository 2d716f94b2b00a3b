import {
  CheckCircleFilled,
  CheckCircleOutlined,
  EditOutlined,
  ExportOutlined,
  MinusCircleOutlined,
  RollbackOutlined,
  SafetyCertificateOutlined,
  SendOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { type RecordState, stateNames } from '../../shared/domain/states.ts'
import { stateTones } from '../text/states.ts'
import { Mark } from '../ui/Mark.tsx'

const icons: Readonly<Record<RecordState, ReactNode>> = {
  'not-started': <MinusCircleOutlined aria-hidden="true" />,
  draft: <EditOutlined aria-hidden="true" />,
  'to-stamp': <SafetyCertificateOutlined aria-hidden="true" />,
  'to-send': <SendOutlined aria-hidden="true" />,
  sent: <ExportOutlined aria-hidden="true" />,
  received: <CheckCircleOutlined aria-hidden="true" />,
  accepted: <CheckCircleFilled aria-hidden="true" />,
  returned: <RollbackOutlined aria-hidden="true" />,
}

/** State of a record or deliverable: the same icon, word and colour on every screen. */
export function RecordStateMark({ state, damaged }: { state: RecordState; damaged?: boolean | undefined }) {
  // What was made final is not what lies there any more: its state says nothing.
  if (damaged)
    return (
      <Mark tone="stop" icon={<WarningOutlined aria-hidden="true" />}>
        定稿被改动
      </Mark>
    )
  return (
    <Mark tone={stateTones[state]} icon={icons[state]}>
      {stateNames[state]}
    </Mark>
  )
}
