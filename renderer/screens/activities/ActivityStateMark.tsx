import { CalendarOutlined, CheckCircleOutlined, MinusCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { type ActivityState, activityStateNames } from '../../../shared/register/activity.ts'
import { activityTones } from '../../text/activities.ts'
import { Mark } from '../../ui/Mark.tsx'

const icons: Readonly<Record<ActivityState, ReactNode>> = {
  planned: <CalendarOutlined aria-hidden="true" />,
  held: <CheckCircleOutlined aria-hidden="true" />,
  cancelled: <MinusCircleOutlined aria-hidden="true" />,
}

export function ActivityStateMark({ state }: { state: ActivityState }) {
  return (
    <Mark tone={activityTones[state]} icon={icons[state]}>
      {activityStateNames[state]}
    </Mark>
  )
}
