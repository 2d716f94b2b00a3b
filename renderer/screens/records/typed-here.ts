import type { RecordSummary } from '../../../shared/api/records.ts'

/** Whether it is filled in at this desk: our own, or 代录 of another office's papers. */
export const isTypedHere = ({ own, entered }: Pick<RecordSummary, 'own' | 'entered'>): boolean => own || entered
