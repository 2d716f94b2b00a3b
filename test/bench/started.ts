/** When a window counts as started: what is in the store stands there, and a key is answered. */
import { type Desk, launchDesk } from '../e2e/support/launch.ts'

const row = (desk: Desk) => desk.page.getByRole('button', { name: /^填写/ }).first()

/** A store with an office, as a clerk has it after the first day. */
export async function foundDesk(dataDir: string): Promise<void> {
  const desk = await launchDesk({ dataDir })
  await desk.page.getByLabel('单位名称').fill('示例县科学技术协会')
  await desk.page.getByRole('button', { name: '开始使用' }).click()
  await row(desk).waitFor()
  await desk.close()
}

export async function untilAnswers(desk: Desk): Promise<void> {
  await row(desk).waitFor()
  await desk.page.keyboard.press('Control+k')
  await desk.page.getByRole('dialog').waitFor()
}

/** Of test/fixtures/bare-window. */
export async function untilBareAnswers({ page }: Desk): Promise<void> {
  await page.getByText('bare').waitFor()
  await page.keyboard.press('k')
  await page.locator('body[data-answered]').waitFor()
}
