import { SearchOutlined } from '@ant-design/icons'
import { Select } from 'antd'
import type { ComponentProps, ReactNode } from 'react'
import { Input } from './Input.tsx'
import './filter-bar.css'

export type FilterChoice = { value: string; label: string }

const all = ''

/** Filters of a list as a sentence: what to find, then one word after the other, and how many there are at the end. */
export function FilterBar({ search, children, end }: { search?: ReactNode; children: ReactNode; end: ReactNode }) {
  return (
    <div className="filter-bar">
      {search}
      {/* biome-ignore lint/a11y/useSemanticElements: a sentence, not a fieldset */}
      <div className="filter-sentence" role="group" aria-label="筛选">
        {children}
      </div>
      <span className="quiet filter-count">{end}</span>
    </div>
  )
}

export function FilterSearch(props: ComponentProps<typeof Input>) {
  return <Input className="filter-search" allowClear prefix={<SearchOutlined aria-hidden="true" />} {...props} />
}

/** One word of the sentence. */
export function FilterWord({
  label,
  value,
  choices,
  everything,
  search = false,
  onChange,
}: {
  label: string
  value: string | null
  choices: readonly (FilterChoice | { label: string; options: FilterChoice[] })[]
  /** The word for no choice; null: one is always chosen. */
  everything: string | null
  search?: boolean
  onChange: (value: string | null) => void
}) {
  return (
    <Select
      variant="borderless"
      className="filter-word"
      aria-label={label}
      popupMatchSelectWidth={false}
      {...(search && { showSearch: { optionFilterProp: 'label' } })}
      value={value ?? all}
      onChange={(next) => onChange(next === all ? null : next)}
      options={[...(everything === null ? [] : [{ value: all, label: everything }]), ...choices]}
    />
  )
}

export const filterDot = <span aria-hidden="true">·</span>
