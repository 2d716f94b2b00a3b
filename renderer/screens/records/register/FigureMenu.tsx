import { NumberOutlined } from '@ant-design/icons'
import { type KeyboardEvent, useContext, useEffect, useRef, useState } from 'react'
import type { TextFigure } from '../../../../shared/api/register.ts'
import { useMethod } from '../../../app/use-method.ts'
import type { TextEditor } from '../../../form/text-editor.ts'
import { RegisterContext } from './register-context.ts'
import { figureRow } from './taken-edits.ts'

/** Numbers of the register with what they are now; one of them is put where the cursor stands. */
export function FigureMenu({ field, editor }: { field: string; editor: TextEditor }) {
  const place = useContext(RegisterContext)
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const asked = open && place ? { noticeId: place.noticeId } : null
  const { value: figures } = useMethod('register.textFigures', asked, ['activities'])
  useEffect(() => {
    if (figures) list.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus()
  }, [figures])
  if (!place) return null

  const close = () => {
    setOpen(false)
    box.current?.querySelector('button')?.focus()
  }
  const put = ({ id, unit, value }: TextFigure) => {
    if (value === null) return
    setOpen(false)
    const { to } = editor.selection()
    // 共举办|场: the unit stands there already.
    const written = editor.text().startsWith(unit, to)
    const words = written ? value : `${value}${unit}`
    const text = editor.insert(words)
    const at = editor.selection().to - words.length
    // A zero says nothing that could change into something else by itself.
    place.note(field, value === '0' ? [] : [figureRow(field, { id, value }, text, at)], false)
  }
  const step = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])]
    const at = items.findIndex((item) => item.matches(':focus'))
    const last = items.length - 1
    const next = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ]
    if (next !== undefined) items[next]?.focus()
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches whether the focus has left the menu
    <span
      className="figure-menu"
      ref={box}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
      }}
    >
      <button
        type="button"
        className="text-tool"
        data-from="register"
        aria-haspopup="menu"
        aria-expanded={open}
        title="把登记算出来的数字插到光标处"
        onClick={() => setOpen(!open)}
      >
        <NumberOutlined aria-hidden="true" />
        插入数字 <span aria-hidden="true">▾</span>
      </button>
      {open ? (
        <div className="figure-menu-list" role="menu" aria-label="插入数字" tabIndex={-1} ref={list} onKeyDown={step}>
          {figures?.map((figure) => (
            <button
              key={figure.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              disabled={figure.value === null}
              onClick={() => put(figure)}
            >
              <span>{figure.label}</span>
              <span className="figure-menu-value">
                {figure.value === null ? '还没有' : `${figure.value} ${figure.unit}`}
              </span>
            </button>
          ))}
        </div>
      ) : null}
    </span>
  )
}
