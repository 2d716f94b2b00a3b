/** Text with a row a line, as programs in China save it. Every cell stays text: nothing is made a number here. */
import { CannotRead } from '../../received/received-text.ts'
import { type GridRow, limits, plainCell, plainLines } from './grid.ts'

const signs = ['\t', ',', ';', '，', '|'] as const

/** Null: words, no table. @throws CannotRead too-much */
export function csvRows(whole: string): GridRow[] | null {
  const named = /^\ufeff?sep=(.)(?:\r\n|\r|\n)/u.exec(whole)
  const text = named ? whole.slice(named[0].length) : whole.replace(/^\ufeff/u, '')
  const sign = named?.[1] ?? likelySign(text)
  const before = named ? 1 : 0
  const rows: GridRow[] = []
  let cells = 0
  let number = before
  let widest = 0
  for (const fields of records(text, sign)) {
    number++
    if (fields.length > limits.columns) throw new CannotRead({ why: 'too-much' })
    const own = fields.flatMap((field, at) => (field === '' ? [] : [[at, plainCell(at, plainLines(field))] as const]))
    if (own.length === 0) continue
    cells += own.length
    widest = Math.max(widest, own.length)
    rows.push({ number, hidden: false, cells: new Map(own) })
    if (rows.length > limits.rows || cells > limits.cells) throw new CannotRead({ why: 'too-much' })
  }
  return widest > 1 || rows.every(({ cells: own }) => (own.get(0)?.text.length ?? 0) <= 40) ? rows : null
}

/** The one that parts most of the first lines alike; outside quotes. */
function likelySign(text: string): string {
  const head = text.slice(0, 20_000)
  let best: string = ','
  let most = 0
  for (const sign of signs) {
    const counts = new Map<number, number>()
    for (const [at, fields] of entries(records(head, sign), 40)) {
      if (fields.length > 1) counts.set(fields.length, (counts.get(fields.length) ?? 0) + (at === 0 ? 1 : 2))
    }
    const worth = Math.max(0, ...[...counts].map(([fields, lines]) => lines * Math.min(fields, 6)))
    if (worth > most) {
      most = worth
      best = sign
    }
  }
  return best
}

function* entries<T>(items: Iterable<T>, most: number): Generator<[number, T]> {
  let at = 0
  for (const item of items) {
    if (at >= most) return
    yield [at++, item]
  }
}

/** RFC 4180 with any sign and any line end; a quote in the middle of a field is a character. */
function* records(text: string, sign: string): Generator<string[]> {
  let fields: string[] = []
  let at = 0
  const plainField = new RegExp(`[^${sign === '|' ? '\\|' : sign}\\r\\n]*`, 'uy')
  while (at <= text.length) {
    let field: string
    if (text[at] === '"') {
      const [quoted, next] = quotedField(text, at)
      at = next
      plainField.lastIndex = at
      const rest = plainField.exec(text)?.[0] ?? ''
      at += rest.length
      field = quoted + rest
    } else {
      plainField.lastIndex = at
      field = plainField.exec(text)?.[0] ?? ''
      at += field.length
    }
    if (field.length > 100_000) throw new CannotRead({ why: 'too-much' })
    fields.push(field)
    if (text[at] === sign) {
      if (fields.length > limits.columns) throw new CannotRead({ why: 'too-much' })
      at++
      continue
    }
    if (at < text.length || fields.length > 1 || field !== '') yield fields
    fields = []
    if (at >= text.length) return
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
  }
}

function quotedField(text: string, start: number): [string, number] {
  let field = ''
  let at = start + 1
  for (;;) {
    const close = text.indexOf('"', at)
    // Never closed: a quote that somebody typed. The field is what stands on the line.
    if (close < 0) return ['', start]
    field += text.slice(at, close)
    if (text[close + 1] !== '"') return [field, close + 1]
    field += '"'
    at = close + 2
  }
}
