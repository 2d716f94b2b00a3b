/** Rows of the list: the files of one batch, or all that waits for a person. Pure. */
import type { HeldPackage, IntakeBatch, IntakeFile } from '../../../shared/api/intake.ts'
import type { PackageFinding } from '../../../shared/problems.ts'
import { findingParts, gravestFirst } from '../../app/packages/finding-order.ts'
import { type FileStand, fileLine, standOf } from '../../text/intake.ts'
import { packageKinds } from '../../text/packages.ts'

export type IntakeRow = {
  key: string
  stand: FileStand
  /** The sender, or the file's name where nobody is known. */
  name: string
  /** What happened, or what it brought. */
  line: string
  fileName: string
  /** 第 3 号; '' where there is none. */
  number: string
  file: IntakeFile | null
  /** Still waits for a person, with the choices. */
  held: HeldPackage | null
  /** Was held, and waits no more. */
  settled: boolean
}

/** Red first: what was not read, what waits, what was refused, papers of others; then what came in. */
const order: Readonly<Record<FileStand, number>> = {
  failed: 0,
  held: 1,
  refused: 2,
  other: 3,
  waiting: 4,
  imported: 5,
  duplicate: 6,
}

function firstWords(findings: readonly PackageFinding[]): string {
  const [first] = gravestFirst(findings)
  return first === undefined || first.severity === 'info' ? '' : findingParts(first.message).what
}

const numberOf = (sequence: number | null): string => (sequence === null ? '' : `第 ${sequence} 号`)

function fileRow(file: IntakeFile, held: HeldPackage | null, known: boolean): IntakeRow {
  const stand = standOf(file)
  const line = fileLine(file)
  const why = stand === 'held' || stand === 'refused' ? firstWords(file.findings) : ''
  return {
    key: `file/${file.position}`,
    stand,
    name: file.senderName === '' ? file.fileName : file.senderName,
    line: why === '' ? (stand === 'other' ? '不是报送包，像是没有程序的单位发来的材料' : line) : why,
    fileName: file.fileName,
    number: numberOf(file.sequence),
    file,
    held,
    settled: known && stand === 'held' && held === null && !file.cardWaits,
  }
}

function heldRow(held: HeldPackage): IntakeRow {
  const why = firstWords(held.findings)
  return {
    key: `held/${held.tagManifestDigest}`,
    stand: 'held',
    name: held.senderName === '' ? held.fileName : held.senderName,
    line: why === '' ? `${packageKinds[held.kind]} 第 ${held.sequence} 号` : why,
    fileName: held.fileName,
    number: numberOf(held.sequence),
    file: null,
    held,
    settled: false,
  }
}

/** Volumes of one package wait together, by the first of them that came. */
function waitingOf(held: readonly HeldPackage[]): (file: IntakeFile) => HeldPackage | null {
  const byDigest = new Map(held.map((one) => [one.tagManifestDigest, one]))
  const byPackage = new Map(held.map((one) => [one.packageId, one]))
  return (file) => byDigest.get(file.tagManifestDigest ?? '') ?? byPackage.get(file.packageId ?? '') ?? null
}

/**
 * @param batch null: only what waits, of all batches
 * @param held null: not read yet
 */
export function intakeRows(
  batch: IntakeBatch | null,
  held: readonly HeldPackage[] | null,
  stand: FileStand | null,
): IntakeRow[] {
  const waits = waitingOf(held ?? [])
  const rows =
    batch === null
      ? (held ?? []).map(heldRow)
      : batch.files
          .map((file) => fileRow(file, standOf(file) === 'held' ? waits(file) : null, held !== null))
          .sort((a, b) => order[a.stand] - order[b.stand] || (a.file?.position ?? 0) - (b.file?.position ?? 0))
  const firsts = new Map<HeldPackage, string>()
  for (const row of rows) {
    if (row.held === null || row.file === null || (row.file.volume?.of ?? 1) > 1) continue
    const first = firsts.get(row.held)
    if (first === undefined) firsts.set(row.held, row.fileName)
    else row.line = `和“${first}”是同一个包，一起处理`
  }
  return stand === null ? rows : rows.filter((row) => row.stand === stand)
}

export type BatchAdvance = { files: number; filesDone: number; bytes: number; bytesDone: number }

/** How far a batch has come, by its files. */
export function advanceOf(batch: IntakeBatch): BatchAdvance {
  const packages = batch.files.filter(({ state }) => state !== 'other')
  const done = packages.filter(({ state }) => state === 'done')
  const sum = (files: readonly IntakeFile[]) => files.reduce((total, { bytes }) => total + bytes, 0)
  return { files: packages.length, filesDone: done.length, bytes: sum(packages), bytesDone: sum(done) }
}
