import { expect, test } from 'vitest'
import { progressText, stepText, timeLeftText } from '../../../renderer/text/amounts.ts'
import { isKnown, outboxItemState, verdictOf } from '../../../renderer/text/packages.ts'
import { digitsOf, emptyGroups, isComplete } from '../../../renderer/ui/FingerprintEntry.tsx'
import type { OutboxItem, VerifiedPackage } from '../../../shared/api/packages.ts'
import type { PackageFinding } from '../../../shared/problems.ts'
import { packageFindingText } from '../../../shared/wording/package-findings.ts'

test('a fingerprint is read from any spelling', () => {
  expect(digitsOf('０１２３４ 56789-12345\n67890')).toBe('01234567891234567890')
  expect(isComplete(emptyGroups())).toBe(false)
  expect(isComplete(Array.from({ length: 8 }, () => '01234'))).toBe(true)
})

test('progress is said with its units, time left only once it can be known', () => {
  expect(progressText({ phase: '写入', done: 1024 * 1024, total: 1024 ** 3, unit: 'bytes' })).toBe('1 MB / 1 GB')
  expect(progressText({ phase: '读取', done: 2, total: null, unit: 'files' })).toBe('2 个文件')
  expect(timeLeftText(0, 100, 5000)).toBe('')
  expect(timeLeftText(50, null, 5000)).toBe('')
  expect(timeLeftText(25, 100, 10_000)).toBe('还需约 30 秒')
  expect(timeLeftText(10, 100, 20_000)).toBe('还需约 3 分钟')
})

const finding = (code: string, severity: PackageFinding['severity']): PackageFinding => ({
  code,
  severity,
  path: '',
  message: '',
})
function verified(fields: Partial<VerifiedPackage>): VerifiedPackage {
  return {
    ok: true,
    trusted: true,
    kind: 'submission',
    sender: null,
    recipient: null,
    packageId: null,
    sequence: 1,
    bagit: { valid: true, version: '1.0', findings: [] },
    findings: [],
    ...fields,
  }
}

test('only what is whole, trusted and undisputed is called right', () => {
  expect(verdictOf(verified({})).word).toBe('核对无误')
  expect(verdictOf(verified({ ok: false })).word).toBe('不能收入')
  expect(verdictOf(verified({ trusted: false })).word).toBe('要您决定')
  expect(verdictOf(verified({ findings: [finding('package.gap', 'hold')] })).word).toBe('要您决定')
  expect(verdictOf(verified({ findings: [finding('package.duplicate', 'info')] })).word).toBe('以前收过')
  expect(isKnown(verified({ trusted: false, findings: [finding('card.same', 'info')] }))).toBe(false)
})

test('a file that is written and read back counts its bytes once, and no phase stays in English', () => {
  const at = (phase: string, done: number) => stepText({ phase, done, total: 2048, unit: 'bytes' })
  expect(at('write', 512)).toBe('正在写出 256 字节 / 1 KB')
  expect(at('reread', 2048)).toBe('正在读回核对 1 KB / 1 KB')
  expect(at('verify', 1024)).toBe('正在核对 1 KB / 2 KB')
  expect(at('of-a-newer-core', 0)).toMatch(/^正在处理 /)
})

test('a card that was written waits for no receipt', () => {
  const item = (kind: OutboxItem['kind']) => outboxItemState({ kind, state: 'written' } as OutboxItem).word
  expect([item('office-card'), item('receipt'), item('submission')]).toEqual(['已写出', '已写出', '已写出，等回执'])
})

test('news that a known office has a newer card asks nothing of the clerk', () => {
  expect(packageFindingText('card.newer', 'data/package.json')).toContain('尚未收入')
  const news = packageFindingText('card.newer', 'data/package.json', 'info')
  expect(news).toContain('不用另做什么')
  expect(news).not.toContain('尚未收入')
})
