import { test } from '@playwright/test'
import { launchDesk } from './support/launch.ts'
import { openRawPort } from './support/raw-port.ts'

test('look', async () => {
  const desk = await launchDesk()
  const { page } = desk
  await page.setViewportSize({ width: 1280, height: 720 }).catch(() => undefined)
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 720))
  await page.waitForTimeout(1500)
  await openRawPort(page)
  const ask = (m: string, i: unknown) => page.evaluate(([m, i]) => window.rawPort.call(m as string, i), [m, i] as const)
  console.log(JSON.stringify(await ask('offices.init', { name: '海陵县科学技术协会', level: 'county' })).slice(0, 300))
  const notices = await ask('notices.list', {})
  console.log(JSON.stringify(notices).slice(0, 600))
  const id = (notices.value as { id: string }[])[0]!.id
  const made = await ask('records.create', { noticeId: id, formId: 'JS-F2' })
  console.log(JSON.stringify(made).slice(0, 300))
  await ask('records.create', { noticeId: id, formId: 'JS-T14', values: { setTitle: '2021年科技工作者日走访慰问' } })
  const recordId = (made.value as { summary: { recordId: string } }).summary.recordId
  await page.evaluate((r) => {
    window.location.hash = `#/record/${r}`
  }, recordId)
  await page.waitForTimeout(2500)
  await page.screenshot({ path: '/tmp/rp/s1.png' })
  await page.getByLabel('主题活动名称').fill('“院士专家进乡村”科技志愿服务活动')
  await page.getByLabel('主办单位名称', { exact: false }).first().fill('海陵县科学技术协会')
  console.log((await ask('records.list', {})) as never)
  await page.getByLabel('团结引领').check()
  await page.locator('#field-mobile').fill('1380000')
  await page.locator('#field-plan').fill('一、工作思路。围绕团结引领，'.repeat(40))
  await page.keyboard.press('Tab')
  await page.waitForTimeout(1500)
  await page.screenshot({ path: '/tmp/rp/s2.png' })
  await page.keyboard.press('Alt+j')
  await page.waitForTimeout(500)
  await page.screenshot({ path: '/tmp/rp/s3.png' })
  await page.evaluate(() => document.querySelector('.record-form')!.scrollTo(0, 100000))
  await page.getByText('定稿记录').click()
  await page.waitForTimeout(300)
  await page.screenshot({ path: '/tmp/rp/s4.png' })
  await page.keyboard.press('Control+\\')
  await page.waitForTimeout(300)
  await page.screenshot({ path: '/tmp/rp/s5.png' })
  await page.evaluate(() => {
    window.location.hash = '#/records'
  })
  await page.waitForTimeout(1000)
  await page.getByRole('listbox').first().focus()
  await page.waitForTimeout(300)
  await page.screenshot({ path: '/tmp/rp/s6.png' })
  await page.getByRole('button', { name: '新建填报' }).click()
  await page.waitForTimeout(800)
  await page.screenshot({ path: '/tmp/rp/s7.png' })
  await page.keyboard.press('Escape')
  await ask('records.attach', { recordId, field: 'photos', path: '/work/shared/material/photos/现场照片-无EXIF.jpg' })
  await ask('records.attach', {
    recordId,
    field: 'photos',
    path: '/work/shared/material/photos/exif-orientation-6.jpg',
  })
  const v = {
    hostName: '海陵县科学技术协会',
    organizerName: '海陵县农学会',
    plannedTime: '2022年5月28日',
    plannedPlace: '河口镇',
    audience: ['cadres'],
    scale: '约200人',
    contactName: '周望舒',
    mobile: '13800001234',
    postalAddress: '人民路12号',
  }
  const o = (await ask('records.open', { recordId })) as never as { value: { draftSeq: number } }
  console.log(
    JSON.stringify(await ask('records.saveDraft', { recordId, draftSeq: o.value.draftSeq, changes: v })).slice(0, 300),
  )
  const fr = await ask('records.freeze', { recordId })
  console.log(JSON.stringify(fr).slice(0, 300))
  const t = Date.now()
  console.log(
    JSON.stringify(await ask('records.savePdf', { recordId, revision: 1, out: '/tmp/rp/app.pdf' })).slice(0, 300),
    Date.now() - t,
  )
  await page.evaluate((r) => {
    window.location.hash = `#/record/${r}`
  }, recordId)
  await page.waitForTimeout(1500)
  await page.keyboard.press('Control+\\'); await page.waitForTimeout(400); await page.getByText('定稿记录').click()
  await page.evaluate(() => document.querySelector('.record-form')!.scrollTo(0, 100000))
  await page.waitForTimeout(500)
  await page.screenshot({ path: '/tmp/rp/s8.png' })
  console.log(desk.errors.slice(0, 10))
  await desk.close()
})
