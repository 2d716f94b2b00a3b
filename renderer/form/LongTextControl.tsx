import { type ChangeEvent, useContext } from 'react'
import { countCharacters } from '../../shared/form/characters.ts'
import { officialHeading } from '../../shared/form/official-text.ts'
import { useRoving } from '../ui/use-roving.ts'
import { type ControlProps, textOf } from './field-props.ts'
import { GrowingText } from './GrowingText.tsx'
import { OfficialTools } from './official/OfficialTools.tsx'
import { Outline } from './official/Outline.tsx'
import { asWritten, useOfficialText, withNumbers } from './official/use-official-text.ts'
import { useTextEditor } from './text-editor.ts'
import { FieldExtrasContext } from './text-tools.ts'
import { useImeText } from './use-ime-text.ts'
import './official/official.css'

/** An element is written about when its name is there; of 工作思路 the 思路 is enough. */
function isFound(element: string, text: string): boolean {
  return text.includes(element) || (element.length === 4 && text.includes(element.slice(2)))
}

const headingsOf = (text: string): number =>
  text.split('\n').filter((line) => officialHeading(line.trim()).level > 0).length

/** Running text with a live count, and at its side its headings and the elements that the form asks for. */
export function LongTextControl({
  field,
  value,
  onChange,
  onLeave,
  ids,
  official,
}: ControlProps<'long-text'> & { official: boolean }) {
  const ime = useImeText(textOf(value), (text) => onChange(text === '' ? null : text))
  const { area, editor } = useTextEditor(official ? withNumbers : asWritten)
  const text = ime.props.value
  const document = useOfficialText(editor, text)
  const roving = useRoving<HTMLDivElement>()
  const extras = useContext(FieldExtrasContext)?.textTools(field.id, editor) ?? null
  const count = countCharacters(text)
  const over = field.limit !== undefined && count > field.limit.max
  const allowed = field.limit
    ? `（${field.limit.wording ?? `${field.limit.grade === 'hard' ? '最多' : '原则上'} ${field.limit.max} 字`}）`
    : ''
  const headings = official ? headingsOf(text) : 0
  const { afterChange, ...handlers } = document.handlers
  const officialProps = official
    ? {
        ...handlers,
        onChange: (event: ChangeEvent<HTMLTextAreaElement>) => {
          ime.props.onChange(event)
          afterChange((event.nativeEvent as InputEvent).inputType ?? '')
        },
        onCompositionStart: () => {
          ime.props.onCompositionStart()
          handlers.onCompositionStart()
        },
        onCompositionEnd: (event: Parameters<typeof ime.props.onCompositionEnd>[0]) => {
          ime.props.onCompositionEnd(event)
          handlers.onCompositionEnd()
        },
      }
    : {}
  const tools = !ids.disabled && (official || extras !== null)
  return (
    <div className="long-text" data-official={official}>
      {tools ? (
        <div className="text-tools" role="toolbar" aria-label="编排与取数" {...roving}>
          {official ? <OfficialTools official={document} /> : null}
          {extras}
        </div>
      ) : null}
      <div className="long-text-main">
        <GrowingText
          {...ime.props}
          {...officialProps}
          area={area}
          id={ids.id}
          disabled={ids.disabled}
          aria-describedby={`${ids.describedBy} ${ids.id}-count`}
          aria-invalid={ids.invalid}
          aria-required={ids.required}
          status={ids.invalid ? 'warning' : ''}
          onBlur={onLeave}
          rows={10}
        />
        <p className="long-text-count" id={`${ids.id}-count`} data-over={over}>
          已写 {count} 字{allowed}
        </p>
        {official ? (
          <p className="long-text-headings">
            以 一、 （一） 1. （1） 开头的行，印出来就是各级标题
            {headings > 0 ? `，现有 ${headings} 个` : ''}
          </p>
        ) : null}
      </div>
      {headings > 0 || field.elements.length > 0 ? (
        <aside className="long-text-side">
          {headings > 0 ? <Outline text={text} line={document.line} onGo={editor.goTo} /> : null}
          {field.elements.length > 0 ? (
            <section className="long-text-elements" aria-label="应写到的内容">
              <p>应写到</p>
              <ul>
                {field.elements.map((element) => (
                  <li key={element} data-found={isFound(element, text)}>
                    {element}
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </aside>
      ) : null}
    </div>
  )
}
