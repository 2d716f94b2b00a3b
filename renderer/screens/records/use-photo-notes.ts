import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { AttachmentInfo } from '../../../shared/api/records.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { call } from '../../api.ts'
import type { AttachmentActions } from '../../form/field-props.ts'

const none: ReadonlyMap<string, string> = new Map()

/**
 * Actions that also tell what the program saw on photos, for fields whose notice asks for photos without a date mark. A
 * look may take a second a photo and never holds anything up; where it fails nothing is said.
 */
export function usePhotoNotes(
  recordId: string,
  definition: FormDefinition,
  attachments: readonly AttachmentInfo[],
  actions: AttachmentActions,
): AttachmentActions {
  const [notes, setNotes] = useState(none)
  const fields = useMemo(
    () => definition.fields.flatMap((field) => (field.kind === 'attachments' && field.noDateMark ? [field.id] : [])),
    [definition],
  )
  const asked = attachments.filter((one) => fields.includes(one.field) && one.mediaType.startsWith('image/'))
  const key = asked.map(({ field, digest }) => `${field} ${digest}`).join('\n')
  const turn = useRef(0)

  useEffect(() => {
    const own = ++turn.current
    const wanted = [...new Set(key.split('\n').flatMap((line) => line.split(' ')[0] || []))]
    const look = async () => {
      for (const field of wanted) {
        const marks = await call('photos.check', { recordId, field })
        if (own !== turn.current) return
        setNotes((before) => new Map([...before, ...marks.map((mark) => [mark.digest, mark.message] as const)]))
      }
    }
    look().catch(() => undefined)
    return () => {
      turn.current++
    }
  }, [recordId, key])

  const noteOf = useCallback(
    ({ field, digest }: AttachmentInfo): string => (fields.includes(field) ? (notes.get(digest) ?? '') : ''),
    [fields, notes],
  )
  return useMemo(() => ({ ...actions, noteOf }), [actions, noteOf])
}
