import { FileDetail } from './FileDetail.tsx'
import { HeldDetail } from './HeldDetail.tsx'
import type { IntakeRow } from './intake-rows.ts'

/** Beside the list: what happened to one file, what is safe, what to do. */
export function IntakeSide({
  row,
  onNext,
  onRetry,
}: {
  row: IntakeRow
  onNext: () => void
  /** Files that failed are read once more, all of the batch. */
  onRetry: () => void
}) {
  const { file, held } = row
  if (held) return <HeldDetail held={held} onNext={onNext} />
  return file ? <FileDetail file={file} onRetry={onRetry} /> : null
}
