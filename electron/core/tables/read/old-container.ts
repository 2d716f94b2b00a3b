/** The container of xls: whether all of its book came. The library gives an empty book for a file that is cut. */
import { CFB } from 'xlsx'

export function isWhole(bytes: Buffer): boolean {
  let book: ReturnType<typeof CFB.find>
  try {
    const container = CFB.read(bytes, { type: 'buffer' })
    book = CFB.find(container, 'Workbook') ?? CFB.find(container, 'Book')
  } catch {
    return false
  }
  if (!book || book.size === 0) return false
  return Buffer.from(book.content as Uint8Array).length >= book.size
}
