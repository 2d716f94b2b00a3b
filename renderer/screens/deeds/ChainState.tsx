import { CheckCircleOutlined, LoadingOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ChainVerdict } from '../../../shared/api/deeds.ts'
import { chainTrouble } from '../../text/deeds.ts'
import { Mark } from '../../ui/Mark.tsx'

/** Whether the log is what was written, as icon, word and colour; where it is not, what to do. */
export function ChainState({ verdict, onAgain }: { verdict: ChainVerdict | null; onAgain: () => void }) {
  if (verdict === null)
    return (
      <Mark tone="none" icon={<LoadingOutlined aria-hidden="true" />}>
        正在核对日志…
      </Mark>
    )
  if (verdict.sound)
    return (
      <span className="deeds-chain">
        <Mark
          tone="good"
          icon={<CheckCircleOutlined aria-hidden="true" />}
          title="每条记录都接着上一条的校验码，改动、删去或调换其中一条都会被发现。整份重做要靠交给别人保管的打印件或可核验的文件来对。"
        >
          日志完整，共 {verdict.entries} 条
        </Mark>
      </span>
    )
  return (
    <span className="deeds-chain">
      <Mark tone="stop" icon={<WarningOutlined aria-hidden="true" />}>
        日志不完整
      </Mark>
      <Button size="small" onClick={onAgain}>
        再核对一次
      </Button>
    </span>
  )
}

export function ChainTrouble({ verdict }: { verdict: ChainVerdict | null }) {
  const told = verdict === null ? [] : chainTrouble(verdict)
  if (told.length === 0) return null
  return (
    <div className="deeds-trouble" role="alert">
      {told.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
