import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { newF2, newFolder, openCounty, projectDir } from '../support/core.ts'
import { makePng } from '../support/pictures.ts'

type Told = { saved?: number; plan?: string; attached?: true; frozen?: string }

const points = [
  'save.before-commit:1',
  'save.before-commit:3',
  'save.after-commit:2',
  'freeze.before-commit:2',
  'freeze.after-commit:1',
  'attach.staged',
  'attachment.before-move',
  'attachment.after-move',
  'attach.before-commit',
]

test.each(points)(
  'kill -9 at %s: the store opens, all that was confirmed is there, nothing half',
  { timeout: 30_000 },
  async (point) => {
    const core = await openCounty({ now: null })
    const recordId = await newF2(core)
    await core.close()
    const picture = path.join(newFolder(), 'a.png')
    writeFileSync(picture, makePng(20, 10))
    const script = path.join(projectDir, 'test/support/work-store.ts')
    const child = fork(script, [core.dataDir, path.join(projectDir, 'resources'), recordId, picture], {
      env: { ...process.env, KEXIE_KILL_AT: point },
    })
    const told: Told[] = []
    child.on('message', (message) => void told.push(message as Told))
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect(signal).toBe('SIGKILL')

    await core.open()
    const detail = await core.call('records.open', { recordId })
    const saved = told.findLast((message) => message.saved !== undefined)
    // The one that was on its way may be there or not; a confirmed one must be.
    expect(detail.draftSeq).toBeGreaterThanOrEqual(saved?.saved ?? 0)
    expect(detail.draftSeq).toBeLessThanOrEqual((saved?.saved ?? 0) + 1)
    if (detail.draftSeq > 0) expect(detail.values.plan).toBe(`第${detail.draftSeq}次保存`)
    const digests = detail.revisions.map((revision) => revision.digest)
    for (const { frozen } of told) if (frozen) expect(digests).toContain(frozen)
    if (told.some((message) => message.attached)) expect(detail.attachments).toHaveLength(1)
    for (const { digest, bytes } of detail.attachments) {
      expect((await core.call('attachments.read', { digest, size: 'full' })).bytes.length).toBe(bytes)
    }
    const files = readdirSync(path.join(core.dataDir, 'attachments'), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    )
    expect(files).toHaveLength(detail.attachments.length)
    expect(readdirSync(path.join(core.dataDir, 'staging'))).toEqual([])
    await core.call('records.saveDraft', { recordId, draftSeq: detail.draftSeq, changes: { plan: '接着写。' } })
  },
)
