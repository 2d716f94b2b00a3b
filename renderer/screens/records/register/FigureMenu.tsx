import { NumberOutlined } from '@ant-design/icons'
import { useContext, useEffect } from 'react'
import type { TextFigure } from '../../../../shared/api/register.ts'
import { useMethod } from '../../../app/use-method.ts'
import type { TextEditor } from '../../../form/text-editor.ts'
import { useMenu } from '../../../ui/use-menu.ts'
import { RegisterContext } from './register-context.ts'
import { figureRow } from './taken-edits.ts'

/** Numbers of the register with what they are now; one of them is put where the cursor stands. */
export function FigureMenu({ field, editor }: { field: string; editor: TextEditor }) {
  const place = useContext(RegisterContext)
  const { open, setOpen, place: box, list, onBlur, onKeyDown } = useMenu<HTMLSpanElement>()
  const asked = open && place ? { noticeId: place.noticeId } : null
  const { value: figures } = useMethod('register.textFigures', asked, ['activities'])
  useEffect(() => {
    if (figures) list.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus()
  }, [figures, list])
  if (!place) return null

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
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches whether the focus has left the menu
    <span className="figure-menu" ref={box} onBlur={onBlur}>
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
        <div
          className="figure-menu-list"
          role="menu"
          aria-label="插入数字"
          tabIndex={-1}
          ref={list}
          onKeyDown={onKeyDown}
        >
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
