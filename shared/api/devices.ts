/** Computers of one office, its keys as a file, cards on paper, and offices that become others (bundle-format.md §2, §8). */
import { z } from 'zod'

const path = z.string().min(1).max(4096)
const officeId = z.string().min(8).max(64)
const deviceName = z.string().trim().min(1).max(30)

/** On a PC without an office: asks to become a device of one that has another PC. */
export const deviceRequestInput = z.strictObject({ name: deviceName, out: path })
export const deviceRequestFileInput = z.strictObject({ path })
export const grantDeviceInput = z.strictObject({
  path,
  /** The code that the new PC shows, as read off its screen. */
  code: z.string().min(1).max(200),
  out: path,
})
export const grantFileInput = z.strictObject({ path })
/** `fingerprint`: of the office, as a person saw it on both screens; anybody who saw the request can answer it. */
export const joinOfficeInput = z.strictObject({ path, fingerprint: z.string().min(1).max(200) })
export const deviceIdInput = z.strictObject({ deviceId: z.string().min(1).max(64) })
export const deviceNameInput = z.strictObject({ deviceId: z.string().min(1).max(64), name: deviceName })
export const renewDeviceInput = z.strictObject({ name: deviceName })
/** `passphrase`: of the file, which is age with a passphrase; asked for twice by the page. */
export const saveKeyBackupInput = z.strictObject({ out: path, passphrase: z.string().max(1000) })
export const restoreKeysInput = z.strictObject({
  path,
  passphrase: z.string().max(1000),
  name: deviceName,
  /** `gone`: its device is revoked on the next card; `in-use`: it stays beside the new one. */
  oldComputer: z.enum(['gone', 'in-use']),
})
/** Key lost, no copy: the same office with new keys, which only stamped paper can prove upstream. */
export const reregisterInput = z.strictObject({
  /** An old card of this office: a package, or the copy that the upstream office writes. */
  card: path,
  name: deviceName,
})
export const cardCopyInput = z.strictObject({ officeId, out: path })
export const successionInput = z.strictObject({
  oldOfficeId: officeId,
  newOfficeId: officeId,
  /** `merged` into another office; `refounded` with a new id; `carded`: was only a name on our roster until its card came. */
  kind: z.enum(['merged', 'refounded', 'carded']),
  /** From this day on. */
  from: z.iso.date(),
})
export const undoSuccessionInput = z.strictObject({ oldOfficeId: officeId })
export const officeIdInput = z.strictObject({ officeId })
/** A scan or photo of a stamped 单位备案表; null: of an office whose card comes out of the code on it. */
export const readRegistrationInput = z.strictObject({ officeId: officeId.nullable(), path })
export const registrationIdInput = z.strictObject({ registrationId: z.uuid() })

export type DeviceInfo = {
  deviceId: string
  /** What the office calls this computer; '' when it never said. */
  name: string
  here: boolean
  validFrom: string
  revokedAt: string | null
}
export type OwnDevices = {
  devices: DeviceInfo[]
  /** When the key file was last written from here; null: never. */
  backupSavedAt: string | null
  /** Our card changed after that: keys brought back from the file would stand on a card that others have passed. */
  backupStale: boolean
  /** Our card since it last went out (file or package): true when a device or name changed after that. */
  cardToSend: boolean
  /** Keys were lost, the office was registered anew, and the card that says so has not gone out yet. */
  reregistered: boolean
}
export type DeviceRequest = { path: string; name: string; code: string[]; createdAt: string }
/** The 加机申请 that this PC waits an answer to. */
export type PendingRequest = Omit<DeviceRequest, 'path'>
/** `groups`: 指纹码 of the office with the new computer on its card; that one shows it before it joins. */
export type GrantedDevice = { path: string; deviceId: string; name: string; groups: string[] }
/** What an 加机许可 says, before anything is founded. */
export type OfferedOffice = { officeName: string; groups: string[] }

export type RegistrationVerdict = 'match' | 'mismatch' | 'unreadable'
export type Registration = {
  registrationId: string
  officeId: string
  /** What the paper says, where its code could be read. */
  groups: string[]
  verdict: RegistrationVerdict
  digest: string
  title: string
  addedAt: string
  /** The card that it was compared with. */
  cardSeq: number | null
}
export type TrustEvent = { at: string; way: 'telephone' | 'paper' | 'scan'; cardSeq: number; groups: string[] }
export type Succession = {
  oldOfficeId: string
  oldName: string
  newOfficeId: string
  newName: string
  kind: 'merged' | 'refounded' | 'carded'
  from: string
}
/** A name on a roster; `gone`: it went into another office already. */
export type OfficeWithoutCard = { officeId: string; name: string; gone: boolean }
export type WaitingCard = { cardSeq: number; changes: string[]; groups: string[]; onlyPaper: boolean }
/** All that is known of another office and why it is trusted. */
export type OfficeFile = {
  officeId: string
  name: string
  names: { name: string; from: string }[]
  /** False: it stands on a roster only, there is no card. */
  hasCard: boolean
  trusted: boolean
  groups: string[]
  devices: { deviceId: string; validFrom: string; revokedAt: string | null }[]
  /** A card that waits for a person: what it changes, and whether only stamped paper can confirm it (keys lost). */
  waiting: WaitingCard | null
  /** More of them: somebody sends cards in its name, or it sent several. The 指纹码 on the paper tells which is true. */
  alsoWaiting: WaitingCard[]
  trust: TrustEvent[]
  registrations: Registration[]
  successions: Succession[]
}
