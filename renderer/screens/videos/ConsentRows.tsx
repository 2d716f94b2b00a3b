import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import type { Consent } from '../../../shared/api/authorizations.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import type { Chosen } from '../../app/use-chosen.ts'
import { consentNote, consentStates } from '../../text/videos.ts'
import { Tick } from '../../ui/Tick.tsx'
import './consents.css'

type Props = {
  consents: readonly Consent[]
  chosen: Chosen
  own: boolean
  /** Enter on a row. */
  onSign: (at: number) => void
  onPaper: (scanId: string) => void
}

/** One person a line. Arrow keys walk, Space marks, Enter signs, Shift+Enter shows the paper; a letter has two hundred people at most. */
export function ConsentRows({ consents, chosen, own, onSign, onPaper }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const at = consents.findIndex(({ position }) => String(position) === chosen.current)
  useEffect(() => {
    if (at >= 0) list.current?.querySelector('[data-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const scanId = consents[at]?.scanId ?? null
    if (event.key === 'Enter' && scanId !== null && (event.shiftKey || !own)) onPaper(scanId)
    else if (event.key === 'Enter' && at >= 0 && own) onSign(at)
    else if (!chosen.press(event)) return
    event.preventDefault()
  }
  const click = (event: MouseEvent, index: number) => {
    const onTick = event.target instanceof Element && event.target.closest('.consent-tick') !== null
    if (onTick) event.preventDefault()
    list.current?.focus({ preventScroll: true })
    const scanId =
      event.target instanceof Element && event.target.closest('.consent-paper') ? consents[index]?.scanId : null
    if (scanId) onPaper(scanId)
    else if (event.shiftKey) chosen.extendTo(index)
    else if (onTick || event.ctrlKey) chosen.toggle(index)
    else chosen.goTo(index)
  }
  return (
    <div
      ref={list}
      className="consents"
      role="listbox"
      tabIndex={0}
      data-first
      data-own={own}
      aria-multiselectable="true"
      aria-label={`参赛人，共 ${consents.length} 人`}
      aria-activedescendant={at >= 0 ? `consent-${chosen.current}` : undefined}
      onKeyDown={press}
      onFocus={(event) => {
        if (event.target !== event.currentTarget || at >= 0) return
        const open = consents.findIndex(({ state }) => state === 'missing' || state === 'on-paper')
        chosen.goTo(Math.max(open, 0))
      }}
    >
      {consents.map((consent, index) => {
        const id = String(consent.position)
        const note = consentNote(consent)
        const { scanId } = consent
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys
          <div
            key={id}
            id={`consent-${id}`}
            className="consent"
            role="option"
            tabIndex={-1}
            aria-selected={chosen.marked.has(id)}
            data-current={id === chosen.current}
            onMouseDown={(event) => {
              if (event.shiftKey) event.preventDefault()
            }}
            onClick={(event) => click(event, index)}
          >
            {own ? <Tick on={chosen.marked.has(id)} className="consent-tick" /> : null}
            <ToneMark worded={consentStates[consent.state]} />
            <span className="one-line">
              <span className="consent-name">{consent.name || '（没有姓名）'}</span>
              {consent.guardian === '' ? null : <span className="quiet">　监护人 {consent.guardian}</span>}
            </span>
            <span className="consent-identity">{consent.identityMasked || '没有身份证号'}</span>
            {scanId === null ? <span /> : <span className="link-button consent-paper">看纸面</span>}
            {note === '' ? null : (
              <span className="consent-note" data-own={own} data-open={consent.guardianMissing}>
                {note}
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}
