import type { ReactNode } from 'react'
import type { VideoEntry } from '../../../shared/api/videos.ts'
import { stateNames } from '../../../shared/domain/states.ts'
import { lackNames } from '../../text/videos.ts'
import { FilterBar, FilterSearch, FilterWord, filterDot } from '../../ui/FilterBar.tsx'
import {
  awardChoices,
  lacksPresent,
  noticeChoices,
  statesPresent,
  timingChoices,
  type VideoFilter,
  whoChoices,
} from './video-filters.ts'

type Props = {
  entries: readonly VideoEntry[]
  filter: VideoFilter
  onChange: (filter: VideoFilter) => void
  /** How many are shown, and what is chosen among them. */
  children: ReactNode
}

/** Words that would offer nothing to choose are left out. */
export function FilterSentence({ entries, filter, onChange, children }: Props) {
  const set = (part: Partial<VideoFilter>) => onChange({ ...filter, ...part })
  const states = statesPresent(entries)
  const lacks = lacksPresent(entries)
  const who = whoChoices(entries)
  const awards = awardChoices(entries)
  const timings = timingChoices(entries)
  return (
    <FilterBar
      search={
        <FilterSearch
          aria-label="找作品"
          placeholder="找作品、单位"
          value={filter.query}
          onChange={(event) => set({ query: event.target.value })}
        />
      }
      end={children}
    >
      <FilterWord
        label="通知"
        value={filter.noticeId}
        everything="全部通知"
        choices={noticeChoices(entries)}
        onChange={(noticeId) => set({ noticeId })}
      />
      {filterDot}
      <FilterWord
        label="状态"
        value={filter.state}
        everything="全部状态"
        choices={states.map((state) => ({ value: state, label: stateNames[state] }))}
        onChange={(state) => set({ state: states.find((one) => one === state) ?? null })}
      />
      {filterDot}
      <FilterWord
        label="还缺什么"
        value={filter.lack}
        everything="缺不缺都看"
        choices={[
          ...lacks.map((lack) => ({ value: lack, label: lackNames[lack] })),
          { value: 'nothing', label: '齐全' },
        ]}
        onChange={(lack) => set({ lack: lack === 'nothing' ? 'nothing' : (lacks.find((one) => one === lack) ?? null) })}
      />
      {who.length > 0 ? (
        <>
          {filterDot}
          <FilterWord
            label="单位"
            search
            value={filter.who}
            everything="全部单位"
            choices={who}
            onChange={(next) => set({ who: next })}
          />
        </>
      ) : null}
      {timings.length > 0 ? (
        <>
          {filterDot}
          <FilterWord
            label="时间"
            value={filter.timing}
            everything="不论早晚"
            choices={timings}
            onChange={(timing) =>
              set({ timing: (['in-time', 'late', 'early'] as const).find((one) => one === timing) ?? null })
            }
          />
        </>
      ) : null}
      {awards.length > 0 ? (
        <>
          {filterDot}
          <FilterWord
            label="奖项"
            value={filter.award}
            everything="全部奖项"
            choices={awards}
            onChange={(award) => set({ award })}
          />
        </>
      ) : null}
    </FilterBar>
  )
}
