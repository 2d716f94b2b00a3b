/** What each word does: calls of the contract, in order, and one JSON document as the answer. */

import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import { initOfficeInput } from '../../../shared/api/offices.ts'
import { fieldValues } from '../../../shared/api/records.ts'
import type { WrittenReceipts } from '../../../shared/api/returns.ts'
import { isBlocking } from '../../../shared/form/validate.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Answer } from './answer.ts'
import type { CoreCalls } from './core-calls.ts'
import { exitCodes } from './exit-codes.ts'
import { runInbox } from './intake-answer.ts'
import { videoAnswer } from './video-answer.ts'
import { type Command, UsageError, type WordName } from './words.ts'

export interface Standing {
  readonly core: CoreCalls
  readonly passphrase: string | null
  /** Folder that relative names mean. */
  readonly cwd: string
}

type Run = (command: Command, standing: Standing) => Promise<Answer>

const done = (result: unknown, say: string): Answer => ({ result, say, exitCode: exitCodes.done })

export const commands: Readonly<Record<WordName, Run>> = {
  'office init': async (command, { core, passphrase, cwd }) => {
    const input = readJson(path.resolve(cwd, command.text('file')), initOfficeInput, 'office.json')
    const office = await core.call('offices.init', input)
    if (passphrase === null) return done(office, `已登记本单位：${office.name}。`)
    const { recoveryCode } = await core.call('keys.protect', { passphrase })
    return done({ ...office, recoveryCode }, `已登记本单位：${office.name}。口令已设置，请把恢复码抄下来妥善保管。`)
  },
  'office card': async (command, { core, cwd }) => {
    const card = await core.call('offices.exportCard', { out: path.resolve(cwd, command.text('out')) })
    return done(card, `单位名片已写出：${card.path}。`)
  },
  'office fingerprint': async (command, { core, cwd }) => {
    const card = command.maybe('card')
    const print =
      card === null
        ? await core.call('offices.fingerprint', {})
        : await core.call('offices.cardFingerprint', { card: path.resolve(cwd, card) })
    return done(print, `${print.name} 的指纹码：${print.groups.join(' ')}。`)
  },
  'office trust': async (command, { core, cwd }) => {
    const office = await core.call('offices.trust', {
      card: path.resolve(cwd, command.text('card')),
      officeId: null,
      fingerprint: command.text('fingerprint'),
    })
    return done(office, `指纹码一致，已信任“${office.name}”。`)
  },
  'notice list': async (_command, { core }) => {
    const notices = await core.call('notices.list', {})
    return done(notices, `共 ${notices.length} 个通知。`)
  },
  'form show': async (command, { core }) => {
    const schema = await core.call('forms.schema', { formId: command.text('form'), noticeId: command.maybe('notice') })
    return done(schema, '表的填写格式见标准输出（JSON Schema）。')
  },
  'record put': async (command, { core, cwd }) => {
    const values = readJson(path.resolve(cwd, command.text('file')), fieldValues, 'values.json')
    const noticeId = command.text('notice')
    const formId = command.text('form')
    let record = await core.call('records.create', { noticeId, formId, values })
    const recordId = record.summary.recordId
    for (const { field, path: file } of command.attach) {
      record = await core.call('records.attach', { recordId, field, path: path.resolve(cwd, file) })
    }
    const { summary, findings, attachments, draftSeq, savedAt } = record
    const blocking = findings.filter(isBlocking).length
    return done(
      {
        recordId,
        title: summary.title,
        state: summary.state,
        draftSeq,
        savedAt,
        findings,
        attachments: attachments.map(withoutThumb),
      },
      blocking === 0 ? `已存入“${summary.title}”。` : `已存入“${summary.title}”，还有 ${blocking} 处必须改正才能报送。`,
    )
  },
  'record list': async (command, { core }) => {
    const records = await core.call('records.list', { noticeId: command.maybe('notice') })
    return done(records, `共 ${records.length} 份记录。`)
  },
  'record docx': async (command, { core, cwd }) => {
    const revision = command.maybe('revision')
    if (revision !== null && !/^[1-9]\d{0,5}$/u.test(revision))
      throw new UsageError('--revision 要写成一个版次，如 1。')
    const saved = await core.call('documents.saveDocx', {
      recordId: command.text('record'),
      revision: revision === null ? null : Number(revision),
      out: path.resolve(cwd, command.text('out')),
    })
    return done(saved, `Word 文档已写出：${saved.path}。`)
  },
  'package export': async (command, { core, passphrase, cwd }) => {
    const state = await core.call('app.state', {})
    const recoveryCode =
      state.keys.state === 'open' && passphrase !== null
        ? (await core.call('keys.protect', { passphrase })).recoveryCode
        : undefined
    const exported = await core.call('packages.export', {
      noticeId: command.text('notice'),
      to: command.text('to'),
      out: path.resolve(cwd, command.text('out')),
    })
    const names = exported.files.map((file) => path.basename(file.path)).join('、')
    return done(
      recoveryCode === undefined ? exported : { ...exported, recoveryCode },
      `报送包已写出并核对：${names}。命令行不排版，包里没有 PDF。${recoveryCode === undefined ? '' : '口令已设置，请把恢复码抄下来妥善保管。'}`,
    )
  },
  'package verify': async (command, { core, cwd }) => {
    const verified = await core.call('packages.verify', { path: path.resolve(cwd, command.files[0] ?? '') })
    return verifyAnswer(verified)
  },
  'package import': async (command, { core, cwd }) => {
    const results: unknown[] = []
    let exitCode: number = exitCodes.done
    let refused = 0
    let held = 0
    for (const file of command.files) {
      const outcome = await core.call('packages.import', {
        path: path.resolve(cwd, file),
        acceptGap: command.acceptGap,
      })
      results.push(outcome)
      if (outcome.result === 'refused') refused++
      if (outcome.result === 'held') held++
    }
    if (held > 0) exitCode = exitCodes.held
    if (refused > 0) exitCode = exitCodes.refused
    const taken = results.length - held - refused
    return {
      result: { results },
      say: `收入 ${taken} 个${held > 0 ? `，${held} 个待人决定` : ''}${refused > 0 ? `，${refused} 个不合格没有收入` : ''}。`,
      exitCode,
    }
  },
  'intake run': async (command, { core, cwd }) => runInbox(core, path.resolve(cwd, command.text('inbox'))),
  'intake report': async (command, { core, cwd }) => {
    const noticeId = command.text('notice')
    if (command.maybe('format') !== 'xlsx') {
      const matrix = await core.call('rosters.matrix', { noticeId })
      const expected = matrix.rows.filter((row) => row.expected).length
      return done(matrix, `应报 ${expected} 个单位，${matrix.deliverables.length} 个事项。`)
    }
    const out = path.resolve(cwd, command.text('out'))
    const saved = await core.call('rosters.saveSheet', { noticeId, sheet: 'matrix', out })
    return done(saved, `报送情况表已写出：${saved.path}。`)
  },
  'receipt write': async (command, { core, cwd }) => {
    const packageId = command.maybe('package')
    const out = path.resolve(cwd, command.text('out'))
    if (packageId === null)
      return receiptsAnswer(await core.call('receipts.writeAll', { noticeId: command.maybe('notice'), out }))
    const receipt = await core.call('receipts.write', { packageId, out })
    return done(receipt, `回执已写出：${receipt.path}。`)
  },
  'table read': async (command, { core, cwd }) => {
    const file = path.resolve(cwd, command.files[0] ?? '')
    const read = await core.call('tables.readFile', { path: file })
    const { rows, questions, refusals } = read
    const said = `读出 ${rows.length} 行，${questions.length} 处要问，${refusals.length} 处读不出。`
    return done(read, rows.length === 0 ? '表里没有内容。' : said)
  },
  'video inspect': async (command, { core, cwd }) => {
    const file = path.resolve(cwd, command.files[0] ?? '')
    return videoAnswer(await core.call('videos.inspect', { path: file, noticeId: command.maybe('notice') }))
  },
}

function receiptsAnswer(written: WrittenReceipts): Answer {
  const { files, folder, unchanged, skipped } = written
  const head = files.length === 0 ? '没有新的回执要写。' : `写出 ${files.length} 份回执：${folder}。`
  const same = unchanged === 0 ? [] : [`${unchanged} 个单位没有新的意见，没有再写。`]
  const left = skipped.map(({ officeName, why }) => `${officeName}：${why}`)
  return done(written, [head, ...same, ...left].join('\n'))
}

interface Verdict {
  readonly ok: boolean
  readonly trusted: boolean
  readonly findings: readonly { readonly message: string; readonly severity: string }[]
}

export function verifyAnswer(verified: Verdict): Answer {
  const wrong = verified.findings.filter((finding) => finding.severity !== 'info').map((finding) => finding.message)
  const head = verified.ok
    ? verified.trusted
      ? '包完好，发件单位已核对。'
      : '包完好，但发件单位的指纹码还没有核对。'
    : '包不合格，不能收入。'
  return {
    result: verified,
    say: [head, ...wrong].join('\n'),
    exitCode: verified.ok ? exitCodes.done : exitCodes.refused,
  }
}

function withoutThumb(attachment: {
  field: string
  digest: string
  bytes: number
  mediaType: string
  title: string
}): unknown {
  const { field, digest, bytes, mediaType, title } = attachment
  return { field, digest, bytes, mediaType, title }
}

/** @throws Problem file.unreadable, input.invalid */
function readJson<T extends z.ZodType>(file: string, schema: T, name: string): z.input<T> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? '不是 JSON' : error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new Problem('file.unreadable', { path: file, reason })
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
    throw new Problem('input.invalid', { method: name, issues })
  }
  return value as z.input<T>
}
