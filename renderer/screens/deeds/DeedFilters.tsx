import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { type DeedSubject, deedSubject } from '../../../shared/api/deeds.ts'
import { subjectNames } from '../../../shared/wording/deed-words.ts'
import { useMethod } from '../../app/use-method.ts'
import { type Span, spanDays, spanNames, spans } from '../../text/deeds.ts'
import { FilterBar, FilterSearch, FilterWord, filterDot } from '../../ui/FilterBar.tsx'
import type { DeedFilter } from './use-deeds.ts'

export type Filters = {
  readonly text: string
  /** '' would be everybody to the select: who gave no name is called by this. */
  readonly person: string | null
  readonly subject: DeedSubject | null
  readonly span: Span | null
  readonly from: string | null
  readonly to: string | null
}
export const noFilters: Filters = { text: '', person: null, subject: null, span: null, from: null, to: null }

const nobody = '\u0000'

export function toFilter(filters: Filters, recordId: string | null, now: number): DeedFilter {
  const { text, person, subject, span } = filters
  const days = span === null ? null : span === 'chosen' ? filters : spanDays(span, now)
  return {
    ...(text !== '' && { text }),
    ...(person !== null && { person: person === nobody ? '' : person }),
    ...(recordId !== null ? { subject: 'record' as const, subjectId: recordId } : subject !== null && { subject }),
    ...(days?.from != null && { from: days.from }),
    ...(days?.to != null && { to: days.to }),
  }
}

export function DeedFilters({
  filters,
  isOneRecord,
  total,
  onChange,
}: {
  filters: Filters
  isOneRecord: boolean
  total: number
  onChange: (filters: Filters) => void
}) {
  const people = useMethod('people.list', {}, ['people']).value?.people ?? []
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change })
  const names = [...new Set(people.map(({ name }) => name))]
  return (
    <FilterBar
      search={
        <FilterSearch
          aria-label="查找记录"
          placeholder="查找：做了什么、哪份材料"
          value={filters.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      }
      end={<span role="status">{total} 条</span>}
    >
      <FilterWord
        label="经办人"
        value={filters.person}
        everything="全部人员"
        choices={[...names.map((name) => ({ value: name, label: name })), { value: nobody, label: '未登记姓名' }]}
        onChange={(person) => set({ person })}
      />
      {filterDot}
      {isOneRecord ? null : (
        <>
          <FilterWord
            label="哪一类"
            value={filters.subject}
            everything="全部种类"
            choices={deedSubject.options.map((value) => ({ value, label: subjectNames[value] }))}
            onChange={(subject) => set({ subject: subject as DeedSubject | null })}
          />
          {filterDot}
        </>
      )}
      <FilterWord
        label="日期"
        value={filters.span}
        everything="全部日期"
        choices={spans.map((value) => ({ value, label: spanNames[value] }))}
        onChange={(span) => set({ span: span as Span | null })}
      />
      {filters.span === 'chosen' ? (
        <DatePicker.RangePicker
          aria-label="自选日期"
          size="small"
          allowEmpty={[true, true]}
          value={[filters.from === null ? null : dayjs(filters.from), filters.to === null ? null : dayjs(filters.to)]}
          onChange={(chosen) =>
            set({ from: chosen?.[0]?.format('YYYY-MM-DD') ?? null, to: chosen?.[1]?.format('YYYY-MM-DD') ?? null })
          }
        />
      ) : null}
    </FilterBar>
  )
}
