import { SyncOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type KeyboardEvent, useContext, useEffect, useRef, useState } from 'react'
import type { Offer } from '../../../../shared/api/register.ts'
import { type FieldValue, figureReasonsField, takenField } from '../../../../shared/form/definition.ts'
import { sameValue } from '../../../../shared/form/differences.ts'
import { screenLabel } from '../../../../shared/form/form-sections.ts'
import { call, problemOf } from '../../../api.ts'
import { ChangeSide } from '../../../app/ChangeList.tsx'
import { useMethod } from '../../../app/use-method.ts'
import type { OpenRecord } from '../use-record.ts'
import { RegisterContext } from './register-context.ts'

const kinds: Readonly<Record<Offer['kind'], string>> = {
  fact: '事实改了',
  paragraph: '活动内容改了',
  figure: '数字变了',
  row: '推荐理由变了',
  'new-activity': '新登记的活动',
  gone: '活动已删除或取消',
}

type ItemProps = { offer: Offer; busy: boolean; locked: boolean; onDecide: (take: boolean) => void }

function OfferItem({ offer, busy, locked, onDecide }: ItemProps) {
  const { kind, about, before, after } = offer
  const name = [about, screenLabel(offer.fieldLabel)].filter((part) => part !== '').join(' · ')
  return (
    <li
      className="offer"
      data-offer={offer.key}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the list act on the item with the focus
      tabIndex={0}
      aria-label={`${kinds[kind]}：${name}`}
    >
      <div className="offer-head">
        <span>
          <strong>{about === '' ? screenLabel(offer.fieldLabel) : about}</strong>
          <span className="quiet">
            {' '}
            {kinds[kind]}，写在“{screenLabel(offer.fieldLabel)}”
          </span>
        </span>
        <span className="offer-buttons">
          <Button
            size="small"
            type="primary"
            tabIndex={-1}
            disabled={busy || locked}
            title={locked ? '这一栏没有退回，现在不能改' : undefined}
            aria-label={`采用：${name}`}
            onClick={() => onDecide(true)}
          >
            {kind === 'gone' ? '从这里去掉' : kind === 'new-activity' ? '写进来' : '采用'}
          </Button>
          <Button
            size="small"
            tabIndex={-1}
            disabled={busy}
            aria-label={`不采用：${name}`}
            onClick={() => onDecide(false)}
          >
            {kind === 'gone' ? '照旧留着' : '不采用'}
          </Button>
        </span>
      </div>
      {kind === 'new-activity' ? null : before === null ? (
        <p className="quiet offer-rewritten">这里的文字您改过，程序没有动它；采用就换成登记里的。</p>
      ) : (
        <ChangeSide word="表里写的" text={before} />
      )}
      {kind === 'gone' ? null : <ChangeSide word="登记里" text={after} />}
    </li>
  )
}

/** What changed in the register since this record took from it: offered one by one, never forced. */
export function OffersBar({ record }: { record: OpenRecord }) {
  const place = useContext(RegisterContext)
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const { recordId } = record.detail.summary
  const { value, reread } = useMethod('register.offers', place ? { recordId } : null, ['activities'])
  /** After one was decided the next one waits for the keys. */
  const next = useRef<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the others stand there
  useEffect(() => {
    if (next.current === null) return
    const items = list.current?.querySelectorAll<HTMLElement>('[data-offer]')
    items?.[Math.min(next.current, items.length - 1)]?.focus()
    next.current = null
  }, [value])
  const offers = value?.offers ?? []
  if (!place || offers.length === 0) return null

  const decide = async (keys: readonly string[], take: boolean) => {
    setBusy(true)
    place.onProblem(null)
    const at = offers.findIndex(({ key }) => key === keys[0])
    try {
      if (!(await record.flush())) return
      const before = record.latest()
      const after = await record.write((draftSeq) =>
        call('register.decide', {
          recordId,
          draftSeq,
          take: take ? [...keys] : [],
          keep: take ? [] : [...keys],
        }),
      )
      const ids = [...record.detail.definition.fields.map(({ id }) => id), takenField, figureReasonsField]
      const changed = ids
        .filter((id) => !sameValue(before[id], after.values[id]))
        .map((id): [string, FieldValue | null] => [id, before[id] ?? null])
      place.tell(`${take ? '已采用' : '已照旧留着'} ${keys.length} 处。`, () => {
        for (const [id, old] of changed) record.change(id, old)
        void record.flush().then(reread)
      })
      next.current = at
      reread()
    } catch (thrown) {
      place.onProblem(problemOf(thrown))
      reread()
    } finally {
      setBusy(false)
    }
  }
  const all = offers.map(({ key }) => key)
  const takable = offers.filter(({ field }) => place.isOpen(field)).map(({ key }) => key)
  const press = (event: KeyboardEvent<HTMLUListElement>) => {
    if (event.ctrlKey || event.altKey || busy) return
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[data-offer]') ?? [])]
    const at = items.findIndex((item) => item.matches(':focus'))
    const key = items[at]?.dataset.offer
    if (event.key === 'ArrowDown') items[Math.min(at + 1, items.length - 1)]?.focus()
    else if (event.key === 'ArrowUp') items[Math.max(at - 1, 0)]?.focus()
    else if (event.key === 'Enter' && key !== undefined && takable.includes(key)) void decide([key], true)
    else if (event.key === 'Delete' && key !== undefined) void decide([key], false)
    else return
    event.preventDefault()
  }
  return (
    <section className="offers" aria-label="登记里的变化">
      <SyncOutlined aria-hidden="true" />
      <div>
        <p>
          <strong>登记里有 {offers.length} 处变化</strong>
          <button
            type="button"
            className="plain-button link-button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? '收起' : '查看'}
          </button>
        </p>
        <p className="quiet">这份材料写好以后，活动登记又改过。采用才会改这里，不采用就保持原样。</p>
        {open ? (
          <>
            <ul className="offer-list" ref={list} aria-label="登记里的变化" onKeyDown={press}>
              {offers.map((offer) => (
                <OfferItem
                  key={offer.key}
                  offer={offer}
                  busy={busy}
                  locked={!takable.includes(offer.key)}
                  onDecide={(take) => void decide([offer.key], take)}
                />
              ))}
            </ul>
            <div className="offers-all">
              <Button disabled={busy || takable.length === 0} onClick={() => void decide(takable, true)}>
                {takable.length < all.length ? `采用能改的 ${takable.length} 处` : '全部采用'}
              </Button>
              <Button disabled={busy} onClick={() => void decide(all, false)}>
                全部不采用
              </Button>
              <span className="quiet">
                <kbd className="key-cap">↑</kbd> <kbd className="key-cap">↓</kbd> 选一处，
                <kbd className="key-cap">Enter</kbd> 采用，<kbd className="key-cap">Delete</kbd> 不采用
              </span>
            </div>
          </>
        ) : null}
      </div>
    </section>
  )
}
