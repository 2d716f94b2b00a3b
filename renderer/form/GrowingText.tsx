import type { ComponentProps, RefObject } from 'react'
import { Input } from '../ui/Input.tsx'
import { useComposed } from '../ui/use-composed.ts'
import './form.css'

type Props = { rows: number; value: string; area?: RefObject<HTMLTextAreaElement | null> }

/**
 * A text area as tall as its text: a hidden copy in the same cell of a grid gives the height. (The measure that antd
 * brings sets style attributes, which our content security policy refuses.)
 */
export function GrowingText({
  rows,
  area,
  ...props
}: Props & Omit<ComponentProps<typeof Input.TextArea>, 'autoSize' | 'rows' | 'value'>) {
  const composed = useComposed<HTMLTextAreaElement>(props)
  return (
    <div className="growing-text" data-text={`${composed.value}\n`}>
      <Input.TextArea
        {...props}
        {...composed}
        rows={rows}
        ref={(element) => {
          if (area) area.current = element?.resizableTextArea?.textArea ?? null
        }}
      />
    </div>
  )
}
