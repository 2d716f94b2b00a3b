import {
  CheckCircleFilled,
  CheckCircleOutlined,
  EditOutlined,
  ExportOutlined,
  MinusCircleOutlined,
  RollbackOutlined,
  SafetyCertificateOutlined,
  SendOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { type RecordState, stateNames } from '../../shared/domain/states.ts'
import { stateTones } from '../text/states.ts'
import { Mark } from '../ui/Mark.tsx'

const icons: Readonly<Record<RecordState, ReactNode>> = {
  'not-started': <MinusCircleOutlined />,
  draft: <EditOutlined />,
  'to-stamp': <SafetyCertificateOutlined />,
  'to-send': <SendOutlined />,
  sent: <ExportOutlined />,
  received: <CheckCircleOutlined />,
  accepted: <CheckCircleFilled />,
  returned: <RollbackOutlined />,
}

/** State of a record or deliverable: the same icon, word and colour on every screen. */
export function RecordStateMark({ state }: { state: RecordState }) {
  return (
    <Mark tone={stateTones[state]} icon={icons[state]}>
      {stateNames[state]}
    </Mark>
  )
}
