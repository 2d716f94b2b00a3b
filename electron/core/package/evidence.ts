/** Evidence of the origin (bundle-format.md §6): a partial bag of another package, under data/evidence/<packageId>/. */
import { rootNames } from './bag.ts'
import { packageJsonPath } from './plan.ts'

/** Bytes of a package that its signature needs: whoever has them and a file of its payload can verify that file. */
export const evidenceNames = [...rootNames, packageJsonPath] as const

export const evidenceFolder = (packageId: string): string => `data/evidence/${packageId}`
export const isEvidence = (path: string): boolean => path.startsWith('data/evidence/')

export interface EvidencePath {
  readonly packageId: string
  /** Path inside the original package. */
  readonly inner: string
}

/** Null: lies in data/evidence, and in no evidence. */
export function splitEvidence(path: string): EvidencePath | null {
  const match = /^data\/evidence\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(.+)$/i.exec(path)
  return match?.[1] !== undefined && match[2] !== undefined ? { packageId: match[1], inner: match[2] } : null
}

/** Path that the sender of a file in clear gave it: without the evidence around it. */
export const innerPath = (path: string): string => splitEvidence(path)?.inner ?? path

export const recordKey = (entry: { readonly recordId: string; readonly revision: number }): string =>
  `${entry.recordId}-${entry.revision}`

/** One package on the way of a record. */
export interface Hop {
  readonly senderOfficeId: string
  readonly recipientOfficeId: string
}

/**
 * The packages that brought a record from `origin` to `here`: the first is the origin's own, each next one is by the
 * office that the one before was addressed to. Among several ways the shortest; of volumes and repetitions all.
 * Empty: the packages do not lead from one to the other.
 */
export function chainOf<T extends Hop>(packages: readonly T[], origin: string, here: string): T[][] {
  const seen = new Set([here])
  let ways: { office: string; hops: T[][] }[] = [{ office: here, hops: [] }]
  while (ways.length > 0) {
    const further: typeof ways = []
    for (const { office, hops } of ways) {
      const senders = new Map<string, T[]>()
      for (const one of packages) {
        if (one.recipientOfficeId !== office || one.senderOfficeId === office) continue
        const theirs = senders.get(one.senderOfficeId)
        if (theirs) theirs.push(one)
        else senders.set(one.senderOfficeId, [one])
      }
      const first = senders.get(origin)
      if (first) return [first, ...hops]
      for (const [sender, theirs] of senders) {
        if (seen.has(sender)) continue
        seen.add(sender)
        further.push({ office: sender, hops: [theirs, ...hops] })
      }
    }
    ways = further
  }
  return []
}
