import { CloseOutlined, StarOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { ReturnPhrase } from '../../../shared/api/returns.ts'
import { pressedDigit } from '../../../shared/domain/shortcuts.ts'
import { GrowingText } from '../../form/GrowingText.tsx'

/** A phrase has a digit of its own as far as digits go. */
export const digits = 9

/** Why a field, or the whole record, goes back: a phrase at a click or a digit, or own words. */
export function ReasonBox({
  about,
  phrases,
  onAdd,
  onKeep,
  onForget,
  onClose,
}: {
  /** The field's label; null: the whole record. */
  about: string | null
  phrases: readonly ReturnPhrase[]
  onAdd: (text: string) => void
  /** Own words become a phrase. */
  onKeep: (text: string) => void
  onForget: (phrase: ReturnPhrase) => void
  onClose: () => void
}) {
  const id = useId()
  const [text, setText] = useState('')
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [])
  const given = text.trim()
  const add = () => {
    if (given === '') return
    onAdd(given)
    setText('')
  }
  const press = (event: KeyboardEvent) => {
    const number = text === '' ? pressedDigit(event, 'queuePhrase') : null
    const phrase = number === null ? undefined : phrases[number - 1]
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter' && !event.shiftKey) {
      if (given === '') onClose()
      else add()
    } else if (phrase) onAdd(phrase.text)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a box in a list, not a fieldset
    <div
      ref={box}
      className="reason-box"
      role="group"
      aria-label={about === null ? '整份退回的原因' : `退回原因：${about}`}
    >
      <label className="field-label" htmlFor={id}>
        {about === null ? '为什么整份退回' : `“${about}”为什么退回`}
      </label>
      <div className="reason-line">
        <GrowingText
          id={id}
          autoFocus
          rows={1}
          maxLength={500}
          placeholder="按数字选，或自己写"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
        />
        <Button type="primary" disabled={given === ''} onClick={add}>
          加上
        </Button>
        <Button onClick={onClose}>好了</Button>
      </div>
      <ul className="reason-phrases" aria-label="常用原因">
        {phrases.map((phrase, at) => (
          <li key={phrase.phraseId}>
            <button type="button" className="plain-button reason-phrase" onClick={() => onAdd(phrase.text)}>
              {at < digits ? <kbd className="key-cap">{at + 1}</kbd> : <span />}
              <span>{phrase.text}</span>
            </button>
            <button
              type="button"
              className="plain-button reason-forget"
              aria-label={`不再列出：${phrase.text}`}
              title="不再列出"
              onClick={() => onForget(phrase)}
            >
              <CloseOutlined aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <p className="field-note">
        对方会原样看到，请不要写姓名、手机号等个人信息。
        {given === '' || phrases.some((phrase) => phrase.text === given) ? null : (
          <button type="button" className="plain-button link-button" onClick={() => onKeep(given)}>
            <StarOutlined aria-hidden="true" /> 存为常用原因
          </button>
        )}
      </p>
    </div>
  )
}
