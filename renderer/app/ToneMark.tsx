import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  EditOutlined,
  MinusCircleOutlined,
  SafetyCertificateOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Worded } from '../text/packages.ts'
import { Mark } from '../ui/Mark.tsx'

const icons: Readonly<Record<Worded['tone'], ReactNode>> = {
  none: <MinusCircleOutlined aria-hidden="true" />,
  work: <EditOutlined aria-hidden="true" />,
  wait: <ClockCircleOutlined aria-hidden="true" />,
  good: <CheckCircleOutlined aria-hidden="true" />,
  stamp: <SafetyCertificateOutlined aria-hidden="true" />,
  stop: <CloseCircleOutlined aria-hidden="true" />,
}

/** A worded state of the packages' side, with the icon of its tone. */
export function ToneMark({ worded, title }: { worded: Worded; title?: string }) {
  return (
    <Mark tone={worded.tone} icon={icons[worded.tone]} title={title}>
      {worded.word}
    </Mark>
  )
}
