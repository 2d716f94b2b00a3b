import { describe, expect, it } from 'vitest'
import {
  type ConflictChoices,
  conflictKey,
  decided,
  nextOpen,
  takeRest,
} from '../../../renderer/screens/intake/conflicts/conflict-choices.ts'
import { advanceOf, intakeRows } from '../../../renderer/screens/intake/intake-rows.ts'
import { isClean, itemKey, nextKey, officeChoices, shownItems } from '../../../renderer/screens/queue/queue-items.ts'
import { withReason } from '../../../renderer/screens/queue/reasons.ts'
import { reviewed, stands } from '../../../renderer/screens/queue/review-fields.ts'
import { askAgainText, batchEnding, countsSentence } from '../../../renderer/text/intake.ts'
import { receiptsSentence } from '../../../renderer/text/queue.ts'
import type { BatchCounts, HeldPackage, IntakeBatch, IntakeFile, RecordConflict } from '../../../shared/api/intake.ts'
import type { QueueDetail, QueueItem } from '../../../shared/api/returns.ts'
import { loadForm } from '../../golden/print/sample-documents.ts'

const none: BatchCounts = { files: 0, waiting: 0, imported: 0, duplicate: 0, held: 0, refused: 0, failed: 0, other: 0 }

const file = (position: number, fields: Partial<IntakeFile>): IntakeFile => ({
  position,
  path: `/u/${position}.zip`,
  fileName: `${position}.zip`,
  bytes: 100,
  state: 'done',
  cardWaits: false,
  result: 'imported',
  kind: 'submission',
  senderOfficeId: 'KX-1',
  senderName: `第${position}县科协`,
  sequence: position,
  volume: null,
  tagManifestDigest: `${position}`.padStart(64, '0'),
  packageId: `p${position}`,
  records: 1,
  findings: [],
  problem: null,
  doneAt: null,
  ...fields,
})
const held = (fields: Partial<HeldPackage>): HeldPackage => ({
  tagManifestDigest: '',
  packageId: '',
  fileName: '',
  kind: 'submission',
  senderOfficeId: 'KX-1',
  senderName: '',
  sequence: 1,
  receivedAt: '',
  createdAt: '',
  findings: [],
  choices: [],
  kept: true,
  path: null,
  conflicts: 0,
  ...fields,
})
const batchOf = (files: IntakeFile[]): IntakeBatch => ({
  batchId: 'b',
  title: '各单位',
  state: 'running',
  createdAt: '',
  finishedAt: null,
  problem: null,
  counts: none,
  files,
})

describe('收报台', () => {
  const gap = { code: 'package.gap', severity: 'hold' as const, path: '', message: '前面缺号。尚未收入。' }
  const batch = batchOf([
    file(1, {}),
    file(2, { state: 'waiting', result: null }),
    file(3, { result: 'held', findings: [gap] }),
    file(4, { state: 'other', result: null, senderName: '', kind: null, sequence: null }),
    file(5, { result: 'refused' }),
    file(6, { result: 'failed' }),
    file(7, { result: 'held' }),
    file(8, { result: 'held' }),
  ])

  it('red comes first, and each row says what happened', () => {
    const rows = intakeRows(batch, null, null)
    expect(rows.map(({ file: one }) => one?.position)).toEqual([6, 3, 7, 8, 5, 4, 2, 1])
    expect(rows[1]).toMatchObject({ name: '第3县科协', line: '前面缺号。', number: '第 3 号' })
    expect(rows[5]).toMatchObject({ name: '4.zip', number: '' })
    expect(intakeRows(batch, null, 'refused')).toHaveLength(1)
  })

  it('a file that was held is settled once it no longer waits; volumes wait together', () => {
    const waiting = [held({ tagManifestDigest: '3'.padStart(64, '0') }), held({ packageId: 'p7' })]
    const settled = (list: HeldPackage[] | null) =>
      intakeRows(batch, list, 'held').map((row) => [row.file?.position, row.settled, row.held !== null])
    expect(settled(waiting)).toEqual([
      [3, false, true],
      [7, false, true],
      [8, true, false],
    ])
    expect(settled(null).every(([, gone]) => gone === false)).toBe(true)
    expect(intakeRows(null, waiting, null)).toHaveLength(2)
  })

  it('progress counts packages, and a batch is told as a sentence', () => {
    expect(advanceOf(batch)).toEqual({ files: 7, filesDone: 6, bytes: 700, bytesDone: 600 })
    const counts = { ...none, files: 63, imported: 57, duplicate: 1, held: 3, refused: 2 }
    expect(countsSentence(counts)).toBe('接收 57 · 重复 1 · 需处理 3 · 拒收 2')
    expect(countsSentence(none)).toBe('接收 0')
    expect(batchEnding({ ...batch, state: 'done', counts })).toContain('还有 3 件等您处理')
    expect(batchEnding({ ...batch, state: 'paused', counts })).toContain('随时可以接着收')
  })

  it('the words for the sender name no reason twice and no unknown number', () => {
    const text = askAgainText({ senderName: '', fileName: '一.zip', sequence: null }, ['不完整。'])
    expect(text).toBe('你单位：报来的文件“一.zip”没有收入。不完整。请核对后重新报送。')
  })

  it('of two contents one is chosen a record, the rest at once, never over a choice', () => {
    const side = { revision: 2, digest: '', code: '', deviceId: '', deviceName: '', at: '', receivedAt: null }
    const conflicts: RecordConflict[] = ['a', 'b', 'c'].map((recordId) => ({
      recordId,
      title: '',
      formShortName: '',
      officeName: '',
      here: side,
      arrived: side,
      fields: [],
    }))
    const [, second] = conflicts
    const choices: ConflictChoices = new Map([[conflictKey(second as RecordConflict), 'arrived']])
    expect(nextOpen(conflicts, choices, 0)).toBe(2)
    expect(nextOpen(conflicts, choices, 2)).toBe(0)
    const all = takeRest(conflicts, choices, 'here')
    expect(nextOpen(conflicts, all, 0)).toBe(-1)
    expect(decided(conflicts, all).map(({ recordId, take }) => `${recordId}:${take}`)).toEqual([
      'a:here',
      'b:arrived',
      'c:here',
    ])
  })
})

const item = (recordId: string, fields: Partial<QueueItem> = {}): QueueItem => ({
  packageId: 'p',
  recordId,
  revision: 1,
  latest: true,
  title: recordId,
  formShortName: '筹备方案',
  noticeId: 'n',
  noticeShortTitle: '科技工作者日',
  deliverableTitle: '',
  officeId: 'KX-1',
  officeName: '甲县科协',
  code: 'ABCDEFGH',
  state: 'received',
  receivedAt: '',
  blocking: 0,
  warnings: 0,
  paper: 'none',
  answersReturn: false,
  ...fields,
})

describe('审核', () => {
  it('only what nothing was found about is accepted at once', () => {
    expect(isClean(item('a', { paper: 'paper-matches' }))).toBe(true)
    const not: Partial<QueueItem>[] = [
      { blocking: 1 },
      { warnings: 1 },
      { paper: 'scan-mismatch' },
      { paper: 'paper-mismatch' },
      { state: 'returned' },
      { latest: false },
    ]
    for (const fields of not) expect(isClean(item('a', fields))).toBe(false)
  })

  it('the hand goes on to the next, at the end to the one before', () => {
    const items = [item('a'), item('b'), item('c', { officeId: 'KX-2', officeName: '乙县科协' })]
    const [a, b, c] = items.map(itemKey)
    expect(nextKey(items, a ?? '')).toBe(b)
    expect(nextKey(items, c ?? '')).toBe(b)
    expect(nextKey([item('a')], a ?? '')).toBeNull()
    expect(shownItems(items, { noticeId: 'n', officeId: 'KX-2' })).toHaveLength(1)
    expect(officeChoices(items)).toEqual([
      { value: 'KX-1', label: '甲县科协 2 份' },
      { value: 'KX-2', label: '乙县科协 1 份' },
    ])
  })

  it('a reason is given once a field', () => {
    const one = withReason([], { field: 'place', text: ' 地点不明确。 ' })
    expect(withReason(one, { field: 'place', text: '地点不明确。' })).toBe(one)
    expect(withReason(one, { field: null, text: '地点不明确。' })).toHaveLength(2)
    expect(withReason(one, { field: null, text: '  ' })).toBe(one)
  })

  it('findings, changes and old reasons stand at their field; what has none stands above', () => {
    const definition = loadForm('JS-F2')
    const detail: QueueDetail = {
      item: item('a'),
      definition,
      values: { scale: '约300人', audience: ['scientists'] },
      attachments: [],
      findings: [
        { path: 'scale/0/name', label: '', message: '偏多', severity: 'warning' },
        { path: '', label: '', message: '整份', severity: 'error' },
      ],
      previous: {
        revision: 1,
        code: 'ABCDEFGH',
        changes: [{ field: 'scale', label: '规模', kind: 'value', from: '20', to: '30', personal: false }],
      },
      returned: [
        { field: 'plannedPlace', text: '请写明' },
        { field: 'gone', text: '旧的一项' },
        { field: null, text: '缺章' },
      ],
      reasons: [],
      receiptWrittenAt: null,
      scans: [],
    }
    const { parts, findings, before } = reviewed(detail)
    const fields = parts.flatMap((part) => part.fields)
    expect(fields.map(({ id }) => id).sort()).toEqual(
      definition.fields
        .filter(({ kind }) => kind !== 'fixed')
        .map(({ id }) => id)
        .sort(),
    )
    expect(fields.filter(stands).map(({ id }) => id)).toEqual(['plannedPlace', 'scale'])
    const scale = fields.find(({ id }) => id === 'scale')
    expect(scale).toMatchObject({ text: '约300人', findings: [{ message: '偏多' }], changes: [{ from: '20' }] })
    expect(fields.find(({ id }) => id === 'contactName')?.label).toContain(' · ')
    expect(fields.find(({ id }) => id === 'photos')?.files).toEqual([])
    expect(findings.map(({ message }) => message)).toEqual(['整份'])
    expect(before).toEqual(['旧的一项', '缺章'])
  })

  it('what was written is one sentence, with those that got none', () => {
    const made = { officeId: 'x', officeName: 'x', path: '/x', bytes: 1, sha256: '', packages: 1 }
    const files = [
      { ...made, accepted: 8, returned: 2, received: 0 },
      { ...made, accepted: 4, returned: 0, received: 1 },
    ]
    expect(
      receiptsSentence({ folder: '/', files, unchanged: 3, skipped: [{ officeName: 'y', why: '没有名片' }] }),
    ).toBe(
      '写好了 2 个单位的回执：采用 12 份，退回 2 份，已收、还没审核 1 份；另有 3 个单位和上一份回执一样，没有重写；1 个单位没有写。',
    )
    expect(receiptsSentence({ folder: '/', files: [], unchanged: 2, skipped: [] })).toContain('没有要新写的回执')
  })
})
