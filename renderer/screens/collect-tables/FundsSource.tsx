import { Select } from 'antd'
import { changeSetting, useCollect } from './collect-state.ts'
import type { Setting } from './collected.ts'

const sources = [
  { value: 'fundsCounty', label: '县级财政' },
  { value: 'fundsCity', label: '市级财政' },
  { value: 'fundsProvince', label: '省级财政' },
  { value: 'fundsCentral', label: '中央财政' },
  { value: 'fundsEnterprise', label: '企业赞助' },
  { value: 'fundsOther', label: '其他经费' },
] satisfies { value: Setting['fundsSource']; label: string }[]

/** Money that does not say where it came from: one choice for all tables. */
export function FundsSource() {
  const fundsSource = useCollect((held) => held.setting.fundsSource)
  return (
    <Select
      aria-label="没写来源的经费算作"
      className="tables-setting-funds"
      status={fundsSource === null ? 'warning' : ''}
      placeholder="经费从哪里来？"
      popupMatchSelectWidth={false}
      value={fundsSource}
      onChange={(next) => changeSetting({ fundsSource: next })}
      options={sources.map(({ value, label }) => ({ value, label: `经费算${label}` }))}
    />
  )
}
