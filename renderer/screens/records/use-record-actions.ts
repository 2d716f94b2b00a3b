/** 定稿, print, PDF, stamp: what is done with a record once it is filled in. */
import { useState } from 'react'
import type { RevisionInfo } from '../../../shared/api/records.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { navigate } from '../../app/route.ts'
import { isTypedHere } from './typed-here.ts'
import type { OpenRecord } from './use-record.ts'

export type RecordAction = 'print' | 'pdf' | 'docx' | 'stamp' | 'send'

/** Characters that file systems of the offices' computers refuse. */
const fileName = (text: string): string => text.replace(/[\\/:*?"<>|\s]+/gu, '_').slice(0, 60)

export type RecordActions = {
  busy: RecordAction | null
  run: (action: RecordAction) => void
  unstamp: (revision: number) => void
  /** What stands on the screen is saved; false when it could not be. */
  keep: () => Promise<boolean>
  printRevision: (revision: number) => void
  saveRevisionDocx: (revision: RevisionInfo) => void
}

type Hooks = {
  /** Makes the page tell every finding and returns whether one blocks. */
  blocked: () => boolean
  settleFiles: () => Promise<void>
  onProblem: (problem: ProblemData | null) => void
}

const latestOf = (revisions: readonly RevisionInfo[]): RevisionInfo | null =>
  revisions.reduce<RevisionInfo | null>((best, one) => (best && best.revision > one.revision ? best : one), null)

export function useRecordActions(record: OpenRecord, { blocked, settleFiles, onProblem }: Hooks): RecordActions {
  const [busy, setBusy] = useState<RecordAction | null>(null)
  const { summary, definition, revisions } = record.detail
  const { recordId } = summary
  // Of what was purged there is no other paper.
  const masked = record.detail.purgedAt !== null
  const typedHere = isTypedHere(summary)
  const writable = typedHere && !masked

  const guarded = async (action: RecordAction, work: () => Promise<void>) => {
    if (busy) return
    setBusy(action)
    onProblem(null)
    try {
      await work()
    } catch (thrown) {
      onProblem(problemOf(thrown))
    } finally {
      setBusy(null)
    }
  }

  /** The latest revision, made now when the draft has moved on; null when something blocks or could not be saved. */
  const frozen = async (): Promise<RevisionInfo | null> => {
    const latest = latestOf(revisions)
    if (!writable) return latest
    await settleFiles()
    if (!(await record.flush()) || blocked()) return null
    const revision = await call('records.freeze', { recordId })
    await record.reread()
    return revision
  }

  const openDialog = async (revision: number) => {
    const answer = await window.kexie.print({ recordId, revision, masked })
    if ('problem' in answer) onProblem(answer.problem)
    else if (answer.outcome === 'printed')
      announce(writable ? '已交给打印机。盖章后请点“标记已盖章”。' : '已交给打印机。')
  }

  const print = async () => {
    const revision = await frozen()
    if (revision) await openDialog(revision.revision)
  }

  const savePdf = async () => {
    const revision = await frozen()
    if (!revision) return
    const name = `${fileName(`${definition.name}-${summary.title || summary.officeName}`)}-${codeText(revision.code)}.pdf`
    const out = await window.kexie.saveAs({
      title: '保存为 PDF',
      defaultName: name,
      filters: [{ name: 'PDF 文件', extensions: ['pdf'] }],
    })
    if (out === null) return
    const saved = await call('records.savePdf', { recordId, revision: revision.revision, masked, out })
    announce('已保存 PDF', { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(saved.path) })
  }

  const saveDocx = async (revision: RevisionInfo | null) => {
    const version = revision ? codeText(revision.code) : '草稿'
    const out = await window.kexie.saveAs({
      title: '存为 Word 文档',
      defaultName: `${fileName(`${definition.name}-${summary.title || summary.officeName}`)}-${version}.docx`,
      filters: [{ name: 'Word 文档', extensions: ['docx'] }],
    })
    if (out === null) return
    const saved = await call('documents.saveDocx', { recordId, revision: revision?.revision ?? null, out })
    announce(revision ? '已存 Word 文档' : '已存草稿的 Word 文档，可以请领导修改', {
      label: '打开所在文件夹',
      run: () => void window.kexie.showInFolder(saved.path),
    })
  }

  /** What the page shows now: the director's pen needs no final version. */
  const docx = async () => {
    await settleFiles()
    if (typedHere && !(await record.flush())) return
    const now = await call('records.open', { recordId })
    const latest = latestOf(now.revisions)
    await saveDocx(typedHere && now.changedSinceRevision ? null : latest)
  }

  const setStamped = async (revision: number, stamped: boolean) => {
    await call('records.stamp', { recordId, revision, stamped })
    await record.reread()
  }

  const stamp = async () => {
    const latest = revisions.reduce((best, one) => Math.max(best, one.revision), 0)
    if (latest === 0) return
    await setStamped(latest, true)
    announce('已标记盖章，可以报送了', { label: '撤销', run: () => unstamp(latest) })
  }

  const send = async () => {
    await settleFiles()
    if (await record.flush()) await navigate({ screen: 'submit', noticeId: summary.noticeId })
  }

  const works: Readonly<Record<RecordAction, () => Promise<void>>> = { print, pdf: savePdf, docx, stamp, send }
  const unstamp = (revision: number) => void guarded('stamp', () => setStamped(revision, false))
  return {
    busy,
    run: (action) => void guarded(action, works[action]),
    unstamp,
    keep: async () => {
      await settleFiles()
      return !typedHere || record.flush()
    },
    printRevision: (revision) => void guarded('print', () => openDialog(revision)),
    saveRevisionDocx: (revision) => void guarded('docx', () => saveDocx(revision)),
  }
}
