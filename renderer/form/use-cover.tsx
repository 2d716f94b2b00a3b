import { Modal, Radio } from 'antd'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import type { FormDefinition, FormValues } from '../../shared/form/definition.ts'
import { identityTexts } from '../../shared/form/identity-texts.ts'
import { Input } from '../ui/Input.tsx'
import { type Cover, type CoverPlace, placeKey } from './cover-context.ts'
import './cover.css'

const reasons = ['核对身份证号', '联系本人', '办理证书'] as const
const other = '其他'

type Question = { place: CoverPlace; text: string }
type Shown = { record: string; texts: ReadonlySet<string>; places: ReadonlyMap<string, string> }

/**
 * Covers the identity numbers of a record for as long as it is open.
 * @param reveal asks the core for the value, which notes the reason; rejects when it may not be shown, and says why itself
 */
export function useCover(
  record: { id: string; definition: FormDefinition; values: FormValues },
  reveal: (place: CoverPlace, text: string, reason: string) => Promise<string>,
): { cover: Cover; shown: ReadonlySet<string>; dialog: ReactNode } {
  const { id } = record
  const openedWith = useRef<{ id: string; texts: ReadonlySet<string> } | null>(null)
  if (openedWith.current?.id !== id) openedWith.current = { id, texts: identityTexts(record.definition, record.values) }
  const opened = openedWith.current.texts
  const [kept, setKept] = useState<Shown>({ record: id, texts: new Set(), places: new Map() })
  const shown = useMemo<Shown>(
    () => (kept.record === id ? kept : { record: id, texts: new Set(), places: new Map() }),
    [kept, id],
  )
  const [question, setQuestion] = useState<Question | null>(null)
  const [chosen, setChosen] = useState<string>(reasons[0])
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const cover = useMemo(
    (): Cover => ({
      isCovered: (text) => opened.has(text) && !shown.texts.has(text),
      isShown: (text) => shown.texts.has(text),
      given: (place) => shown.places.get(placeKey(place)) ?? null,
      ask: (place, text) => setQuestion({ place, text }),
    }),
    [opened, shown],
  )
  const reason = chosen === other ? typed.trim() : chosen
  const answer = async () => {
    if (!question || [...reason].length < 2) return
    setBusy(true)
    try {
      const value = await reveal(question.place, question.text, reason)
      setKept({
        record: id,
        texts: new Set([...shown.texts, value]),
        places: new Map([...shown.places, [placeKey(question.place), value]]),
      })
    } catch {
      // The one who was asked has told why.
    }
    setBusy(false)
    setQuestion(null)
  }
  const dialog = (
    <Modal
      open={question !== null}
      title={question ? `查看${question.place.label}` : ''}
      okText="查看"
      cancelText="不看了"
      okButtonProps={{ disabled: [...reason].length < 2 }}
      confirmLoading={busy}
      onOk={() => void answer()}
      onCancel={() => setQuestion(null)}
      destroyOnHidden
    >
      <p>查看会记下时间和原因，不记内容。到关闭这份记录为止都可以看到。</p>
      <Radio.Group
        className="look-reasons"
        value={chosen}
        onChange={(event) => setChosen(String(event.target.value))}
        options={[...reasons, other].map((text) => ({ label: text, value: text }))}
        aria-label="查看的原因"
      />
      {chosen === other ? (
        <Input
          value={typed}
          maxLength={100}
          placeholder="至少两个字"
          aria-label="其他原因"
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={() => void answer()}
        />
      ) : null}
    </Modal>
  )
  return { cover, shown: shown.texts, dialog }
}
