import { countCharacters } from '../../shared/form/characters.ts'
import { officialHeading } from '../../shared/form/official-text.ts'
import { type ControlProps, textOf } from './field-props.ts'
import { GrowingText } from './GrowingText.tsx'
import { useImeText } from './use-ime-text.ts'

/** An element is written about when its name is there; of 工作思路 the 思路 is enough. */
function isFound(element: string, text: string): boolean {
  return text.includes(element) || (element.length === 4 && text.includes(element.slice(2)))
}

const headingsOf = (text: string): number =>
  text.split('\n').filter((line) => officialHeading(line.trim()).level > 0).length

/** Running text with a live count, and the elements that the form asks for as a quiet list at its side. */
export function LongTextControl({
  field,
  value,
  onChange,
  onLeave,
  ids,
  official,
}: ControlProps<'long-text'> & { official: boolean }) {
  const ime = useImeText(textOf(value), (text) => onChange(text === '' ? null : text))
  const count = countCharacters(ime.props.value)
  const over = field.limit !== undefined && count > field.limit.max
  const allowed = field.limit
    ? `（${field.limit.wording ?? `${field.limit.grade === 'hard' ? '最多' : '原则上'} ${field.limit.max} 字`}）`
    : ''
  const headings = official ? headingsOf(ime.props.value) : 0
  return (
    <div className="long-text">
      <div className="long-text-main">
        <GrowingText
          {...ime.props}
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
      {field.elements.length > 0 ? (
        <aside className="long-text-elements" aria-label="应写到的内容">
          <p>应写到</p>
          <ul>
            {field.elements.map((element) => (
              <li key={element} data-found={isFound(element, ime.props.value)}>
                {element}
              </li>
            ))}
          </ul>
        </aside>
      ) : null}
    </div>
  )
}
