import { Button } from 'antd'
import type { TakenEntry } from '../../../../shared/api/collection.ts'
import { ToneMark } from '../../../app/ToneMark.tsx'
import { fileNameOf } from '../../../text/file-names.ts'

function Line({ taken, onOpen }: { taken: TakenEntry; onOpen: (entryId: string) => void }) {
  if (taken.problem !== null)
    return (
      <>
        <ToneMark worded={{ word: '没有收', tone: 'stop' }} />
        <span>
          《{taken.title || '未命名'}》：{taken.problem}
        </span>
      </>
    )
  return (
    <>
      <ToneMark worded={{ word: '已收', tone: 'good' }} />
      <span>
        《{taken.title || '未命名'}》{taken.scans > 0 ? `，授权书照片 ${taken.scans} 张` : ''}
        {taken.videoLeft === null ? null : <span className="quiet collect-scan-left">{taken.videoLeft}</span>}
        {taken.scansLeft.map(({ path, message }) => (
          <span key={path} className="quiet collect-scan-left">
            {fileNameOf(path)}：{message}
          </span>
        ))}
      </span>
      <Button size="small" onClick={() => onOpen(taken.entryId)}>
        打开
      </Button>
    </>
  )
}

/** What became of each entry. */
export function TakenList({ taken, onOpen }: { taken: readonly TakenEntry[]; onOpen: (entryId: string) => void }) {
  return (
    <ul className="collect-taken" aria-label="收的结果">
      {taken.map((one) => (
        <li key={`${one.key} ${one.entryId ?? ''}`}>
          <Line taken={one} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  )
}
