import { Button } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import type { Matrix } from '../../../../shared/api/rosters.ts'
import { useNow } from '../../../app/app-state.ts'
import { momentText } from '../../../text/dates.ts'
import { filterWords, type MatrixFilter, matrixFilters, rowMatches } from '../../../text/rosters.ts'
import { FilterBar, FilterSearch, FilterWord, filterDot } from '../../../ui/FilterBar.tsx'
import { EmptyPlace } from '../../../ui/Page.tsx'
import { useCells } from '../../../ui/use-cells.ts'
import { CellDetail } from './CellDetail.tsx'
import { MatrixGrid } from './MatrixGrid.tsx'
import { OfficeDetail } from './OfficeDetail.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import './matrix.css'

const choices = matrixFilters.filter((one) => one !== 'all').map((value) => ({ value, label: filterWords[value] }))

/**
 * Offices × deliverables, and what one cell or one office says beside it.
 * @param notice begins the sentence
 */
export function MatrixPane({ matrix, notice }: { matrix: Matrix; notice: ReactNode }) {
  const now = useNow()
  const [filter, setFilter] = useState<MatrixFilter>('all')
  const [only, setOnly] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState(false)
  const { at: asOf, deliverables } = matrix
  const columns = useMemo(
    () => (only === null ? deliverables : deliverables.filter((one) => one.deliverableId === only)),
    [deliverables, only],
  )
  const words = search.trim()
  const rows = useMemo(
    () => matrix.rows.filter((row) => row.office.name.includes(words) && rowMatches(row, filter, columns, asOf)),
    [matrix.rows, words, filter, columns, asOf],
  )
  const ids = useMemo(() => rows.map(({ office }) => office.officeId), [rows])
  const cells = useCells(ids, columns.length)
  const here = cells.at === null ? null : (rows.find(({ office }) => office.officeId === cells.at?.row) ?? null)
  const deliverable = columns[cells.at?.column ?? -1] ?? null
  const cell = here && deliverable ? here.cells[deliverable.deliverableId] : undefined
  const all = () => {
    setFilter('all')
    setOnly(null)
    setSearch('')
  }
  const close = () => {
    setOpened(false)
    document.querySelector<HTMLElement>('.matrix')?.focus({ preventScroll: true })
  }
  const chosen = rows.filter(({ office }) => cells.marked.has(office.officeId))
  return (
    <>
      <FilterBar
        search={
          <FilterSearch
            placeholder="找单位"
            aria-label="找单位"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        }
        end={
          <>
            {rows.length === matrix.rows.length
              ? `${rows.length} 个单位`
              : `${rows.length} / ${matrix.rows.length} 个单位`}
            <span>{momentText(asOf, now)}</span>
          </>
        }
      >
        {notice}
        {notice === null ? null : filterDot}
        <FilterWord
          label="单位"
          value={filter === 'all' ? null : filter}
          choices={choices}
          everything={filterWords.all}
          onChange={(next) => setFilter(matrixFilters.find((one) => one === next) ?? 'all')}
        />
        {filterDot}
        <FilterWord
          label="材料"
          value={only}
          choices={deliverables.map((one) => ({ value: one.deliverableId, label: one.title }))}
          everything="全部材料"
          onChange={setOnly}
        />
      </FilterBar>
      {chosen.length > 0 ? (
        <SelectionBar matrix={matrix} rows={chosen} shown={rows.length} onAll={cells.markAll} onClear={cells.clear} />
      ) : null}
      {rows.length === 0 ? (
        <EmptyPlace title="没有符合条件的单位" action={<Button onClick={all}>显示全部单位</Button>} />
      ) : (
        <div className="matrix-body" data-details={opened && here !== null}>
          <MatrixGrid
            matrix={matrix}
            rows={rows}
            columns={columns}
            cells={cells}
            opened={opened}
            onOpen={(open) => setOpened(open)}
          />
          {!opened || here === null ? null : deliverable && cell ? (
            <CellDetail
              key={`${here.office.officeId} ${deliverable.deliverableId}`}
              matrix={matrix}
              row={here}
              deliverable={deliverable}
              cell={cell}
              onClose={close}
            />
          ) : (
            <OfficeDetail key={here.office.officeId} matrix={matrix} row={here} onClose={close} />
          )}
        </div>
      )}
    </>
  )
}
