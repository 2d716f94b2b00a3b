/** Page model of the office's year: tables taken in, the register, and what is drawn from it. */
import { expect } from '@playwright/test'
import type { TownshipFile } from '../../support/township-files.ts'
import type { Desk } from './launch.ts'
import { go, waitUntilSaved } from './road.ts'

/** Everything that a clerk typed into a field, in order: what stands here twice was typed twice. */
export const typed: string[] = []

export async function type({ page }: Desk, label: string, value: string): Promise<void> {
  typed.push(value)
  // A required field says so behind its label.
  const name = new RegExp(`^${label}[*\\s]*(（必填）)?$`)
  await page.getByRole('textbox', { name }).first().fill(value)
}

export async function chooseOption({ page }: Desk, select: string | RegExp, option: string): Promise<void> {
  await page.getByRole('combobox', { name: select }).first().click()
  await page.locator('.ant-select-item-option:visible').filter({ hasText: option }).first().click()
}

/** What the township's clerk left open is answered in the file's own lines. */
export async function answerDoubts({ page }: Desk, { path, doubts }: TownshipFile, kind: 'question' | 'refusal') {
  const mine = doubts.filter((doubt) => doubt.kind === kind)
  if (mine.length === 0) return
  const name = path.split('/').at(-1) ?? ''
  await page
    .getByRole('list', { name: '收到的表' })
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByRole('button')
    .first()
    .click()
  for (const { label, answer } of mine) {
    const line = page.getByRole('group', { name: new RegExp(`，${label}$`) }).first()
    const suggested = line.getByRole('button', { name: /^采用 / })
    if (await suggested.isVisible()) await suggested.click()
    else {
      await line.getByRole('textbox', { name: `${label}应为` }).fill(answer)
      await line.getByRole('button', { name: '记下' }).click()
    }
    await line.waitFor({ state: 'hidden' })
  }
}

/** The number of activities that the list says it shows. */
export async function listed({ page }: Desk, total: number): Promise<void> {
  await expect(page.getByRole('listbox', { name: `活动，共 ${total} 项` })).toBeVisible({ timeout: 30_000 })
}

/** Opens a duty's form from its notice, whoever owes it. */
export async function fillFromNotice(desk: Desk, notice: string, step: string | RegExp): Promise<void> {
  await go(desk, '通知与任务')
  await desk.page.getByRole('button', { name: new RegExp(`^${notice}`) }).click()
  await desk.page.getByRole('button', { name: step }).first().click()
  await desk.page.getByRole('button', { name: '保存为 PDF' }).waitFor()
}

export async function writeDraft({ page }: Desk, field: number): Promise<void> {
  await page.getByRole('button', { name: '写出初稿' }).nth(field).click()
  await expect(page.getByText('已写出初稿，请核对修改。').first()).toBeVisible()
  await waitUntilSaved({ page } as Desk)
}
