import { Select } from 'antd'
import { useId } from 'react'
import { InputNumber } from '../../ui/InputNumber.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { chooseNotice } from './collect-actions.ts'
import { changeSetting, useCollect } from './collect-state.ts'
import { hasFunds, type Setting } from './collected.ts'
import { FundsSource } from './FundsSource.tsx'
import { useModules, useNotices } from './use-notices.ts'

const states = [
  { value: 'held', label: '已举办' },
  { value: 'planned', label: '计划中' },
] satisfies { value: Setting['state']; label: string }[]

/** What counts for all tables where they do not say it themselves. */
export function SettingLine() {
  const id = useId()
  const setting = useCollect((held) => held.setting)
  const busy = useCollect((held) => held.busy !== null)
  const funds = useCollect((held) => held.tables.some((table) => !table.out && hasFunds(table)))
  const notices = useNotices()
  const modules = useModules(setting.noticeId)
  return (
    <div className="tables-setting">
      <label htmlFor={`${id}-notice`}>算进</label>
      <Select
        id={`${id}-notice`}
        aria-label="算进哪个通知"
        className="tables-setting-notice"
        disabled={busy}
        popupMatchSelectWidth={false}
        value={setting.noticeId ?? ''}
        onChange={(noticeId) =>
          chooseNotice(noticeId === '' ? null : noticeId, notices?.find((one) => one.id === noticeId)?.year ?? null)
        }
        options={[
          { value: '', label: '不算进通知，只登记' },
          ...(notices ?? []).map((one) => ({ value: one.id, label: one.label })),
        ]}
      />
      {modules.size > 0 ? (
        <Select
          mode="multiple"
          aria-label="表里没写模块的算作"
          className="tables-setting-modules"
          placeholder="没写模块的：不定"
          maxTagCount="responsive"
          popupMatchSelectWidth={false}
          value={[...setting.modules]}
          onChange={(next) => changeSetting({ modules: next })}
          options={[...modules].map(([value, label]) => ({ value, label }))}
        />
      ) : null}
      <label htmlFor={`${id}-year`}>没写年份的算</label>
      <InputNumber
        id={`${id}-year`}
        className="tables-setting-year"
        min={1949}
        max={2199}
        precision={0}
        controls={false}
        value={setting.year}
        onChange={(year) => year !== null && year >= 1949 && changeSetting({ year })}
      />
      <span>年</span>
      <Segments
        label="没写状态的算作"
        options={states}
        value={setting.state === 'planned' ? 'planned' : 'held'}
        onChange={(state) => changeSetting({ state: state === 'planned' ? 'planned' : 'held' })}
      />
      {funds ? <FundsSource /> : null}
    </div>
  )
}
