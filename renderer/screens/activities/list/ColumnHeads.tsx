import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons'
import { type ActivitySort, setListState, useListState } from '../list-state.ts'

type Column = { name: string; sort: ActivitySort | null; end?: boolean }

const columns: readonly Column[] = [
  { name: '状态', sort: 'state' },
  { name: '活动', sort: 'title' },
  { name: '时间', sort: 'day' },
  { name: '单位', sort: 'unit' },
  { name: '地点', sort: null },
  { name: '规模', sort: 'reach', end: true },
  { name: '经费（万元）', sort: 'funds', end: true },
  { name: '还缺', sort: null },
]

/** Numbers and the latest begin with the largest. */
const largestFirst: ReadonlySet<ActivitySort> = new Set(['reach', 'funds', 'updated'])

/** A click sorts by a column, a second one the other way round. */
export function ColumnHeads() {
  const sort = useListState((held) => held.sort)
  const descending = useListState((held) => held.descending)
  const by = (next: ActivitySort) =>
    setListState({ sort: next, descending: next === sort ? !descending : largestFirst.has(next), scrolled: 0 })
  return (
    // biome-ignore lint/a11y/useSemanticElements: heads of a list box, not a fieldset
    <div className="list-row activity-row activity-heads" role="group" aria-label="排序">
      <span />
      {columns.map(({ name, sort: own, end }) => (
        <span key={name} className="activity-head" data-end={end === true} data-column={name}>
          {own === null ? (
            name
          ) : (
            <button
              type="button"
              className="plain-button"
              aria-pressed={own === sort}
              title={own === sort ? `按${name}排，再按一次反过来` : `按${name}排`}
              onClick={() => by(own)}
            >
              {name}
              {own !== sort ? null : descending ? (
                <CaretDownOutlined aria-label="从后到前" />
              ) : (
                <CaretUpOutlined aria-label="从前到后" />
              )}
            </button>
          )}
        </span>
      ))}
    </div>
  )
}
