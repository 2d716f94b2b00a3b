import { RightOutlined } from '@ant-design/icons'
import { Button, Checkbox, Modal } from 'antd'
import { useId, useState } from 'react'
import type { RegionEntry } from '../../../../shared/api/rosters.ts'
import { likelyType } from '../../../../shared/wording/sender-types.ts'
import { useAppState } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useAttempt } from '../../../app/use-attempt.ts'
import { useMethod } from '../../../app/use-method.ts'
import { regionOfficeName } from '../../../text/rosters.ts'
import { Input } from '../../../ui/Input.tsx'
import type { RosterAddition } from './roster-addition.ts'

type Place = { code: string; name: string }
type Ticked = { region: RegionEntry; above: Place | null }

/** Codes from the province down to our own region: 32 → 3201. */
function pathTo(region: string | null): string[] {
  if (region === null) return []
  const province = `${region.slice(0, 2)}0000`
  const city = `${region.slice(0, 4)}00`
  return city === province ? [province] : [province, city]
}

type Props = { onAdd: (offices: RosterAddition) => Promise<void>; onClose: () => void }

/** 行政区划: step by step from province to county; what is ticked becomes the association of that place. */
export function RegionDialog({ onAdd, onClose }: Props) {
  const id = useId()
  const own = useAppState((held) => held.state?.office?.region ?? null)
  const provinces = useMethod('rosters.regions', { parent: null }, [])
  const [path, setPath] = useState<readonly string[]>(() => pathTo(own))
  const cities = useMethod('rosters.regions', path[0] === undefined ? null : { parent: path[0] }, [])
  const counties = useMethod('rosters.regions', path[1] === undefined ? null : { parent: path[1] }, [])
  const [ticked, setTicked] = useState<ReadonlyMap<string, Ticked>>(new Map())
  const [ending, setEnding] = useState('科学技术协会')
  const { problem, attempt, idle } = useAttempt<'add'>()

  const named = (list: readonly RegionEntry[] | null, code: string | undefined): Place | null =>
    list?.find((one) => one.code === code) ?? null
  const trail = [named(provinces.value, path[0]), named(cities.value, path[1])].filter((one) => one !== null)
  const reading = path.length === 0 ? provinces : path.length === 1 ? cities : counties
  const shown = reading.value ?? []
  const above = trail.at(-1) ?? null

  const tick = (regions: readonly RegionEntry[], on: boolean) => {
    const next = new Map(ticked)
    for (const region of regions) {
      if (on) next.set(region.code, { region, above })
      else next.delete(region.code)
    }
    setTicked(next)
  }
  const offices = [...ticked.values()].map(({ region, above: city }) => {
    const name = regionOfficeName(region, city, ending.trim())
    return { name, level: region.level, type: likelyType(name), region: region.code }
  })
  const all = shown.length > 0 && shown.every(({ code }) => ticked.has(code))
  return (
    <Modal open title="按行政区划选" footer={null} width={640} maskClosable={false} onCancel={onClose}>
      <div className="stack">
        <nav className="region-trail" aria-label="在哪里">
          <button type="button" className="plain-button link-button" onClick={() => setPath([])}>
            全国
          </button>
          {trail.map((place, index) => (
            <span key={place.code}>
              <RightOutlined aria-hidden="true" />
              <button
                type="button"
                className="plain-button link-button"
                aria-current={index === trail.length - 1 ? 'location' : undefined}
                onClick={() => setPath(path.slice(0, index + 1))}
              >
                {place.name}
              </button>
            </span>
          ))}
          <Checkbox
            className="region-all"
            checked={all}
            indeterminate={!all && shown.some(({ code }) => ticked.has(code))}
            disabled={shown.length === 0}
            onChange={(event) => tick(shown, event.target.checked)}
          >
            这一级全选（{shown.length}）
          </Checkbox>
        </nav>
        <ul className="region-list" aria-label={above?.name ?? '全国'}>
          {shown.map((region) => (
            <li key={region.code}>
              <Checkbox checked={ticked.has(region.code)} onChange={(event) => tick([region], event.target.checked)}>
                {region.name}
              </Checkbox>
              {region.below > 0 ? (
                <button
                  type="button"
                  className="plain-button link-button"
                  aria-label={`${region.name}：下面 ${region.below} 个`}
                  onClick={() => setPath([...path, region.code])}
                >
                  下面 {region.below} 个
                </button>
              ) : null}
            </li>
          ))}
        </ul>
        <div className="region-ending">
          <label htmlFor={id}>单位名称写作：地名 +</label>
          <Input id={id} maxLength={20} value={ending} onChange={(event) => setEnding(event.target.value)} />
        </div>
        <p className="quiet roster-names" role="status">
          {offices.length === 0
            ? '勾选地名，程序写好单位名称。市辖区前面会加上市名，如“某某市某某区科学技术协会”。'
            : `已选 ${offices.length} 个：${offices.map(({ name }) => name).join('、')}`}
        </p>
        <ProblemNote problem={problem ?? reading.problem ?? provinces.problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            不加了
          </Button>
          <Button
            size="large"
            type="primary"
            {...idle('add')}
            disabled={offices.length === 0 || ending.trim() === ''}
            onClick={() => void attempt('add', () => onAdd(offices))}
          >
            {offices.length === 0 ? '加进名单' : `加进 ${offices.length} 个单位`}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
