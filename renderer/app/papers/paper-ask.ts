/** Which papers a button offers, and of what. */
import type { PaperKind, PaperOrder } from '../../../shared/api/papers.ts'

export type PaperAsk =
  | { of: 'records'; recordIds: readonly string[] }
  | { of: 'waiting'; noticeId: string | null }
  | { of: 'package'; packageId: string }
  | { of: 'handover'; handoverId: string }
  | { of: 'office' }

export const paperKinds = (ask: PaperAsk): readonly PaperKind[] => {
  switch (ask.of) {
    case 'records':
      return ['draft', 'seal-approval']
    case 'waiting':
      return ['stamp-list']
    case 'package':
      return ['package-slip']
    case 'handover':
      return ['handover-slip']
    case 'office':
      return ['office-registration']
  }
}

/** Copies that a paper usually speaks of: one goes, one stays; a stick goes without paper. */
export const usualCopies = (ask: PaperAsk): number => (ask.of === 'handover' || ask.of === 'package' ? 0 : 2)

export function paperOrderOf(
  ask: PaperAsk,
  kind: PaperKind,
  { copies, department }: { copies: number; department: string },
): PaperOrder {
  switch (ask.of) {
    case 'records':
      return {
        paper: kind === 'seal-approval' ? 'seal-approval' : 'draft',
        recordIds: [...ask.recordIds],
        copies,
        department,
      }
    case 'waiting':
      return { paper: 'stamp-list', noticeId: ask.noticeId, copies }
    case 'package':
      return { paper: 'package-slip', packageId: ask.packageId, copies }
    case 'handover':
      return { paper: 'handover-slip', handoverId: ask.handoverId, copies }
    case 'office':
      return { paper: 'office-registration' }
  }
}
