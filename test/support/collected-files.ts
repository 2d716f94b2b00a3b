/** Folders as they arrive by WeChat, mail or stick: papers of other hands, tiny films, and calls of 收作品. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { utils, write } from 'xlsx'
import { pack } from '../../electron/core/documents/docx/fixed-zip.ts'
import type { CollectionProposal, ProposedEntry } from '../../shared/api/collection.ts'
import { cityNotice, newFolder, type TestCore } from './core.ts'
import { formById } from './form-files.ts'

export const duty = { noticeId: cityNotice, deliverableId: 'T15' }
export const example = formById('JS-F3').example ?? {}
export const at = '2022-05-10T00:00:00.000Z'

let media = ''
export const clip = (name: 'one' | 'two' | 'small'): string => path.join(media, `${name}.mp4`)

/** Two seconds each, before the tests of a file. */
export function withClips(): void {
  beforeAll(() => {
    media = mkdtempSync(path.join(tmpdir(), 'kexie-clips-'))
    for (const [name, colour, size] of [
      ['one', 'red', '1280x720'],
      ['two', 'blue', '1280x720'],
      ['small', 'green', '640x360'],
    ] as const)
      execFileSync('ffmpeg', [
        ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-f', 'lavfi', '-i', `color=${colour}:s=${size}:d=2:r=5`],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', clip(name)],
      ])
  })
  afterAll(() => rmSync(media, { recursive: true, force: true }))
}

type Cells = readonly string[]
const escaped = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;')
const para = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<w:p><w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`)
    .join('')
const tableXml = (rows: readonly Cells[]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${para(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`

/** As another office's Word writes it: nothing of ours in it. */
export function docx(file: string, parts: readonly (string | readonly Cells[])[]): string {
  const body = parts.map((part) => (typeof part === 'string' ? para(part) : tableXml(part))).join('')
  const xml = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
  writeFileSync(file, pack([{ name: 'word/document.xml', bytes: Buffer.from(xml) }], at))
  return file
}

/** The annex as it is printed, filled in. */
export function annex(change: Record<string, string> = {}): Cells[] {
  const value = (id: string): string => change[id] ?? String(example[id] ?? '')
  return [
    ['作品名称', value('workTitle')],
    ['主创姓名', value('creatorName')],
    ['工作单位', value('workUnit')],
    ['联系人姓名', value('contactName'), '身份证', value('contactIdentity')],
    ['联系方式', '手机', value('mobile'), '电子邮箱', value('email')],
    ['微信号', value('wechat')],
    ['通信地址', value('address'), '邮政编码', value('postcode')],
    ['作品创意\n说明', value('idea')],
  ]
}

export function sheets(file: string, named: Record<string, readonly (readonly (string | number)[])[]>): string {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(named))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name)
  writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  return file
}

export function folder(name = '收到'): string {
  const dir = path.join(newFolder(), name)
  mkdirSync(dir, { recursive: true })
  return dir
}
export const put = (from: string, ...to: string[]): string => {
  const file = path.join(...to)
  mkdirSync(path.dirname(file), { recursive: true })
  copyFileSync(from, file)
  return file
}
export const read = (core: TestCore, ...paths: string[]): Promise<CollectionProposal> =>
  core.call('collection.read', { ...duty, paths })
export const codes = ({ questions }: ProposedEntry): string[] =>
  questions.map(({ code, field }) => `${code} ${field ?? ''}`.trim())
export const names = (files: readonly { path: string; kind: string }[]): string[] =>
  files.map((file) => `${file.kind} ${path.basename(file.path)}`).sort()
export const only = ({ entries }: CollectionProposal): ProposedEntry => {
  if (entries.length !== 1 || !entries[0]) throw new Error(`${entries.length} entries`)
  return entries[0]
}
export const taking = (entry: ProposedEntry, change: object = {}) => ({
  key: entry.key,
  entryId: null,
  values: entry.values,
  participants: entry.participants,
  videoPath: entry.video?.path ?? null,
  scanPaths: entry.scanPaths,
  ...change,
})
