/** What a person decides about a held package, done; and the sentence about what came of it. */

import type { MethodInput } from '../../../shared/api/contract.ts'
import type { HeldPackage } from '../../../shared/api/intake.ts'
import type { ImportOutcome } from '../../../shared/api/packages.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { withKeys } from '../../app/keys/protect.ts'
import { runTask } from '../../app/tasks.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import { decidedSentence } from '../../text/intake.ts'

type Decision = Omit<MethodInput<'intake.decide'>, 'tagManifestDigest'>

export function useHeld(held: HeldPackage, onDecided: () => void) {
  const { problem, attempt, idle, busy } = useAttempt<'decide' | 'notice'>()

  const carryOut = async (decision: Decision): Promise<void> => {
    const input = { tagManifestDigest: held.tagManifestDigest, ...decision }
    const outcome: ImportOutcome | null =
      decision.choice === 'set-aside'
        ? await call('intake.decide', input)
        : // A package may be large: it is verified from its first byte on.
          await withKeys('收报', () =>
            runTask({
              title: `收入 ${held.fileName}`,
              method: 'intake.decide',
              input,
              ending: (made) => ({ sentence: decidedSentence(made, held, decision.choice), next: null }),
            }),
          )
    if (outcome === null) return
    // The list of tasks tells the others.
    if (decision.choice === 'set-aside') announce(decidedSentence(outcome, held, decision.choice))
    if (decision.choice === 'set-aside' || outcome.result !== 'held') onDecided()
  }

  const decide = (decision: Decision) => attempt('decide', () => carryOut(decision))

  /** The notice that it answers is not here: its file is taken in first, then the package is looked at anew. */
  const takeInNotice = () =>
    attempt('notice', async () => {
      const [path] = await window.kexie.pickFiles({
        title: '选择通知文件',
        filters: [{ name: '通知', extensions: ['zip'] }],
      })
      if (path === undefined) return
      await call('packages.import', { path })
      await carryOut({ choice: 'again' })
    })

  return { problem, busy: busy !== null, idle, decide, takeInNotice }
}
