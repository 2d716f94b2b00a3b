/** What the pieces of the register inside a record share: the figures as they are counted now, and how to write. */
import { createContext } from 'react'
import type { Figure } from '../../../../shared/api/register.ts'
import type { FieldValue, FormValues } from '../../../../shared/form/definition.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import type { FormRegister, TextDraft } from '../../../../shared/register/rules.ts'
import type { TakenRow } from '../../../../shared/register/taken.ts'

export type RegisterPlace = {
  recordId: string
  noticeId: string
  register: FormRegister
  writable: boolean
  /** False for a field that did not come back when others did. */
  isOpen: (field: string) => boolean
  figures: ReadonlyMap<string, Figure>
  /** The figures add up what offices reported, not activities. */
  totals: boolean
  values: FormValues
  latest: () => FormValues
  change: (field: string, value: FieldValue | null) => void
  flush: () => Promise<boolean>
  /** Notes beside a text what stands in it from the register; `anew`: nothing that was noted of this field holds any more. */
  note: (field: string, rows: readonly TakenRow[], anew: boolean) => void
  /** Tells what was done, with its way back, for as long as the record is open. */
  tell: (text: string, undo: () => void) => void
  /** One 撤销 for a text and what was noted of it. */
  undoOf: (field: string) => () => void
  showFigure: (field: string) => void
  onProblem: (problem: ProblemData | null) => void
}

export const RegisterContext = createContext<RegisterPlace | null>(null)

export const draftOf = (register: FormRegister, field: string): TextDraft | null =>
  Object.hasOwn(register.texts ?? {}, field) ? (register.texts[field] ?? null) : null
