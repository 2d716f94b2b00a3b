/** A good pack, bent in one place after the other. */
import { readPack, readPackJson } from '../../electron/core/notices/read-pack.ts'
import { Problem } from '../../shared/problems.ts'
import { notice2027, notices2027 } from './notice-2027.ts'

export type Json = Record<string, unknown>
// biome-ignore lint/suspicious/noExplicitAny: packs are bent here in ways that no type allows
export type Loose = any

/** The made-up notice of 2027. */
export const good = await readPack(notices2027, notice2027, '1')

export function issuesOf(run: () => unknown): string[] {
  try {
    run()
  } catch (error) {
    if (error instanceof Problem && error.code === 'notice.invalid')
      return (error as Problem<'notice.invalid'>).details.issues.map(({ path: at, message }) => `${at} ${message}`)
    throw error
  }
  return []
}

/** What is told of the good pack after it was bent. */
export function told(bend: (pack: Loose) => void): string[] {
  const pack = structuredClone(good) as Loose
  bend(pack)
  return issuesOf(() => readPackJson(JSON.stringify(pack)))
}

export const field = (pack: Loose, form: number, id: string): Loose =>
  pack.forms[form].fields.find((one: Json) => one.id === id)
export const at = (form: number, id: string): string =>
  `forms.${form}.fields.${good.forms[form]!.fields.findIndex((one) => one.id === id)}`
