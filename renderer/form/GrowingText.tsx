import { Input } from 'antd'
import type { ComponentProps } from 'react'
import './form.css'

/**
 * A text area as tall as its text: a hidden copy in the same cell of a grid gives the height. (The measure that antd
 * brings sets style attributes, which our content security policy refuses.)
 */
export function GrowingText({
  rows,
  ...props
}: { rows: number; value: string } & Omit<ComponentProps<typeof Input.TextArea>, 'autoSize' | 'rows' | 'value'>) {
  return (
    <div className="growing-text" data-text={`${props.value}\n`}>
      <Input.TextArea {...props} rows={rows} />
    </div>
  )
}
