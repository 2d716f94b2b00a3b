/** The plain folder of the example office, opened and judged as its recipient would. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { launchDesk } from './support/launch.ts'
import { go } from './support/road.ts'

type Notice = { deliverables: { title: string }[] }
const notice = JSON.parse(readFileSync(inRoot('resources/example/notice/notice.json'), 'utf8')) as Notice

const flat = (text: string): string => text.replace(/\s+/gu, '')
const pdfText = (file: string): string =>
  flat(execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' }))

test('everything that the notice asks for is in the example’s folder or listed as missing', async () => {
  test.setTimeout(120_000)
  const out = mkdtempSync(join(tmpdir(), 'kexie-example-folder-'))
  const desk = await launchDesk()
  const { page } = desk
  try {
    await page.getByRole('button', { name: '打开示例单位' }).click()
    await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
    await go(desk, '报送')
    await page.getByText('文件夹报送（传统）', { exact: true }).click()
    desk.setDialogs([out])
    await page.getByRole('button', { name: '写出报送文件夹' }).click()
    await expect.poll(() => readdirSync(out).filter((name) => !name.endsWith('.part')).length).toBe(1)
    expect(desk.errors).toEqual([])
  } finally {
    await desk.close()
  }

  // One folder that says whose it is and that it is an example; names in order, the list first.
  const [name = ''] = readdirSync(out)
  expect(name).toMatch(/^示例_.*科学技术协会-.*-报送材料-\d{8}$/)
  const folder = join(out, name)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) =>
    statSync(join(folder, one)).isFile(),
  )
  expect(files.sort()[0]).toBe('00-报送清单.pdf')
  expect(files).toContain('邮件正文.txt')
  for (const one of files) expect(one).not.toMatch(/[\\:*?"<>|]/)

  const overview = pdfText(join(folder, '00-报送清单.pdf'))
  const missing = overview.slice(overview.indexOf('没有放入'))
  expect(missing).not.toBe('')
  const numbered = files.filter((one) => /^\d{2}-/.test(one) && !one.startsWith('00-'))
  expect(numbered.length).toBeGreaterThan(0)
  for (const { title } of notice.deliverables) {
    const there = numbered.some((one) => one.includes(title))
    expect(there || missing.includes(flat(title)), title).toBe(true)
  }
  for (const one of numbered) {
    expect(overview).toContain(flat(one))
    if (!one.endsWith('.pdf')) continue
    // A paper names its kind, carries the code that the list gives it, and says that it is an example.
    const paper = pdfText(join(folder, one))
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(paper)?.[0] ?? 'no code'
    expect(overview).toContain(code)
    expect(paper).toContain('示例')
  }
  const message = readFileSync(join(folder, '邮件正文.txt'), 'utf8')
  expect(message).toContain('示例市科学技术协会')
  rmSync(out, { recursive: true, force: true })
})
