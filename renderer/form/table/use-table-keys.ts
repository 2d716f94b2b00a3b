/** The hand in a table: keys as in a spreadsheet, paste of a block, rows that are moved, copied and deleted. */
import { type DragEvent, type KeyboardEvent, type RefObject, useCallback, useMemo, useRef } from 'react'
import { pressed } from '../../../shared/domain/shortcuts.ts'
import type { ColumnDefinition } from '../../../shared/form/definition.ts'
import { isEmptyRow } from '../../../shared/form/evaluate.ts'
import { isBlock, parseBlock } from './paste-block.ts'
import type { RowAct } from './RowTools.tsx'
import type { CellActions, CellPlace } from './TableCell.tsx'
import type { RowDrag } from './TableRowCells.tsx'
import { insertRow, moveRow, pasteBlock, type Rows, removeRow, setCell } from './table-edits.ts'

type Table = {
  frame: RefObject<HTMLDivElement | null>
  columns: readonly ColumnDefinition[]
  latest: RefObject<Rows>
  /** False when nothing changed. */
  edit: (work: (rows: Rows) => Rows, told?: string | null) => boolean
  type: (work: (rows: Rows) => Rows) => void
  /** Brings a row that may not be drawn into sight. */
  scrollTo: (at: number) => void
}

/** Where the cursor goes with an arrow to the side: only from the end of the text, as in a spreadsheet's cell. */
function atEdge(target: EventTarget, side: 'left' | 'right'): boolean {
  if (!(target instanceof HTMLInputElement)) return true
  const { selectionStart: from, selectionEnd: to, value } = target
  const whole = from === 0 && to === value.length
  return whole || (side === 'left' ? from === 0 && to === 0 : from === value.length)
}

export function useTableKeys(table: Table) {
  const latestTable = useRef(table)
  latestTable.current = table
  const wanted = useRef<CellPlace | null>(null)

  /** Puts the cursor where it is wanted as soon as that row is drawn. */
  const settleFocus = useCallback(() => {
    const place = wanted.current
    if (!place) return
    const cell = latestTable.current.frame.current?.querySelector<HTMLElement>(
      `[data-cell="${place.row}:${place.column}"]`,
    )
    if (!cell) return latestTable.current.scrollTo(place.row)
    wanted.current = null
    cell.focus({ preventScroll: true })
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (cell instanceof HTMLInputElement) cell.select()
  }, [])

  const focusCell = useCallback(
    (place: CellPlace) => {
      wanted.current = place
      settleFocus()
    },
    [settleFocus],
  )
  /** After an edit: the rows are drawn first. */
  const focusSoon = useCallback((place: CellPlace) => {
    wanted.current = place
  }, [])

  const act = useCallback(
    (what: RowAct, at: number) => {
      const { edit, latest } = latestTable.current
      const column = Number((document.activeElement as HTMLElement | null)?.dataset.cell?.split(':')[1] ?? 0)
      const done = (to: number, work: (rows: Rows) => Rows, told: string | null = null) => {
        if (edit(work, told)) focusSoon({ row: Math.min(to, latest.current.length - 1), column })
      }
      switch (what) {
        case 'above':
          return done(at, (rows) => insertRow(rows, at))
        case 'below':
          return done(at + 1, (rows) => insertRow(rows, at + 1))
        case 'copy':
          return done(at + 1, (rows) => insertRow(rows, at + 1, rows[at]?.row), `已复制第 ${at + 1} 行`)
        case 'up':
          return done(at - 1, (rows) => moveRow(rows, at, at - 1))
        case 'down':
          return done(at + 1, (rows) => moveRow(rows, at, at + 1))
        case 'delete':
          return done(at, (rows) => removeRow(rows, at), `已删除第 ${at + 1} 行`)
      }
    },
    [focusSoon],
  )
  const append = useCallback(() => {
    const { edit, latest } = latestTable.current
    const added = edit((rows) => insertRow(rows, rows.length))
    if (added) focusSoon({ row: latest.current.length - 1, column: 0 })
  }, [focusSoon])

  const actions = useMemo((): CellActions => {
    const rowCount = () => latestTable.current.latest.current.length
    /** Down from the last row a new one begins, unless the last one is still empty. */
    const down = ({ row, column }: CellPlace): boolean => {
      const { latest, edit } = latestTable.current
      if (row + 1 >= rowCount()) {
        if (isEmptyRow(latest.current[row]?.row ?? {})) return false
        if (edit((rows) => insertRow(rows, rows.length))) focusSoon({ row: row + 1, column })
      } else focusCell({ row: row + 1, column })
      return true
    }
    const step = (event: KeyboardEvent<HTMLElement>, place: CellPlace): boolean => {
      const { row, column } = place
      const { key, shiftKey, target } = event
      const lastColumn = latestTable.current.columns.length - 1
      const choosing = target instanceof HTMLSelectElement
      const go = (to: CellPlace) => {
        focusCell(to)
        return true
      }
      if (event.altKey || event.ctrlKey || event.metaKey) return rowKey(event, row)
      if (key === 'Enter') return shiftKey ? row > 0 && go({ row: row - 1, column }) : down(place)
      if (key === 'ArrowDown' && !choosing) return row + 1 < rowCount() && go({ row: row + 1, column })
      if (key === 'ArrowUp' && !choosing) return row > 0 && go({ row: row - 1, column })
      if (key === 'ArrowLeft' && !shiftKey && !choosing && atEdge(target, 'left'))
        return column > 0 && go({ row, column: column - 1 })
      if (key === 'ArrowRight' && !shiftKey && !choosing && atEdge(target, 'right'))
        return column < lastColumn && go({ row, column: column + 1 })
      if (key !== 'Tab') return false
      // The end of the table is left with Tab from an empty row, as in a letter's table.
      if (shiftKey)
        return column > 0 ? go({ row, column: column - 1 }) : row > 0 && go({ row: row - 1, column: lastColumn })
      return column < lastColumn ? go({ row, column: column + 1 }) : down({ row, column: 0 })
    }
    const rowAct = (event: KeyboardEvent): RowAct | null => {
      if (pressed(event, 'rowMove')) return event.key === 'ArrowUp' ? 'up' : 'down'
      if (pressed(event, 'rowDelete')) return 'delete'
      if (pressed(event, 'rowBelow')) return event.shiftKey ? 'above' : 'below'
      return pressed(event, 'rowCopy') ? 'copy' : null
    }
    const rowKey = (event: KeyboardEvent, row: number): boolean => {
      const what = rowAct(event)
      if (what) act(what, row)
      return what !== null
    }
    return {
      type: ({ row, column }, text) => {
        const id = latestTable.current.columns[column]?.id
        if (id !== undefined) latestTable.current.type((rows) => setCell(rows, row, id, text))
      },
      choose: ({ row, column }, option) => {
        const id = latestTable.current.columns[column]?.id
        if (id !== undefined) latestTable.current.edit((rows) => setCell(rows, row, id, option))
      },
      key: (event, place) => {
        if (step(event, place)) event.preventDefault()
      },
      paste: (event, place) => {
        const block = parseBlock(event.clipboardData.getData('text/plain'))
        if (!isBlock(block)) return
        event.preventDefault()
        const { edit, columns, latest } = latestTable.current
        const done = pasteBlock(latest.current, place, block, columns)
        edit(() => done.rows, `已粘贴 ${done.pasted} 行`)
      },
    }
  }, [focusCell, focusSoon, act])

  const dragged = useRef<number | null>(null)
  const drag = useMemo(
    (): RowDrag => ({
      start: (event, at) => {
        dragged.current = at
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', `第 ${at + 1} 行`)
      },
      over: (event) => {
        if (dragged.current !== null) event.preventDefault()
      },
      drop: (event: DragEvent, at) => {
        const from = dragged.current
        dragged.current = null
        if (from === null) return
        event.preventDefault()
        latestTable.current.edit((rows) => moveRow(rows, from, at), `第 ${from + 1} 行已移到第 ${at + 1} 行`)
      },
    }),
    [],
  )
  return { focusCell, settleFocus, append, actions, act, drag }
}
