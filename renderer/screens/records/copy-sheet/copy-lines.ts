import type { AttachmentInfo } from '../../../../shared/api/records.ts'
import type { CopyLine as LineOf } from '../../../../shared/form/copy-lines.ts'
import { writeBlock } from '../../../form/table/paste-block.ts'

export type CopyLine = LineOf<AttachmentInfo>

/** What goes onto the clipboard for a whole line. */
export const lineText = (line: CopyLine): string =>
  line.kind === 'text' ? line.text : line.kind === 'table' ? writeBlock(line.rows) : ''
