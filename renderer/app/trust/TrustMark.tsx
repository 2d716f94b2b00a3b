import { ExclamationCircleOutlined, SafetyOutlined } from '@ant-design/icons'
import { Mark } from '../../ui/Mark.tsx'

/** Whether a person has compared the 指纹码 of this office. */
export function TrustMark({ trusted }: { trusted: boolean }) {
  return trusted ? (
    <Mark tone="good" icon={<SafetyOutlined aria-hidden="true" />}>
      已比对指纹码
    </Mark>
  ) : (
    <Mark tone="wait" icon={<ExclamationCircleOutlined aria-hidden="true" />}>
      未比对指纹码
    </Mark>
  )
}
