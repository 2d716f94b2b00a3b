import { Button } from 'antd'
import { useState } from 'react'
import type { KnownOffice } from '../../../../shared/api/offices.ts'
import type { ExportedPackage } from '../../../../shared/api/packages.ts'
import type { Review, ReviewEntry } from '../../../../shared/api/reviews.ts'
import { bytesText } from '../../../../shared/wording/amounts.ts'
import { useSignedWrite } from '../../../app/keys/use-signed-write.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { TargetFolderLine, useTargetFolder } from '../../../app/TargetFolder.tsx'
import { RecipientLine } from '../../../app/trust/RecipientLine.tsx'
import { fileNameOf } from '../../../text/file-names.ts'

/** 连同示例县科协签名的原件证明 */
function evidenceText(offices: readonly string[]): string {
  const [first, second, third] = offices
  const named = [first, second, third].filter((name) => name !== undefined).join('、')
  return `连同${named}${offices.length > 3 ? `等 ${offices.length} 个单位` : ''}签名的原件证明`
}

function sentence(made: ExportedPackage, works: number, offices: readonly string[], recipient: string): string {
  const bytes = made.files.reduce((sum, { bytes: one }) => sum + one, 0)
  const names = made.files.map(({ path }) => fileNameOf(path)).join('、')
  const parts = made.files.length > 1 ? `，分成 ${made.files.length} 个文件，要一起交` : ''
  return `推荐包已写好并重新核对过（${works} 件作品，${bytesText(bytes)}${parts}）：${names}。登记表、授权书和视频都在里面，${evidenceText(offices)}。请交给${recipient}。`
}

const endingOf = (told: (made: ExportedPackage) => string) => (made: ExportedPackage) => {
  const [first] = made.files
  return {
    sentence: told(made),
    next: first ? { label: '在文件夹中显示', run: () => void window.kexie.showInFolder(first.path) } : null,
  }
}

type Props = { review: Review; chosen: readonly ReviewEntry[]; offices: readonly KnownOffice[] }

/** The recommended works as a signed package for the office above, with what their own offices signed. */
export function ForwardBar({ review, chosen, offices }: Props) {
  const [asked, setAsked] = useState<string | null>(null)
  const target = useTargetFolder('推荐包写到哪个文件夹')
  const { busy, problem, write } = useSignedWrite('推荐上报', target)
  const passed = chosen.filter(({ own }) => !own)
  const own = chosen.length - passed.length
  const known = [...offices]
  const upstream = known.find((office) => office.isUpstream) ?? null
  const to = asked ?? upstream?.officeId ?? null
  const recipient = known.find((office) => office.officeId === to) ?? null
  const senders = [...new Set(passed.map(({ officeName }) => officeName))]
  const why =
    passed.length === 0
      ? chosen.length === 0
        ? '请先勾选推荐上报的作品。'
        : '勾选的都是本单位自己的作品，请在“报送”里报送。'
      : recipient === null
        ? '请先选择报给哪个单位。'
        : recipient.trusted
          ? null
          : '请先和对方打电话比对指纹码，再写出推荐包。'

  const run = async () => {
    if (recipient === null) return
    const told = (made: ExportedPackage) => sentence(made, passed.length, senders, recipient.name)
    await write((out) => ({
      title: `写出推荐包，给${recipient.name}`,
      method: 'packages.forward',
      input: {
        noticeId: review.noticeId,
        to: recipient.officeId,
        out,
        recordIds: passed.map(({ entryId }) => entryId),
      },
      ending: endingOf(told),
    }))
  }
  return (
    <section className="forward-bar" aria-label="写出推荐包">
      <div className="forward-to">
        <span className="field-label">报给</span>
        <RecipientLine offices={known} to={to} onChoose={setAsked} />
      </div>
      <div className="forward-write">
        <div className="forward-facts">
          <span>
            共 <strong>{passed.length}</strong> 件
            {passed.length > 0 ? `，授权书一起带上，${evidenceText(senders)}` : ''}
          </span>
          {own > 0 && passed.length > 0 ? (
            <span className="forward-why">
              另有 {own} 件是本单位自己的，不用转报：
              <button
                type="button"
                className="plain-button link-button"
                onClick={() => void navigate({ screen: 'submit', noticeId: review.noticeId })}
              >
                去报送
              </button>
            </span>
          ) : null}
          <TargetFolderLine target={target} />
          {why ? <span className="forward-why">{why}</span> : null}
        </div>
        <Button type="primary" size="large" disabled={why !== null} loading={busy} onClick={() => void run()}>
          写出推荐包
        </Button>
      </div>
      <ProblemNote problem={problem} action={<Button onClick={() => void target.choose()}>换一个文件夹</Button>} />
    </section>
  )
}
