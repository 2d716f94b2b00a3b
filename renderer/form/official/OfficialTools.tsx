import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import type { ComponentProps } from 'react'
import type { HeadingLevel } from '../../../shared/form/official-text.ts'
import type { OfficialText } from './use-official-text.ts'

const levels: readonly { level: HeadingLevel; name: string; title: string }[] = [
  { level: 1, name: '一级标题', title: '一、' },
  { level: 2, name: '二级标题', title: '（一）' },
  { level: 3, name: '三级', title: '1.' },
  { level: 4, name: '四级', title: '（1）' },
  { level: 0, name: '正文', title: '不编号' },
]

/** A button must not take the cursor out of the text. */
const keepCursor = (event: { preventDefault: () => void }) => event.preventDefault()

function Tool(props: ComponentProps<'button'>) {
  return <button type="button" className="text-tool" onMouseDown={keepCursor} {...props} />
}

/** Level of the line with the cursor, and its place. */
export function OfficialTools({ official }: { official: OfficialText }) {
  return (
    <>
      <span className="text-tool-group">
        {levels.map(({ level, name, title }) => (
          <Tool
            key={level}
            aria-pressed={official.level === level}
            aria-keyshortcuts={`Control+${level}`}
            title={`${title}　Ctrl+${level}`}
            onClick={() => official.setLevel(level)}
          >
            {name}
          </Tool>
        ))}
      </span>
      <span className="text-tool-group">
        <Tool
          aria-keyshortcuts="Alt+ArrowUp"
          title="标题连同下面的内容一起上移　Alt+↑"
          onClick={() => official.move('up')}
        >
          <ArrowUpOutlined aria-hidden="true" />
          上移
        </Tool>
        <Tool
          aria-keyshortcuts="Alt+ArrowDown"
          title="标题连同下面的内容一起下移　Alt+↓"
          onClick={() => official.move('down')}
        >
          <ArrowDownOutlined aria-hidden="true" />
          下移
        </Tool>
        <Tool title="全文的序号从头数一遍" onClick={official.renumber}>
          重排序号
        </Tool>
      </span>
    </>
  )
}
