/**
 * Every form of every pack, the library's and those of 2027 with them, filled with its example, on the screen: each field
 * is there once with its control and its answer, the pages beside it say the same, and nothing on the console.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import type { FormDefinition } from '../../shared/form/definition.ts'
import { valueWords } from '../../shared/form/value-words.ts'
import { Desk, foundOffice } from '../support/desks.ts'
import { readForm } from '../support/form-files.ts'
import { launchDesk } from './support/launch.ts'

const libraryNotice = 'every-library-form'
const screens = inRoot('out/test/every-form')

/** A notice that asks for one of each form of the library, as an own notice may. */
function writeLibraryNotice(notices: string): void {
  const folder = join(notices, libraryNotice, '1')
  mkdirSync(folder, { recursive: true })
  cpSync(join(notices, 'library/1/forms'), join(folder, 'forms'), { recursive: true })
  const ids = readdirSync(join(folder, 'forms')).map((file) => basename(file, '.json'))
  const wording = { wording: '每种表格一份', dueWording: '及时', dueAt: null, quantity: null, stamped: false }
  const manifest = {
    format: 'kexie-notice/1',
    id: libraryNotice,
    version: '1',
    title: '每种表格一份的通知',
    shortTitle: '每种表格一份',
    issuer: '示例市科学技术协会',
    documentNumber: null,
    issuedOn: '2022-05-12',
    theme: null,
    period: null,
    addressees: [{ level: 'county', type: 'association', wording: '各县科协', reportsTo: 'city' }],
    recipients: [{ id: 'city', unit: '示例市科学技术协会' }],
    deliverables: ids.map((formId, at) => ({ id: `S${at + 1}`, title: formId, formId, ...wording })),
    historical: true,
    formFiles: ids.map((id) => `forms/${id}.json`),
  }
  writeFileSync(join(folder, 'notice.json'), JSON.stringify(manifest))
}

interface Filled {
  readonly form: FormDefinition
  readonly recordId: string
}

/** A record of every form, made where the window will find it. */
async function fillAll(dataDir: string, resourcesDir: string): Promise<Filled[]> {
  const notices = join(resourcesDir, 'notices')
  mkdirSync(resourcesDir)
  for (const root of ['resources/notices', 'test/fixtures/notice-2027'])
    cpSync(inRoot(root), notices, { recursive: true })
  writeLibraryNotice(notices)
  const desk = await Desk.open(dataDir, { resourcesDir })
  await foundOffice(desk, 'county', null)
  const filled: Filled[] = []
  for (const noticeId of readdirSync(notices).filter((name) => name !== 'library')) {
    const folder = join(notices, noticeId, '1/forms')
    for (const file of readdirSync(join(notices, noticeId, '1')).includes('forms') ? readdirSync(folder) : []) {
      const form = readForm(join(folder, file))
      const { summary } = await desk.call('records.create', { noticeId, formId: form.id, values: form.example ?? {} })
      filled.push({ form, recordId: summary.recordId })
    }
  }
  await desk.close()
  return filled
}

/** Everything that a field’s row shows: its words, what stands in its boxes, what is ticked. Rows out of sight have no innerText. */
const shownRows = (page: Page): Promise<[string, string, string[]][]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-field-row]')].map((row) => {
      const boxes = [...row.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')]
      const ticked = boxes.filter((box) => box instanceof HTMLInputElement && box.checked)
      const words = [row.textContent ?? '', ...boxes.map((box) => box.value)].join('\n')
      return [row.dataset.fieldRow ?? '', words, ticked.map((box) => box.closest('label')?.textContent ?? '')]
    }),
  )

const squeeze = (text: string): string => text.replace(/\s+/gu, '')
const digits = (text: string): string => (text.match(/\d+/gu) ?? []).map(Number).join('|')

function expectShown(form: FormDefinition, rows: readonly [string, string, string[]][]): void {
  expect(rows.map(([id]) => id).sort(), form.id).toEqual(form.fields.map(({ id }) => id).sort())
  for (const field of form.fields) {
    const at = `${form.id} ${field.id}`
    const value = form.example?.[field.id]
    const [, words = '', ticked = []] = rows.find(([id]) => id === field.id) ?? []
    expect(squeeze(words), at).toContain(squeeze(field.kind === 'fixed' ? field.text : field.label))
    if (field.kind === 'choices' && Array.isArray(value))
      expect(ticked.map(squeeze), at).toEqual(
        field.options.filter(({ id }) => value.some((one) => one === id)).map(({ label }) => squeeze(label)),
      )
    if (field.kind === 'date' && typeof value === 'string') expect(digits(words), at).toContain(digits(value))
    const plain = ['text', 'long-text', 'address', 'integer', 'decimal', 'phone', 'mobile', 'email', 'postcode']
    if (plain.includes(field.kind) && typeof value === 'string') expect(squeeze(words), at).toContain(squeeze(value))
  }
}

const goTo = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, hash)

test('every form, filled from its example, stands on the screen with its pages beside it', async () => {
  test.setTimeout(240_000)
  const dir = mkdtempSync(join(tmpdir(), 'kexie-every-form-'))
  mkdirSync(screens, { recursive: true })
  const filled = await fillAll(join(dir, 'store'), join(dir, 'resources'))
  expect(filled.length).toBeGreaterThanOrEqual(30)
  const desk = await launchDesk({ dataDir: join(dir, 'store') })
  const { page } = desk
  try {
    await page.getByRole('navigation', { name: '栏目' }).waitFor()
    for (const { form, recordId } of filled) {
      await goTo(page, '#/records')
      await page.getByRole('heading', { name: '填报记录', level: 1 }).waitFor()
      await goTo(page, `#/record/${recordId}`)
      await page.locator(`[data-field-row="${form.fields[0]?.id}"]`).waitFor()
      await page.locator('.live-pages[data-ready="true"] .paper-page').first().waitFor()
      expectShown(form, await shownRows(page))
      const paper = squeeze((await page.locator('.live-pages').allTextContents()).join(''))
      for (const field of form.fields.filter(({ kind, printed }) => kind === 'text' && printed !== false))
        expect(paper, `${form.id} ${field.id}`).toContain(squeeze(valueWords(field, form.example?.[field.id], false)))
      await page.screenshot({ path: join(screens, `${form.id}.png`) })
    }
    expect(desk.errors).toEqual([])
  } finally {
    await desk.close()
    rmSync(dir, { recursive: true, force: true })
  }
})
