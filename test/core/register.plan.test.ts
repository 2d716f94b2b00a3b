/** The work plan of JS, drafted from the register as the clerk's page does it, frozen and written as Word. */
import path from 'node:path'
import { expect, test } from 'vitest'
import { outlineOf as documentOutline } from '../../shared/form/outline.ts'
import { outlineOf, renumber } from '../../shared/form/renumber.ts'
import { jiangsuActivities, jiangsuMain } from '../fixtures/jiangsu-plan.ts'
import { newFolder } from '../support/core.ts'
import { jiangsuPlan } from '../support/jiangsu-plan.ts'
import { partOf, readWord } from '../support/word-xml.ts'

const modules = ['团结引领', '精神传承', '建家办事', '为民服务', '开放合作', '表彰发布']
const perModule = [3, 4, 4, 3, 3, 4]
const chapters = ['一、指导思想', '二、活动主题', '三、活动时间', '四、主要内容', '五、主场活动', '六、工作要求']

test('six modules, 21 activities with who is responsible and the main event, numbered by counting, on paper and in Word', async () => {
  const { core, recordId, revision, text, document } = await jiangsuPlan()
  expect(renumber(text)).toBe(text)
  const outline = outlineOf(text)
  expect(outline.filter(({ level }) => level === 1).map((entry) => entry.text)).toEqual(chapters)
  const contents = outline.slice(
    outline.findIndex((entry) => entry.text === chapters[3]),
    outline.findIndex((entry) => entry.text === chapters[4]),
  )
  expect(contents.filter(({ level }) => level === 2).map((entry) => entry.text)).toEqual(
    modules.map((name, at) => `（${'一二三四五六'.charAt(at)}）${name}`),
  )
  const lines = text.split('\n')
  const first = lines.indexOf('四、主要内容')
  const items = lines.slice(first, lines.indexOf('五、主场活动')).filter((line) => /^\d/u.test(line))
  expect(items).toHaveLength(21)
  const numbers = perModule.flatMap((count) => Array.from({ length: count }, (_none, at) => at + 1))
  for (const [at, { title, responsible }] of jiangsuActivities.entries()) {
    expect(items[at]).toMatch(new RegExp(`^${numbers[at]}\\. ?`, 'u'))
    expect(items[at]).toContain(`${title}。`)
    expect(items[at]?.endsWith(`（责任单位：${responsible}）`)).toBe(true)
  }
  expect(text).toContain('六个方面，共安排活动21项。')
  const event = lines.slice(lines.indexOf('五、主场活动'), lines.indexOf('六、工作要求'))
  expect(event).toContain('1.时间：2022年5月30日（星期一）上午9:30—11:30')
  expect(event).toContain(`2.地点：${jiangsuMain.place}`)
  expect(event.filter((line) => line.startsWith('（'))).toEqual([
    '（一）座谈主题：大力弘扬科学家精神，在高水平科技自立自强中彰显担当作为',
    '（二）时间地点',
    '（三）参加人员',
    '（四）议程安排',
  ])

  const printed = documentOutline(document)
  expect(printed.filter(({ field }) => field === 'body').map((item) => item.text)).toEqual(lines)
  const out = path.join(newFolder(), 'plan.docx')
  await core.call('documents.saveDocx', { recordId, revision, out })
  const word = readWord(partOf(out, 'word/document.xml'))
  const settings = new Map(word.paragraphs.map((paragraph) => [paragraph.text, paragraph.settings]))
  for (const chapter of chapters) expect(settings.get(chapter)).toContain('黑体')
  for (const { text: heading } of contents.filter(({ level }) => level === 2))
    expect(settings.get(heading)).toContain('楷体_GB2312')
  for (const item of items) expect(settings.get(item)).not.toMatch(/黑体|楷体/u)
  expect(await core.call('register.offers', { recordId })).toMatchObject({ offers: [] })
})
