/** Stamped paper come back as a photo or scan: it hangs on a frozen revision and never changes it. */
import { z } from 'zod'
import type { RevisionMark } from '../domain/revision-qr.ts'

const recordId = z.uuid()
const path = z.string().min(1).max(4096)

export const scanRecordInput = z.strictObject({ recordId })
export const attachScanInput = z.strictObject({
  recordId,
  path,
  /** Null: the latest. */
  revision: z.number().int().min(1).nullable().default(null),
})
export const scanIdInput = z.strictObject({ scanId: z.uuid() })
export const typeScanCodeInput = z.strictObject({ scanId: z.uuid(), code: z.string().min(1).max(40) })
export const dropScansInput = z.strictObject({ paths: z.array(path).min(1).max(200) })

/** `by-hand`: no code could be read, and a person typed the one printed on the paper. */
export type ScanVerdict = 'match' | 'by-hand' | 'mismatch' | 'unreadable'

/** Why paper and record are not the same, said by the paper itself. */
export type ScanMismatch =
  | { kind: 'other-revision'; revision: number; latest: number }
  /** Null: not in this store, or another office's. */
  | { kind: 'other-record'; record: { recordId: string; title: string } | null }
  /** The same number, another content: made on another computer, or before a restore. */
  | { kind: 'other-content'; revision: number }
  /** Pages of several versions or records in one file. */
  | { kind: 'several' }
  /** A typed code that no revision here has. */
  | { kind: 'other-code' }

export type ScanPaper = 'stamped' | 'signed'

export type ScanInfo = {
  scanId: string
  recordId: string
  revision: number
  digest: string
  bytes: number
  mediaType: string
  /** 1 for a photo. */
  pages: number
  title: string
  verdict: ScanVerdict
  mismatch: ScanMismatch | null
  /** What the codes on the paper say; empty when none was read. */
  marks: RevisionMark[]
  /** Whose signatures it may show: positions in that revision of a letter, from 1; null: the whole paper. */
  persons: number[] | null
  /** Their names, of a letter of ours while the personal fields are open; [] otherwise. */
  personNames: string[]
  /** `signed`: a letter that people sign by hand; no seal belongs on it, and none is marked. */
  paper: ScanPaper
  /** 版本核对码 as typed, without the dash; null when nobody typed it. */
  typedCode: string | null
  addedAt: string
  removed: boolean
  /** Whether 已盖章 came with it. */
  stamps: boolean
}

export type DroppedScan =
  | { path: string; scan: ScanInfo; recordTitle: string; latestRevision: number }
  | {
      path: string
      scan: null
      /** `unreadable`: no code; `elsewhere`: of a record that is not ours or not here; `failed`: the file itself. */
      why: 'unreadable' | 'several' | 'elsewhere' | 'other-content' | 'failed'
      /** The sentence of the failure; '' otherwise. */
      detail: string
    }
