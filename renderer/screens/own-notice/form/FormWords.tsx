import { useId } from 'react'
import type { FormDefinition } from '../../../../shared/form/definition.ts'
import type { FormEdits } from '../../../../shared/notice/field-edits.ts'
import { GrowingText } from '../../../form/GrowingText.tsx'

type Props = {
  base: FormDefinition
  edits: FormEdits
  edit: (change: (before: FormEdits) => FormEdits) => void
}

/** Sentences of a form, not a name before a value. */
const isSentence = (text: string): boolean => text.replace(/\{[^{}]*\}|[_\s]/g, '').length > 12

/** The printed title and the fixed sentences, which a copied form brings along with the words of its year. */
export function FormWords({ base, edits, edit }: Props) {
  const id = useId()
  const { title, blocks } = base.layout
  const typedTitle = title.some((line) => line.includes('{'))
  const sentences = blocks.flatMap((block, at) =>
    block.kind === 'paragraph' && isSentence(block.text) ? [{ at: String(at), text: block.text }] : [],
  )
  return (
    <>
      {typedTitle ? null : (
        <div>
          <label className="field-label" htmlFor={`${id}-title`}>
            表的标题（一行一行印）
          </label>
          <GrowingText
            id={`${id}-title`}
            rows={1}
            maxLength={300}
            value={edits.title ?? title.join('\n')}
            onChange={(event) => edit((before) => ({ ...before, title: event.target.value }))}
          />
        </div>
      )}
      {sentences.map(({ at, text }, n) => (
        <div key={at}>
          <label className="field-label" htmlFor={`${id}-${at}`}>
            固定文字{sentences.length > 1 ? ` ${n + 1}` : ''}
          </label>
          <GrowingText
            id={`${id}-${at}`}
            rows={1}
            maxLength={2000}
            value={edits.texts[at] ?? text}
            onChange={(event) =>
              edit((before) => ({ ...before, texts: { ...before.texts, [at]: event.target.value } }))
            }
          />
        </div>
      ))}
    </>
  )
}
