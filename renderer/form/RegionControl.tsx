import { Select } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { isRegionCode, provinceCodes } from '../../shared/domain/standard-numbers.ts'
import { toHalfWidth } from '../../shared/form/characters.ts'
import { type ControlProps, textOf } from './field-props.ts'
import { useLocalValue } from './use-local-value.ts'

type Directory = typeof import('./regions.ts')

const optionOf = (code: string, name: string) => ({ value: code, label: `${name}（${code}）`, name })
/** A code that the list does not have: counties are renamed and merged, old papers keep theirs. */
const strange = (code: string) => optionOf(code, `${provinceCodes[code.slice(0, 2)] ?? ''} 目录中没有的代码`)

/** 行政区划: found by name or by code. */
export function RegionControl({ value, onChange, onLeave, ids }: ControlProps<'region'>) {
  const [local, put] = useLocalValue(value, onChange)
  const [directory, setDirectory] = useState<Directory | null>(null)
  const [typed, setTyped] = useState('')
  useEffect(() => {
    let left = false
    void import('./regions.ts').then((loaded) => {
      if (!left) setDirectory(loaded)
    })
    return () => {
      left = true
    }
  }, [])
  const code = textOf(local)
  const search = toHalfWidth(typed).trim()
  const options = useMemo(() => {
    const known = directory?.regions ?? []
    const found = known.filter((region) => search === '' || directory?.matchesRegion(region, search))
    const list = found.map((region) => optionOf(region.code, region.name))
    for (const extra of [code, search])
      if (isRegionCode(extra) && !list.some((option) => option.value === extra)) {
        const here = known.find((region) => region.code === extra)
        list.unshift(here ? optionOf(here.code, here.name) : strange(extra))
      }
    return list
  }, [directory, search, code])
  return (
    <Select
      id={ids.id}
      size="large"
      className="region-control"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      disabled={ids.disabled}
      value={code === '' ? undefined : code}
      options={options}
      onChange={(picked?: string) => {
        put(picked ?? null)
        setTyped('')
      }}
      onBlur={() => {
        setTyped('')
        onLeave()
      }}
      placeholder="输入地名或代码，如 如东 或 320623"
      notFoundContent="没有找到，请换一个字或输入 6 位代码"
      status={ids.invalid ? 'warning' : ''}
      aria-describedby={ids.describedBy}
      aria-required={ids.required}
    />
  )
}
