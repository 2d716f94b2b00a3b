import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'

/** With Enter the cursor goes on to the next one; with the mouse it stays. */
export function toNextCopy(from: HTMLElement): void {
  const all = [...document.querySelectorAll<HTMLElement>('.copy-sheet [data-copy]:not(:disabled)')]
  const next = all[all.indexOf(from) + 1]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

export function CopyButton({
  name,
  label,
  copied,
  disabled,
  onCopy,
}: {
  name: string
  label: string
  copied: boolean
  disabled: boolean
  onCopy: () => void
}) {
  return (
    <Button
      data-copy
      className="copy-button"
      data-copied={copied}
      disabled={disabled}
      aria-label={`${copied ? '已复制' : name}：${label}`}
      icon={copied ? <CheckOutlined aria-hidden="true" /> : <CopyOutlined aria-hidden="true" />}
      onClick={(event) => {
        const button = event.currentTarget
        onCopy()
        if (event.detail === 0) toNextCopy(button)
      }}
    >
      {copied ? '已复制' : name}
    </Button>
  )
}
