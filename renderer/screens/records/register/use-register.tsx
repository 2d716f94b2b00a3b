/** The activity register inside an open record: its figures, its texts, and what changed there since. */
import { useCallback, useMemo, useRef } from 'react'
import {
  type FormDefinition,
  figureRowsField,
  rollupRowsField,
  takenField,
} from '../../../../shared/form/definition.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import type { TakenRow } from '../../../../shared/register/taken.ts'
import { useMethod } from '../../../app/use-method.ts'
import type { FieldOf } from '../../../form/field-props.ts'
import type { FieldExtras } from '../../../form/text-tools.ts'
import type { OpenRecord } from '../use-record.ts'
import { CandidatesButton } from './CandidatesButton.tsx'
import { FigureNote } from './FigureNote.tsx'
import { PicturesButton } from './PicturesButton.tsx'
import { draftOf, type RegisterPlace } from './register-context.ts'
import { TextTakes } from './TextTakes.tsx'
import { takenIn, withTaken } from './taken-edits.ts'
import { useTell } from './use-tell.ts'
import './register.css'

const none: RegisterPlace['figures'] = new Map()

const isLongText = ({ fields }: FormDefinition, id: string) =>
  fields.some((field) => field.id === id && field.kind === 'long-text')

const picturesIn = ({ fields }: FormDefinition, id: string) =>
  fields.find(
    (field): field is FieldOf<'attachments'> =>
      field.id === id && field.kind === 'attachments' && !field.personal && field.accept.includes('image/jpeg'),
  ) ?? null

export type RegisterHooks = {
  onProblem: (problem: ProblemData | null) => void
  /** Shows where the figures come from, from this one on. */
  showFigure: (field: string) => void
  isOpen: (field: string) => boolean
}

export function useRegister(
  record: OpenRecord,
  { onProblem, showFigure, isOpen }: RegisterHooks,
): { place: RegisterPlace | null; extras: FieldExtras | null; hasFigures: boolean; activities: number | null } {
  const { detail, values, change, flush, latest } = record
  const { summary, register, definition } = detail
  const writable = summary.own && detail.purgedAt === null
  // Totals of a roll-up follow the rows of the offices, whether the form draws on the register or not.
  const carries = Object.hasOwn(values, rollupRowsField)
  const bound = carries || (register?.scope === 'notice' && Object.keys(register.figures).length > 0)
  const hasFigures = bound || Object.hasOwn(values, figureRowsField)
  const asked = writable && bound ? { recordId: summary.recordId, revision: null } : null
  const found = useMethod('register.figures', asked, ['activities']).value
  const figures = useMemo(
    () => (found ? new Map(found.figures.map((figure) => [figure.field, figure])) : none),
    [found],
  )

  const tell = useTell()
  const undoOf = useCallback(
    (field: string) => {
      const before = latest()
      const [text, taken] = [before[field] ?? null, before[takenField] ?? null]
      return () => {
        change(field, text)
        change(takenField, taken)
        void flush()
      }
    },
    [latest, change, flush],
  )
  const note = useCallback(
    (field: string, rows: readonly TakenRow[], anew: boolean) => {
      change(takenField, withTaken(takenIn(latest()), field, rows, anew))
      void flush()
    },
    [latest, change, flush],
  )
  const place = useMemo(
    (): RegisterPlace | null =>
      register && {
        recordId: summary.recordId,
        noticeId: summary.noticeId,
        register,
        writable,
        isOpen,
        figures,
        totals: carries,
        values,
        latest,
        change,
        flush,
        note,
        tell,
        undoOf,
        showFigure,
        onProblem,
      },
    [
      register,
      summary.recordId,
      summary.noticeId,
      writable,
      isOpen,
      figures,
      carries,
      values,
      latest,
      change,
      flush,
      note,
      tell,
      undoOf,
      showFigure,
      onProblem,
    ],
  )
  const known = useRef({ register, definition, write: record.write })
  known.current = { register, definition, write: record.write }
  const key = JSON.stringify(register)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tools of a text stay the same while somebody types
  const extras = useMemo((): FieldExtras | null => {
    const rules = known.current.register
    if (!rules || !writable) return null
    const candidates = rules.scope === 'notice' ? rules.candidates : undefined
    return {
      textTools: (field, editor) =>
        draftOf(rules, field) !== null && isLongText(known.current.definition, field) ? (
          <TextTakes field={field} editor={editor} />
        ) : null,
      note: (field) => {
        const pictures = rules.scope === 'notice' ? picturesIn(known.current.definition, field) : null
        if (pictures) return <PicturesButton field={pictures} write={known.current.write} />
        return candidates?.table === field ? (
          <CandidatesButton candidates={candidates} />
        ) : carries || (rules.scope === 'notice' && Object.hasOwn(rules.figures, field)) ? (
          <FigureNote field={field} />
        ) : null
      },
    }
  }, [key, writable, carries])
  return { place, extras, hasFigures, activities: found?.activities ?? null }
}
