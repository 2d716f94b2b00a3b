/** Which record a document was written from: custom properties, which Word, WPS and LibreOffice keep. Nothing personal. */

export interface Standing {
  /** Null: a sheet that no record stands behind. */
  readonly recordId: string | null
  /** Null: a draft. */
  readonly revision: number | null
  /** 版本核对码; null for a draft. */
  readonly code: string | null
  /** State of the draft; null for a revision. */
  readonly draftSeq: number | null
  /** When that state was saved (ISO 8601): a restored copy of the store may count it twice. */
  readonly draftSavedAt?: string | null
  readonly formId: string
  readonly formVersion: string
  readonly masked: boolean
}

export const propertyNames = {
  recordId: 'kexie.recordId',
  revision: 'kexie.revision',
  code: 'kexie.digest',
  draftSeq: 'kexie.draftSeq',
  draftSavedAt: 'kexie.draftSavedAt',
  formId: 'kexie.formId',
  formVersion: 'kexie.formVersion',
  masked: 'kexie.masked',
} as const

/** Facts that do not hold are left out. */
export function docxProperties(standing: Standing): { name: string; value: string }[] {
  const { recordId, revision, code, draftSeq, draftSavedAt = null, formId, formVersion, masked } = standing
  const seal = masked ? 'yes' : null
  const values = { recordId, revision, code, draftSeq, draftSavedAt, formId, formVersion, masked: seal }
  return Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [{ name: propertyNames[key as keyof typeof propertyNames], value: String(value) }],
  )
}
