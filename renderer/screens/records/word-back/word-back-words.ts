/** What the panel of a returned paper says. */
import type { ReadBack, WordOrigin } from '../../../../shared/api/wordback.ts'
import type { WordChange, WordChangeKind } from '../../../../shared/form/word-changes.ts'
import { wallClock } from '../../../text/dates.ts'

export const kindWords: Readonly<Record<WordChangeKind, string>> = {
  value: '改',
  'paragraph-changed': '改一段',
  'paragraph-added': '加一段',
  'paragraph-removed': '删一段',
  'paragraph-moved': '移一段',
  'row-added': '加一行',
  'row-removed': '删一行',
  cell: '改一格',
  tick: '勾选',
  caption: '图片说明',
  'fixed-words': '表格的字',
}

function writtenFrom({ from, revision, at, by, masked }: WordOrigin): string {
  const covered = masked ? '个人信息在纸上是遮盖的，不会改动。' : ''
  if (from === 'unknown') return `这份 Word 写出时的内容没有留存，下面是和现在表里的内容相比。${covered}`
  const likely = by === 'likeness' ? '按文字看，' : ''
  const what =
    from === 'revision' ? `定稿第 ${revision} 版` : `${at === null ? '' : ` ${wallClock(at).replace('T', ' ')} 的`}草稿`
  return `${likely}这份 Word 是从${what}写出的。${covered}`
}

export function lead(read: Exclude<ReadBack, { kind: 'other-record' }>): string {
  const count = read.changes.length
  if (read.kind === 'word') {
    const found = count === 0 ? '和写出时一字不差，没有改动。' : `改了 ${count} 处，逐处定要不要。`
    return `${writtenFrom(read.origin)}${found}`
  }
  if (read.unreadable) return '这个文件里没有可读的文字（可能是扫描件或图片）。'
  if (count === 0) return '没有找到与这张表同名、又和现在不同的栏目。'
  return `按栏目名称读到 ${count} 栏，定了才填入。`
}

/** Why a difference cannot be taken. */
export function whyNot({ kind, field }: WordChange): string {
  if (kind === 'fixed-words') return field === null ? '这是表格本身的字，不随材料改。' : '这一栏由程序得出，不能改。'
  if (kind === 'row-added' || kind === 'row-removed') return '表格的行是固定的，不随材料改。'
  if (kind === 'paragraph-added') return '看不出属于哪一栏，请对照着填。'
  return '这一栏装不下这样的内容，请对照着填。'
}
