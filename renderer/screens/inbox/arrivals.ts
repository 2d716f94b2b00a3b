/** Files that the clerk has just chosen: verified first, taken in on their word. They stay while the program runs. */
import { create } from 'zustand'
import type { ImportOutcome, VerifiedPackage } from '../../../shared/api/packages.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { withKeys } from '../../app/keys/protect.ts'
import { runTask } from '../../app/tasks.ts'

export type Arrival = {
  path: string
  verified: VerifiedPackage | null
  outcome: ImportOutcome | null
  problem: ProblemData | null
  busy: boolean
}

export const useArrivals = create<{ arrivals: Arrival[] }>(() => ({ arrivals: [] }))

export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}

function put(path: string, fields: Partial<Arrival>): void {
  useArrivals.setState(({ arrivals }) => {
    const before = arrivals.find((arrival) => arrival.path === path)
    const blank: Arrival = { path, verified: null, outcome: null, problem: null, busy: false }
    if (!before) return { arrivals: [...arrivals, { ...blank, ...fields }] }
    return { arrivals: arrivals.map((arrival) => (arrival.path === path ? { ...arrival, ...fields } : arrival)) }
  })
}

export function putAway(path: string): void {
  useArrivals.setState(({ arrivals }) => ({ arrivals: arrivals.filter((arrival) => arrival.path !== path) }))
}

export async function verifyFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) put(path, { verified: null, outcome: null, problem: null, busy: true })
  for (const path of paths) {
    try {
      put(path, { verified: await call('packages.verify', { path }), busy: false })
    } catch (thrown) {
      put(path, { problem: problemOf(thrown), busy: false })
    }
  }
}

export async function chooseAndVerify(): Promise<void> {
  await verifyFiles(
    await window.kexie.pickFiles({
      title: '选择收到的文件',
      filters: [{ name: '报送包、回执、通知、单位名片', extensions: ['zip'] }],
      multiple: true,
    }),
  )
}

export async function takeIn(path: string, acceptGap: boolean): Promise<ImportOutcome | null> {
  put(path, { busy: true, problem: null })
  try {
    const outcome = await withKeys('收件', () =>
      runTask({
        title: `收入 ${fileNameOf(path)}`,
        method: 'packages.import',
        input: { path, acceptGap },
        ending: (made) => ({ sentence: outcomeSentence(made), next: null }),
      }),
    )
    put(path, outcome ? { outcome, verified: outcome.verified, busy: false } : { busy: false })
    return outcome
  } catch (thrown) {
    put(path, { problem: problemOf(thrown), busy: false })
    return null
  }
}

export function outcomeSentence(outcome: ImportOutcome): string {
  const { kind } = outcome.verified
  switch (outcome.result) {
    case 'imported':
      if (kind === 'receipt') return '回执已收入，报送的状态已更新。'
      if (kind === 'office-card') return '单位名片已收入。'
      if (kind === 'notice') return noticeSentence(outcome)
      return `已收入 ${outcome.records} 份填报记录${outcome.attachments > 0 ? `、${outcome.attachments} 个附件` : ''}。下一步：逐份审核，再写回执。`
    case 'duplicate':
      return '这份以前已经收过，没有重复收入。'
    case 'held':
      return '先放着，没有收入，记在“收到的文件”里等您决定。'
    case 'refused':
      return '没有收入，已收的内容没有变化。'
  }
}

function noticeSentence({ verified }: ImportOutcome): string {
  const codes = verified.findings.map((finding) => finding.code)
  if (codes.includes('notice.same')) return '这一版通知以前收到过，没有重复加入。'
  if (codes.includes('notice.not-upstream')) return '通知已收下，先放着：请在下面确认是否加入“通知与任务”。'
  return '通知已加入“通知与任务”，日期排进了工作台。'
}
