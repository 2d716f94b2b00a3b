import { EyeOutlined } from '@ant-design/icons'
import './cover.css'

/** 查看 beside a covered value. */
export function LookButton({ label, onLook }: { label: string; onLook: () => void }) {
  return (
    <button type="button" className="plain-button look-button" aria-label={`查看${label}`} onClick={onLook}>
      <EyeOutlined aria-hidden="true" /> 查看
    </button>
  )
}
