import { Radio, Select } from 'antd'
import { useId } from 'react'
import { type ToneChoice, zoomSteps } from '../../../shared/domain/appearance.ts'
import { useAppearance, zoomNow } from '../../app/tone.ts'
import { Section } from '../../ui/Page.tsx'

const toneWords: readonly { value: ToneChoice; label: string }[] = [
  { value: 'system', label: '跟随系统' },
  { value: 'light', label: '浅色' },
  { value: 'dark', label: '深色' },
  { value: 'light-contrast', label: '高对比（浅色）' },
  { value: 'dark-contrast', label: '高对比（深色）' },
]
const zoomWords = zoomSteps.map((step) => ({ value: step, label: `${step}%` }))

/** 外观: for this PC only, whoever's office is open. */
export function AppearanceSection() {
  const id = useId()
  const tone = useAppearance(({ now }) => now?.tone ?? 'system')
  const zoom = useAppearance(zoomNow)
  return (
    <Section title="外观" note="只管这台电脑上看到的样子，不影响打印">
      <dl className="facts settings-facts">
        <dt id={`${id}-tone`}>颜色</dt>
        <dd>
          <Radio.Group
            aria-labelledby={`${id}-tone`}
            value={tone}
            options={[...toneWords]}
            onChange={(event) => void window.kexie.setAppearance({ tone: event.target.value })}
          />
          <p className="field-note">高对比：字更深、线更重，看着吃力时用。系统开了高对比，这里不用再选。</p>
        </dd>
        <dt>
          <label htmlFor={`${id}-zoom`}>文字和按钮大小</label>
        </dt>
        <dd>
          <Select
            id={`${id}-zoom`}
            className="settings-zoom"
            value={zoom}
            options={zoomWords}
            onChange={(next) => void window.kexie.setAppearance({ zoom: next })}
          />
          <p className="field-note">随时可按 Ctrl 和 + 放大、Ctrl 和 - 缩小、Ctrl 和 0 还原。</p>
        </dd>
      </dl>
    </Section>
  )
}
