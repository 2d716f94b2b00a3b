/** 本单位人员: who does what at this desk. Names of the office's own staff, typed by themselves. */
import { z } from 'zod'

/** 经办 writes, 审核 checks, 签发 signs for the office (GB/T 9704 发文稿纸). */
export const deskDuty = z.enum(['handles', 'checks', 'signs'])
export type DeskDuty = z.output<typeof deskDuty>
export const dutyNames: Readonly<Record<DeskDuty, string>> = { handles: '经办', checks: '审核', signs: '签发' }

export const savePersonInput = z.strictObject({
  /** Null: a new person. */
  personId: z.uuid().nullable(),
  name: z.string().trim().min(1).max(20),
  duties: z.array(deskDuty).max(3),
})
export const personIdInput = z.strictObject({ personId: z.uuid() })
/** Null: nobody in particular; deeds then say 未登记姓名. */
export const atDeskInput = z.strictObject({ personId: z.uuid().nullable() })

export type Person = {
  personId: string
  name: string
  duties: DeskDuty[] /** Set: has left; kept for the log. */
  leftAt: string | null
}
export type PeopleList = { people: Person[]; atDesk: string | null }
