import { z } from 'zod'
import { officeLevel, senderType } from '../notice/pack.ts'
import type { KeptChoices } from './desk.ts'

export const officeName = z.string().trim().min(2).max(60)
const filePath = z.string().min(1).max(4096)

export const initOfficeInput = z.strictObject({
  name: officeName,
  level: officeLevel,
  type: senderType.default('association'),
  /** GB/T 2260 code of six digits, or null. */
  region: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .default(null),
})
export const setTypeInput = z.strictObject({ type: senderType })
export const exportCardInput = z.strictObject({
  /** Final file name; its folder must exist. */
  out: filePath,
})
export const cardFileInput = z.strictObject({ card: filePath })
export const trustInput = z.strictObject({
  /** A card file to take in first, or null when the office is already known. */
  card: filePath.nullable().default(null),
  officeId: z.string().nullable().default(null),
  /** The eight groups of five digits that the person read off paper or heard; spaces are ignored. */
  fingerprint: z.string().min(1).max(200),
  /** `paper`: a stamped 单位备案表 lies in front of the person. Keys that nobody of the office signed for need it. */
  way: z.enum(['telephone', 'paper']).default('telephone'),
})
export const setUpstreamInput = z.strictObject({ officeId: z.string().min(8).max(64).nullable() })
export const passphraseInput = z.strictObject({ passphrase: z.string().max(1000) })
export const unlockInput = z.strictObject({
  passphrase: z.string().max(1000).nullable(),
  recoveryCode: z.string().max(200).nullable().default(null),
  /** Who sits down; null: nobody in particular; left out: whoever sat there. */
  personId: z.uuid().nullable().optional(),
})

export type OwnOffice = {
  officeId: string
  deviceId: string
  name: string
  level: z.infer<typeof officeLevel>
  type: z.infer<typeof senderType>
  region: string | null
  upstreamOfficeId: string | null
}
/** `open`: key in the keychain or a file only the user can read; `locked`: passphrase needed now. */
export type KeyState = 'open' | 'protected' | 'locked'
export type AppState = {
  office: OwnOffice | null
  keys: { state: KeyState; keptIn: 'file' | 'keychain' | 'passphrase' }
  now: string
  /** 收报台, 下级单位 and 汇总 are shown: by the level, or because a roster or a submission is here. */
  upstreamDesk: boolean
  /** Who is at the desk, as chosen; null: nobody said. */
  atDesk: { personId: string; name: string } | null
  kept: KeptChoices
  /** Set in 示例单位: when it was made. */
  example: { madeAt: string } | null
}
export type KnownOffice = {
  officeId: string
  name: string
  names: { name: string; from: string }[]
  level: z.infer<typeof officeLevel>
  region: string | null
  cardSeq: number
  trusted: boolean
  trustedAt: string | null
  fingerprint: string[]
  isUpstream: boolean
}
export type Fingerprint = { officeId: string; name: string; groups: string[]; signKey: string; ageRecipient: string }
