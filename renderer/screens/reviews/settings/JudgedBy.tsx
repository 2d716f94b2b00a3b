import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { fewestForExtremes } from '../../../../shared/domain/review-points.ts'
import { Input } from '../../../ui/Input.tsx'
import { InputNumber } from '../../../ui/InputNumber.tsx'
import { Section } from '../../../ui/Page.tsx'
import { freshId, type SettingsDraft } from './settings-draft.ts'

type Settings = SettingsDraft['settings']
type Props = { settings: Settings; onChange: (part: Partial<Settings>) => void }

/** 评分项 with their highest points. */
export function Criteria({ settings, byNotice, onChange }: Props & { byNotice: boolean }) {
  const { criteria, dropExtremes } = settings
  const sum = criteria.reduce((total, { max }) => total + (max ?? 0), 0)
  const set = (at: number, part: Partial<Settings['criteria'][number]>) =>
    onChange({ criteria: criteria.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  return (
    <Section
      title="评分项"
      note={byNotice ? '按通知的评分标准' : '通知没有写评分标准，这是常用的几项，可以改'}
      actions={
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          disabled={criteria.length >= 12}
          onClick={() => onChange({ criteria: [...criteria, { id: freshId('c', criteria), label: '', max: 10 }] })}
        >
          添加评分项
        </Button>
      }
    >
      <ul className="setting-rows">
        {criteria.map(({ id, label, max }, at) => (
          <li key={id}>
            <Input
              aria-label={`评分项 ${at + 1} 名称`}
              value={label}
              maxLength={40}
              onChange={(event) => set(at, { label: event.target.value })}
            />
            <InputNumber
              aria-label={`评分项 ${at + 1} 满分`}
              className="setting-number"
              min={1}
              max={100}
              precision={0}
              suffix="分"
              value={max}
              onChange={(value) => set(at, { max: value })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden="true" />}
              aria-label={`去掉评分项：${label || at + 1}`}
              onClick={() => onChange({ criteria: criteria.filter((one) => one.id !== id) })}
            />
          </li>
        ))}
      </ul>
      <p className="quiet">合计 {sum} 分。同分时按这里的先后比较各项。</p>
      <Checkbox checked={dropExtremes} onChange={(event) => onChange({ dropExtremes: event.target.checked })}>
        去掉最高分和最低分（至少 {fewestForExtremes} 位评委）
      </Checkbox>
    </Section>
  )
}

/** 奖项 and their places. */
export function Awards({ settings, onChange }: Props) {
  const { awards } = settings
  const set = (at: number, part: Partial<Settings['awards'][number]>) =>
    onChange({ awards: awards.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  return (
    <Section
      title="奖项"
      note="从高到低"
      actions={
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          disabled={awards.length >= 10}
          onClick={() => onChange({ awards: [...awards, { id: freshId('a', awards), name: '', count: null }] })}
        >
          添加奖项
        </Button>
      }
    >
      <ul className="setting-rows">
        {awards.map(({ id, name, count }, at) => (
          <li key={id}>
            <Input
              aria-label={`奖项 ${at + 1} 名称`}
              value={name}
              maxLength={20}
              onChange={(event) => set(at, { name: event.target.value })}
            />
            <InputNumber
              aria-label={`奖项 ${at + 1} 名额`}
              className="setting-number"
              min={0}
              max={500}
              precision={0}
              suffix="件"
              placeholder="不限"
              value={count}
              onChange={(value) => set(at, { count: value })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden="true" />}
              aria-label={`去掉奖项：${name || at + 1}`}
              onClick={() => onChange({ awards: awards.filter((one) => one.id !== id) })}
            />
          </li>
        ))}
      </ul>
      <p className="quiet">名额留空：不限，只能手工定奖。填了的按名次授奖，名额用完为止。</p>
    </Section>
  )
}
