import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { navigate, type PersonalPart } from '../../../app/route.ts'
import { Segments } from '../../../ui/Segments.tsx'
import { PurgedPart } from './PurgedPart.tsx'
import { PurgePart } from './PurgePart.tsx'
import { RevealsPart } from './RevealsPart.tsx'
import './personal.css'

const leads: Readonly<Record<PersonalPart, string>> = {
  keep: '保存期满的，由您清除；程序不会自己清除，也不替您勾选。',
  purged: '每次清除留一份记录，可以打印、签字、存档。',
  looked: '每次点开遮盖着的内容都留一笔：什么时候、哪份材料、哪一栏、为什么。程序不认人，只记理由，不记内容。',
}

/** What the program holds of people: when it goes, what went, and who looked. */
export function PersonalScreen({ part }: { part: PersonalPart }) {
  return (
    <div className="page personal">
      <header className="personal-head">
        <Tooltip title="回到设置">
          <Button
            type="text"
            size="large"
            icon={<ArrowLeftOutlined aria-hidden="true" />}
            aria-label="回到设置"
            onClick={() => void navigate({ screen: 'settings' })}
          />
        </Tooltip>
        <div className="personal-title">
          <h1>个人信息</h1>
          <p className="quiet">{leads[part]}</p>
        </div>
        <Segments<PersonalPart>
          label="看哪一项"
          size="large"
          value={part}
          onChange={(next) => void navigate({ screen: 'personal', part: next })}
          options={[
            { value: 'keep', label: '到期清除' },
            { value: 'purged', label: '清除记录' },
            { value: 'looked', label: '查看记录' },
          ]}
        />
      </header>
      {part === 'keep' ? <PurgePart /> : part === 'purged' ? <PurgedPart /> : <RevealsPart />}
    </div>
  )
}
