/** Run as a process: saves, freezes and attaches in turn and tells each confirmation, until it is killed at a named point. */
import { createCore } from '../../electron/core/core.ts'
import type { RevisionInfo, SavedDraft } from '../../shared/api/records.ts'

const [, , dataDir = '', resourcesDir = '', recordId = '', picture = ''] = process.argv
const core = await createCore({
  dataDir,
  resourcesDir,
  appVersion: 'test',
  now: () => new Date(),
  ask: null,
  emit: () => undefined,
})

const tell = (message: object): Promise<void> =>
  new Promise((resolve) => process.send?.(message, undefined, {}, () => resolve()))

for (let draftSeq = 0; draftSeq < 5; draftSeq++) {
  const plan = `第${draftSeq + 1}次保存`
  const saved = (await core.dispatch('records.saveDraft', { recordId, draftSeq, changes: { plan } })) as SavedDraft
  await tell({ saved: saved.draftSeq, plan })
  if (draftSeq === 2) {
    await core.dispatch('records.attach', { recordId, field: 'photos', path: picture })
    await tell({ attached: true })
  }
  const frozen = (await core.dispatch('records.freeze', { recordId })) as RevisionInfo
  await tell({ frozen: frozen.digest })
}
await core.close()
process.disconnect?.()
