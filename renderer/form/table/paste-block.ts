/** A block of cells as Excel and WPS put it on the clipboard. Pure. */

/** Rows of cells; a cell in quotes may hold tabs, line ends and doubled quotes. The line end behind the last row is none. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const clean = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at < clean.length; at++) {
    const sign = clean.charAt(at)
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (clean.charAt(at + 1) === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (sign === '"' && cell === '' && closes(clean, at)) quoted = true
    else if (sign === '\t') {
      row.push(cell)
      cell = ''
    } else if (sign === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += sign
  }
  rows.push([...row, cell])
  return rows
}

/** A quotation mark that a person wrote has no partner before a tab or a line end. */
function closes(text: string, from: number): boolean {
  return /^"(?:[^"]|"")*"(?=[\t\n]|$)/.test(text.slice(from))
}

/** One cell only: the browser's own paste does it. */
export const isBlock = (rows: readonly (readonly string[])[]): boolean => rows.length > 1 || (rows[0]?.length ?? 0) > 1

/** As TSV, so that the same programs take it up again as a block. */
export function writeBlock(rows: readonly (readonly string[])[]): string {
  const written = (cell: string): string => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return rows.map((row) => row.map(written).join('\t')).join('\n')
}
