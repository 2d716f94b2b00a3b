import { Button } from 'antd'
import { useState } from 'react'
import type { OfficeFile, Succession } from '../../../shared/api/devices.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import { Section } from '../../ui/Page.tsx'
import { SuccessionDialog } from './SuccessionDialog.tsx'

function words({ kind, oldName, newName, from }: Succession): string {
  const [year = '', month = '', day = ''] = from.split('-')
  const when = `${Number(year)}年${Number(month)}月${Number(day)}日起`
  if (kind === 'merged') return `${when}，${oldName}并入${newName}`
  if (kind === 'refounded') return `${when}，${oldName}重新组建为${newName}`
  return `${when}，名单上的${oldName}就是名片上的${newName}`
}

/** 单位变更: merged, founded anew, or the card of a name on the roster has come. */
export function Successions({ file }: { file: OfficeFile }) {
  const [open, setOpen] = useState(false)
  const { problem, attempt, idle } = useAttempt<'undo'>()
  const gone = file.successions.some(({ oldOfficeId }) => oldOfficeId === file.officeId)
  const undo = (oldOfficeId: string) =>
    void attempt('undo', async () => {
      await call('offices.undoSucceed', { oldOfficeId })
      announce('这次变更已撤销，材料按原来的单位算。')
    })
  return (
    <Section title="单位变更" actions={gone ? undefined : <Button onClick={() => setOpen(true)}>登记变更</Button>}>
      {file.successions.length === 0 ? (
        <p className="quiet office-line">
          并入其他单位、重新组建，或名单上的单位有了名片，登记在这里，材料算到接续的单位。
        </p>
      ) : null}
      <ProblemNote problem={problem} />
      <ul className="rows">
        {file.successions.map((one) => {
          const other = one.oldOfficeId === file.officeId ? one.newOfficeId : one.oldOfficeId
          return (
            <li key={one.oldOfficeId} className="office-succession">
              <span>{words(one)}</span>
              <button
                type="button"
                className="plain-button link-button"
                onClick={() => void navigate({ screen: 'office', officeId: other })}
              >
                看{one.oldOfficeId === file.officeId ? one.newName : one.oldName}
              </button>
              <Button {...idle('undo')} onClick={() => undo(one.oldOfficeId)}>
                撤销变更
              </Button>
            </li>
          )
        })}
      </ul>
      {open ? <SuccessionDialog file={file} onClose={() => setOpen(false)} /> : null}
    </Section>
  )
}
