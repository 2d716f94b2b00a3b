import { FormOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type RefObject, useMemo, useState } from 'react'
import type { Consent } from '../../../shared/api/authorizations.ts'
import type { VideoEntryDetail } from '../../../shared/api/videos.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useChosen } from '../../app/use-chosen.ts'
import { useMethod } from '../../app/use-method.ts'
import { signedLongText } from '../../text/videos.ts'
import { Section } from '../../ui/Page.tsx'
import { ConsentRows } from './ConsentRows.tsx'
import { ExceptionDialog } from './ExceptionDialog.tsx'
import { LetterScans } from './LetterScans.tsx'
import { PaperViewer } from './PaperViewer.tsx'
import { useConsents } from './use-consents.ts'

const namesOf = (consents: readonly Consent[]): string => {
  const [first, second] = consents
  if (!first) return ''
  return second ? `${first.name}等 ${consents.length} 人` : first.name
}

/** 作品授权书: each participant and whether they signed; a person decides, by keyboard or at the paper. */
export function Consents({ entry, place }: { entry: VideoEntryDetail; place: RefObject<HTMLElement | null> }) {
  const { own, authorizationId } = entry
  const { checklist, problem, busy, dismiss, decide } = useConsents(entry.entryId)
  const scans = useMethod('scans.list', authorizationId === null ? null : { recordId: authorizationId }, [
    'records',
    'packages',
  ]).value
  const [paper, setPaper] = useState<string | null>(null)
  const [excepting, setExcepting] = useState(false)
  const consents = checklist?.consents ?? []
  const ids = useMemo(() => (checklist?.consents ?? []).map(({ position }) => String(position)), [checklist])
  const chosen = useChosen(ids)
  const marked = consents.filter(({ position }) => chosen.marked.has(String(position)))
  // Without marks the one under the cursor is meant.
  const meant = marked.length > 0 ? marked : consents.filter(({ position }) => String(position) === chosen.current)

  const sign = async (list: readonly Consent[]) => {
    const decisions = list.map(({ position }) => ({ position, state: 'signed' as const }))
    if (await decide(decisions, `${namesOf(list)}记为已签名`)) chosen.clear()
  }
  const unsign = async () => {
    const decisions = meant.map(({ position }) => ({ position, state: 'missing' as const }))
    if (await decide(decisions, `${namesOf(meant)}记为没有签名`)) chosen.clear()
  }
  const except = async (reason: string) => {
    setExcepting(false)
    const decisions = meant.map(({ position }) => ({ position, state: 'exception' as const, reason }))
    if (await decide(decisions, `${namesOf(meant)}记为例外`)) chosen.clear()
  }
  /** With Enter: this one is signed, the cursor goes on to the next that is open. */
  const signAt = (at: number) => {
    const here = consents[at]
    if (!here || busy) return
    if (here.state !== 'signed') void sign([here])
    const next = consents.findIndex(({ state }, index) => index > at && state !== 'signed' && state !== 'exception')
    if (next >= 0) chosen.goTo(next)
  }
  const openLetter = () => {
    if (authorizationId !== null) void navigate({ screen: 'record', recordId: authorizationId, field: 'participants' })
  }
  const shownScan = scans?.find(({ scanId }) => scanId === paper) ?? null
  const nobody = meant.length === 0 || busy
  return (
    <Section
      title="作品授权书"
      note={[
        checklist && consents.length > 0 ? signedLongText(checklist.sum) : '',
        entry.authorizationCode === null ? '' : `核对码 ${codeText(entry.authorizationCode)}`,
      ]
        .filter((part) => part !== '')
        .join('，')}
      actions={
        authorizationId === null || consents.length === 0 ? null : (
          <Button icon={<FormOutlined aria-hidden="true" />} onClick={openLetter}>
            {own ? '改参赛人' : '查看'}
          </Button>
        )
      }
    >
      <section ref={place} className="entry-letter" aria-label="签名核对">
        <ProblemNote problem={problem} action={<Button onClick={dismiss}>知道了</Button>} />
        {checklist && consents.length === 0 ? (
          <div className="entry-letter-empty">
            <p className="quiet">
              {entry.purged
                ? '参赛人和签名的纸已随个人信息清除。'
                : authorizationId === null
                  ? '这件作品没有作品授权书。'
                  : '授权书里还没有参赛人。先填姓名和身份证号，再打印给每个人签。'}
            </p>
            {own && authorizationId !== null ? (
              <Button data-first onClick={openLetter}>
                填写参赛人
              </Button>
            ) : null}
          </div>
        ) : null}
        {consents.length > 0 ? (
          <>
            <ConsentRows consents={consents} chosen={chosen} own={own} onSign={signAt} onPaper={setPaper} />
            {own ? (
              <div className="consent-actions">
                <Button
                  type={meant.some(({ state }) => state !== 'signed') ? 'primary' : 'default'}
                  disabled={nobody || meant.every(({ state }) => state === 'signed')}
                  onClick={() => void sign(meant)}
                >
                  已签名
                </Button>
                <Button
                  disabled={nobody || meant.every(({ state }) => state === 'missing')}
                  onClick={() => void unsign()}
                >
                  没有签名
                </Button>
                <Button disabled={nobody} onClick={() => setExcepting(true)}>
                  例外…
                </Button>
                <span className="quiet">
                  {marked.length > 0 ? `已选 ${marked.length} 人` : '↑↓ 走到人，空格选，回车记为已签名'}
                </span>
              </div>
            ) : null}
          </>
        ) : null}
        {entry.purged || authorizationId === null || (consents.length === 0 && !scans?.length) ? null : (
          <LetterScans own={own} scans={scans ?? []} onOpen={setPaper} />
        )}
      </section>
      {excepting && meant.length > 0 ? (
        <ExceptionDialog
          names={meant.map(({ name }) => name)}
          onClose={() => setExcepting(false)}
          onDecide={(reason) => void except(reason)}
        />
      ) : null}
      {shownScan ? (
        <PaperViewer
          scan={shownScan}
          consents={consents.filter(({ scanId }) => scanId === shownScan.scanId)}
          own={own}
          busy={busy}
          onSign={(list) => void sign(list)}
          onClose={() => setPaper(null)}
        />
      ) : null}
    </Section>
  )
}
