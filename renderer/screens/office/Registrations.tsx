import { Button } from 'antd'
import type { OfficeFile, RegistrationVerdict } from '../../../shared/api/devices.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { pickScans } from '../../app/pick-scans.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { useDrop } from '../../app/use-drop.ts'
import { momentText } from '../../text/dates.ts'
import type { Worded } from '../../text/packages.ts'
import { Section } from '../../ui/Page.tsx'

const verdicts: Readonly<Record<RegistrationVerdict, Worded & { lead: string }>> = {
  match: { word: '指纹码一致', tone: 'good', lead: '纸上的二维码和名片上的一样。公章是不是真的，请您自己看。' },
  mismatch: { word: '指纹码不一致', tone: 'stop', lead: '纸上的和名片上的不是一回事。请先不要比对，打电话问对方。' },
  unreadable: { word: '读不出二维码', tone: 'wait', lead: '请重拍一张清楚的，或照纸上的八组数字手工比对。' },
}

/** 单位备案表: scans of the stamped paper and whether its code says the same as the card. */
export function Registrations({ file }: { file: OfficeFile }) {
  const now = useNow()
  const { problem, attempt, idle, busy } = useAttempt<'read' | 'remove'>()
  const read = (paths: readonly string[]) =>
    void attempt('read', async () => {
      for (const path of paths) {
        const { verdict } = await call('offices.readRegistration', { officeId: file.officeId, path })
        announce(`备案表已收下：${verdicts[verdict].word}。`)
      }
    })
  const pick = () => void pickScans('选择盖章的单位备案表').then(read)
  const drop = useDrop(read, pick, busy !== null)
  const remove = (registrationId: string) =>
    void attempt('remove', async () => {
      await call('offices.removeRegistration', { registrationId })
      announce('这份备案表扫描件已去掉。')
    })
  const [latest] = file.registrations
  return (
    <Section
      title="单位备案表"
      note="盖公章的纸，证明名片是它的"
      actions={
        <Button {...idle('read')} onClick={pick}>
          加照片或扫描件
        </Button>
      }
    >
      <div className="office-papers" {...drop}>
        {latest ? (
          <div className="office-verdict" data-tone={verdicts[latest.verdict].tone} role="status">
            <ToneMark worded={verdicts[latest.verdict]} />
            <p>{verdicts[latest.verdict].lead}</p>
          </div>
        ) : (
          <p className="quiet office-line">还没有备案表。收到盖章的纸，拍照拖到这里，程序读上面的二维码和名片比。</p>
        )}
        <ProblemNote problem={problem} />
        <ul className="rows">
          {file.registrations.map(({ registrationId, verdict, title, addedAt, cardSeq }) => (
            <li key={registrationId} className="office-paper">
              <ToneMark worded={verdicts[verdict]} />
              <span className="one-line" title={title}>
                {title}
              </span>
              <span className="quiet">
                {momentText(addedAt, now)}
                {cardSeq === null ? '' : ` · 和第 ${cardSeq} 张名片比`}
              </span>
              <Button
                size="small"
                aria-label={`去掉：${title}`}
                {...idle('remove')}
                onClick={() => remove(registrationId)}
              >
                去掉
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  )
}
