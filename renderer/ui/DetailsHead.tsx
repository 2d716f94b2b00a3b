import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import './details-head.css'

/** Head of a panel beside a list; its screen answers Escape. `closeName` is what the button is called aloud. */
export function DetailsHead({ title, closeName, onClose }: { title: string; closeName: string; onClose: () => void }) {
  return (
    <div className="details-head">
      <h2>{title}</h2>
      <Button
        type="text"
        size="small"
        aria-label={closeName}
        title="收起（Esc）"
        icon={<CloseOutlined aria-hidden="true" />}
        onClick={onClose}
      />
    </div>
  )
}
