import { Button, Modal } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { dutyKey, useVideoDuties } from '../../../app/videos/video-duties.ts'
import { ChooseFiles } from './ChooseFiles.tsx'
import { LeftOver } from './LeftOver.tsx'
import { ProposedList } from './ProposedList.tsx'
import { TakenList } from './TakenList.tsx'
import { useCollection } from './use-collection.ts'
import './collect.css'

/** What arrived by WeChat, mail or stick becomes entries: dropped, put together, looked at, taken in. */
export function CollectDialog({ noticeId, onClose }: { noticeId: string | null; onClose: () => void }) {
  const { duties, problem: readProblem } = useVideoDuties()
  const [chosen, setChosen] = useState<string | null>(null)
  const duty =
    duties?.find((one) => dutyKey(one) === chosen) ??
    duties?.find((one) => one.noticeId === noticeId) ??
    duties?.[0] ??
    null
  const collection = useCollection(duty)
  const { phase, sheets } = collection
  const confirmed = sheets.filter((sheet) => sheet.confirmed).length
  const open = (entryId: string) => {
    onClose()
    void navigate({ screen: 'video', entryId, part: null })
  }
  return (
    <Modal
      open
      className="collect"
      title="收作品"
      footer={null}
      width={phase === 'look' ? 1120 : 720}
      // A slip of the mouse does not throw away what was looked through.
      mask={{ closable: phase !== 'look' }}
      onCancel={onClose}
    >
      <div className="collect-problems">
        <ProblemNote problem={collection.problem ?? readProblem} />
      </div>
      {phase === 'choose' ? (
        <ChooseFiles duties={duties} duty={duty} busy={collection.busy} onDuty={setChosen} onRead={collection.read} />
      ) : null}
      {phase === 'look' && duty ? (
        <>
          {sheets.length === 0 ? <p>这些文件里没有认出作品。</p> : <ProposedList duty={duty} collection={collection} />}
          <LeftOver files={collection.leftOver} />
          <div className="dialog-foot">
            {sheets.length > confirmed ? (
              <span className="quiet dialog-foot-note">
                还有 {sheets.length - confirmed} 件没有勾“要收”，这次不收。
              </span>
            ) : null}
            <Button size="large" onClick={onClose} disabled={collection.busy}>
              都不收
            </Button>
            <Button
              size="large"
              type="primary"
              disabled={confirmed === 0}
              loading={collection.busy}
              onClick={collection.take}
            >
              收进来 {confirmed} 件
            </Button>
          </div>
        </>
      ) : null}
      {phase === 'done' ? (
        <>
          <TakenList taken={collection.taken} onOpen={open} />
          <div className="dialog-foot">
            <Button size="large" onClick={collection.again}>
              {sheets.length > 0 ? `回到没有收的 ${sheets.length} 件` : '再收一批'}
            </Button>
            <Button size="large" type="primary" onClick={onClose}>
              收好了
            </Button>
          </div>
        </>
      ) : null}
    </Modal>
  )
}
