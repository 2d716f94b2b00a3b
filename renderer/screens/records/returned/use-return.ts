/** What came back of the open record and is not answered yet, and which of its fields are open until then. */
import { useCallback, useMemo } from 'react'
import type { RecordDetail } from '../../../../shared/api/records.ts'
import type { RecordReturn } from '../../../../shared/api/returns.ts'
import { useMethod } from '../../../app/use-method.ts'
import { type FieldLocks, isLocked } from '../../../form/field-locks.ts'

export type StandingReturn = {
  /** Null: nothing came back, or it was answered. */
  standing: RecordReturn | null
  /** Null while nothing came back. */
  locks: FieldLocks | null
  /** Also of what is beside the form's fields. */
  isOpen: (field: string) => boolean
}

const why = '这一栏没有退回，现在不能改；确实要改，请点上面的“还要改别的”。'

function locksOf({ openFields, reasons }: RecordReturn): FieldLocks {
  const said = new Map<string, string>()
  for (const { field, text } of reasons)
    if (field !== null) said.set(field, [said.get(field) ?? '', text].filter((part) => part !== '').join('\n'))
  return { open: openFields && new Set(openFields), why, reasons: said }
}

export function useReturn({ summary, definition, revisions, purgedAt }: RecordDetail): StandingReturn {
  const { recordId, own } = summary
  const asked = own && purgedAt === null && revisions.length > 0 ? { recordId } : null
  const { value } = useMethod('records.returns', asked, ['records', 'packages'])
  // Read again after every save: the fields are drawn anew only when it says something else.
  const key = JSON.stringify(value?.[0] ?? null)
  const { standing, locks } = useMemo(() => {
    const found = JSON.parse(key) as RecordReturn | null
    return { standing: found, locks: found && locksOf(found) }
  }, [key])
  const isOpen = useCallback(
    (id: string) => {
      const field = definition.fields.find((one) => one.id === id)
      return field === undefined || !isLocked(locks, field)
    },
    [definition, locks],
  )
  return { standing, locks, isOpen }
}
