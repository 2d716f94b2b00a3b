import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { gbkText } from '../../electron/core/handover/file-names.ts'
import type { MethodInput } from '../../shared/api/contract.ts'
import { outlineOf } from '../../shared/form/outline.ts'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { countyNotice, f2Values, newF2, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { makePhoto } from '../support/photo.ts'
import { findPlanted } from '../support/planted.ts'

const planted = [f2Values.contactName, f2Values.mobile, f2Values.email]
const office = '示例县科学技术协会'

async function openDesk(): Promise<{ core: TestCore; out: string }> {
  return { core: await openCounty({ ask: paperStub, now: '2022-05-12T01:00:00.000Z' }), out: newFolder() }
}

/** Photos of a made-up gradient; what follows the end of a PNG is no longer picture. */
async function photoSet(core: TestCore, bytes: readonly number[], title = '往年走访'): Promise<string> {
  const { summary } = await core.call('records.create', {
    noticeId: countyNotice,
    formId: 'JS-T14',
    values: { setTitle: title },
  })
  const folder = newFolder()
  for (const [index, size] of bytes.entries()) {
    const file = makePhoto(path.join(folder, `照片 by 张三 ${index}.png`), 40 + index, 30)
    const now = readFileSync(file)
    writeFileSync(file, Buffer.concat([now, Buffer.alloc(Math.max(0, size - now.length), index + 1)]))
    await core.call('records.attach', { recordId: summary.recordId, field: 'photos', path: file })
  }
  return summary.recordId
}

const order = (out: string, changes: Partial<MethodInput<'handovers.write'>> = {}): MethodInput<'handovers.write'> => ({
  noticeId: countyNotice,
  mask: true,
  out,
  as: 'folder',
  ...changes,
})

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()

function overviewOf(folder: string): PrintDocument {
  return JSON.parse(
    readFileSync(path.join(folder, '00-报送清单.pdf'), 'utf8').slice('%PDF-1.4\n'.length),
  ) as PrintDocument
}
/** All that a document says, cell by cell. */
const wordsOf = (document: PrintDocument): string =>
  outlineOf(document)
    .map(({ text }) => text)
    .join('\n')

describe('a plain folder', () => {
  it('holds everything that the notice asks for, or lists it as missing, in the order of the notice', async () => {
    const { core, out } = await openDesk()
    const f2 = await newF2(core)
    const photos = await photoSet(core, [0, 0, 0])
    await core.call('records.create', { noticeId: countyNotice, formId: 'JS-T13', values: {} })
    const written = await core.call('handovers.write', order(out, { contact: '办公室 0000-00000000' }))

    const folder = path.join(out, `${office}-科技工作者日·市转发-报送材料-20220512`)
    expect(written.path).toBe(folder)
    const plan = `01-${office}-特色亮点活动筹备方案-科技志愿者进乡村`
    const set = `02-${office}-往年特色活动照片-往年走访`
    expect(filesIn(folder)).toEqual(
      [
        '00-报送清单.pdf',
        `${plan}.docx`,
        `${plan}.pdf`,
        `${set}-照片1.png`,
        `${set}-照片2.png`,
        `${set}-照片3.png`,
        `${set}.docx`,
        `${set}.pdf`,
        '邮件正文.txt',
      ].sort(),
    )
    expect(readdirSync(out)).toEqual([path.basename(folder)])

    // Each duty of the notice is there or told as missing.
    const { pack } = await core.call('notices.show', { noticeId: countyNotice })
    const words = wordsOf(overviewOf(folder))
    const message = readFileSync(path.join(folder, '邮件正文.txt'), 'utf8')
    for (const { id, title } of pack.deliverables) {
      expect(words).toContain(title)
      const inside =
        written.records.some(({ recordId }) => [f2, photos].includes(recordId)) && ['T12', 'T14'].includes(id)
      const missing = written.missing.some((one) => one.deliverableId === id)
      expect({ id, told: inside || missing }).toEqual({ id, told: true })
    }
    expect(written.missing).toContainEqual({ deliverableId: 'T11', title: '工作方案', why: '还没有填写' })
    expect(written.missing.find(({ deliverableId }) => deliverableId === 'T13')?.why).toMatch(/^还有 \d+ 处没有填好$/)
    expect(written.missing.find(({ deliverableId }) => deliverableId === 'T12')?.why).toContain('还没有标记盖章')
    for (const name of filesIn(folder).filter((one) => /^0[12]-/.test(one))) expect(words).toContain(name)
    for (const { code } of written.records) expect(words).toContain(`${code.slice(0, 4)}-${code.slice(4)}`)

    // The message: to whom, what, how much, from whom; as Windows' editor shows it.
    expect(message.startsWith('\ufeff收件：示例市科学技术协会组织人事部')).toBe(true)
    expect(message).toContain('材料 2 份，附件共 7 个文件')
    expect(message).toContain(`联系部门：${office}，办公室 0000-00000000`)
    expect(message).not.toMatch(/[^\r]\n/)
    expect(message.replaceAll('\r\n', '\n').trimEnd().slice(1)).toBe(written.message)

    // What went out is known by revision and digest.
    const [kept] = await core.call('handovers.list', {})
    expect(kept).toMatchObject({ state: 'written', masked: true, recipientName: '示例市科学技术协会组织人事部' })
    for (const { name, sha256 } of kept!.files)
      expect(
        createHash('sha256')
          .update(readFileSync(path.join(folder, name)))
          .digest('hex'),
      ).toBe(sha256)
    expect((await core.call('records.open', { recordId: f2 })).summary.state).toBe('sent')
  })

  it('hides personal data when masked, names it beforehand, and holds it when the clerk chose so', async () => {
    const { core, out } = await openDesk()
    const f2 = await newF2(core)
    const preview = await core.call('handovers.preview', { noticeId: countyNotice, mask: true })
    const { definition } = await core.call('records.open', { recordId: f2 })
    const labels = definition.fields.filter(({ id, personal }) => personal && id in f2Values).map(({ label }) => label)
    expect(preview.personal).toEqual([{ recordId: f2, title: '科技志愿者进乡村', fields: labels, files: 0 }])
    expect(labels.length).toBeGreaterThan(1)

    const masked = await core.call('handovers.write', order(out))
    expect(findPlanted(masked.path, planted)).toEqual([])
    expect(masked.message).toContain('个人信息已遮盖')
    const open = await core.call('handovers.write', order(out, { mask: false }))
    for (const text of planted) expect(findPlanted(open.path, [text])).toHaveLength(1)
    // Never in a name, nor in the store or its log.
    expect(filesIn(out).filter((name) => planted.some((text) => name.includes(text)))).toEqual([])
    await core.close()
    expect(findPlanted(core.dataDir, planted)).toEqual([])
  })

  it('never replaces what is there: the second one gets -2', async () => {
    const { core, out } = await openDesk()
    await newF2(core)
    const first = await core.call('handovers.write', order(out))
    writeFileSync(path.join(first.path, '我的笔记.txt'), '别动')
    mkdirSync(`${first.path}-2.part`)
    const second = await core.call('handovers.write', order(out))
    // -2 would meet a half folder of somebody else's.
    expect(path.basename(second.path)).toBe(`${path.basename(first.path)}-3`)
    expect(readFileSync(path.join(first.path, '我的笔记.txt'), 'utf8')).toBe('别动')
  })

  it('keeps every part under the limit and leaves a larger file beside, with its name told', async () => {
    const { core, out } = await openDesk()
    await photoSet(core, [9_000_000, 9_000_000, 9_000_000, 22_000_000])
    for (const as of ['folder', 'zip'] as const) {
      const written = await core.call('handovers.write', order(out, { as, limitBytes: 20_000_000 }))
      expect(written.parts).toHaveLength(2)
      for (const part of written.parts) expect(part.bytes).toBeLessThanOrEqual(20_000_000)
      expect(written.oversize).toEqual([
        { name: `01-${office}-往年特色活动照片-往年走访-照片4.png`, bytes: 22_000_000 },
      ])
      expect(written.message).toContain('另有 1 个大文件用其他方式传送')
      expect(written.message).toContain('分 2 部分发送')
      const names = filesIn(written.path)
      expect(names.filter((name) => name.startsWith('超过邮箱上限的大文件/'))).toHaveLength(1)
      if (as === 'zip') {
        const zips = names.filter((name) => name.endsWith('.zip'))
        expect(zips).toHaveLength(2)
        for (const zip of zips) {
          const file = path.join(written.path, zip)
          expect(readFileSync(file).length).toBeLessThanOrEqual(20_000_000)
          const told = execFileSync('unzip', ['-t', file], {
            encoding: 'utf8',
            env: { ...process.env, LC_ALL: 'C.UTF-8' },
          })
          expect(told).toContain('No errors detected')
          // Bit 11: names are UTF-8.
          expect(readFileSync(file).readUInt16LE(6) & (1 << 11)).not.toBe(0)
        }
      } else expect(names.filter((name) => /^第[12]部分\//.test(name))).toHaveLength(5)
    }
    const words = wordsOf(overviewOf(path.join((await core.call('handovers.list', {}))[1]!.path, '第1部分')))
    expect(words).toContain('第2部分')
    expect(words).toContain('另行传送')
  })

  it('is for the recipient that was chosen, and for none that the notice does not have', async () => {
    const { core, out } = await openDesk()
    const preview = await core.call('handovers.preview', {
      noticeId: 'jiangsu-2022-workers-day',
      recipientId: 'academic',
      mask: true,
    })
    expect(preview.recipient.unit).toBe('江苏省科学技术协会学会学术部')
    expect(preview.recipients).toHaveLength(3)
    expect(preview.message).toContain('jskxxhb625@163.com')
    const unknown = { noticeId: 'jiangsu-2022-workers-day', recipientId: 'nobody', mask: true }
    expect(await core.problem('handovers.preview', unknown)).toMatchObject({ code: 'input.invalid' })
    expect(await core.problem('handovers.write', order(out))).toMatchObject({ code: 'package.nothing-to-send' })
    await newF2(core)
    const gone = order(path.join(out, 'gone'))
    expect(await core.problem('handovers.write', gone)).toMatchObject({ code: 'package.target-missing' })
  })

  it('cancelled: nothing stays, the record is not sent', async () => {
    const { core, out } = await openDesk()
    const f2 = await newF2(core)
    await photoSet(core, [20_000_000, 20_000_000, 20_000_000])
    const stop = new AbortController()
    const running = core.call('handovers.write', order(out), stop.signal)
    const watch = setInterval(() => {
      if (readdirSync(out).length > 0) stop.abort()
    }, 1)
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    clearInterval(watch)
    expect(readdirSync(out)).toEqual([])
    expect(await core.call('handovers.list', {})).toEqual([])
    expect((await core.call('records.open', { recordId: f2 })).summary.state).toBe('to-stamp')
  })

  it('needs a window to print', async () => {
    const core = await openCounty()
    await newF2(core)
    expect(await core.problem('handovers.write', order(newFolder()))).toMatchObject({ code: 'print.needs-window' })
  })
})

it('names hold only what GBK has', () => {
  expect(gbkText('“创新争先”·工作方案—2022（一）')).toBe('“创新争先”·工作方案—2022（一）')
  expect(gbkText('科普😀大篷车𠮷')).toBe('科普_大篷车_')
})
