/** Reasons that are used again and again, of this office and this form. */
import type { ReturnPhrase } from '../../../shared/api/returns.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import { useMethod } from '../../app/use-method.ts'

export function usePhrases(formId: string | null) {
  const { value, reread } = useMethod('phrases.list', { formId }, [])
  const { problem, attempt } = useAttempt<'save'>()
  const change = (work: () => Promise<unknown>) =>
    void attempt('save', async () => {
      await work()
      reread()
    })
  const keep = (text: string, of: string | null = formId) =>
    change(async () => {
      await call('phrases.save', { phraseId: null, text, formId: of })
      announce('已存为常用原因。')
    })
  const forget = (phrase: ReturnPhrase) =>
    change(async () => {
      await call('phrases.remove', { phraseId: phrase.phraseId })
      announce('不再列出这一条。', { label: '撤销', run: () => keep(phrase.text, phrase.formId) })
    })
  return { phrases: value ?? [], problem, keep, forget }
}
