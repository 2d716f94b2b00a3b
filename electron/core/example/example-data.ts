/** What the example is made of: resources/example, with its dates filled in. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { initOfficeInput } from '../../../shared/api/offices.ts'
import { fieldValues } from '../../../shared/api/records.ts'
import { activityChange } from '../../../shared/register/activity.ts'
import { textDraft } from '../../../shared/register/rules.ts'
import { fillDates } from './example-dates.ts'

export const exampleNoticeId = 'example-science-week'

const officeNames = ['county', 'city', 'town'] as const
export type ExampleOffice = (typeof officeNames)[number]
export const recordNames = ['plan', 'intro', 'activity', 'video', 'photos', 'team', 'statistics', 'town'] as const
export type ExampleRecordName = (typeof recordNames)[number]

const record = z.strictObject({
  by: z.enum(officeNames),
  formId: z.string(),
  values: fieldValues,
  files: z.array(z.strictObject({ field: z.string(), file: z.string(), title: z.string() })).default([]),
  /** Made from this activity of the register. */
  activity: z.string().optional(),
  /** Texts that the program writes from the register. */
  composed: z.array(z.strictObject({ field: z.string(), draft: textDraft })).default([]),
  /** Figures that the office gives instead of the register's, and why. */
  instead: z.array(z.strictObject({ field: z.string(), value: z.string(), reason: z.string() })).default([]),
})
export type ExampleRecord = z.output<typeof record>

const activity = z.strictObject({
  /** Days from today. */
  entered: z.int().negative(),
  /** Of the example's notice. */
  modules: z.array(z.string()),
  values: activityChange,
  /** What became known of it, and when; 0: last of all. */
  later: z.array(z.strictObject({ on: z.int().max(0), values: activityChange })).default([]),
  /** Pictures that came with the news that it was held. */
  files: z.array(z.strictObject({ file: z.string(), title: z.string() })).default([]),
})
export type ExampleActivity = z.output<typeof activity>

export interface ExampleData {
  readonly offices: Readonly<Record<ExampleOffice, z.output<typeof initOfficeInput>>>
  readonly records: Readonly<Record<ExampleRecordName, ExampleRecord>>
  readonly activities: Readonly<Record<string, ExampleActivity>>
  /** Absolute path of a picture or video. */
  file(name: string): string
}

export async function readExampleData(resourcesDir: string, today: Date): Promise<ExampleData> {
  const root = join(resourcesDir, 'example')
  const read = async (name: string) => fillDates(JSON.parse(await readFile(join(root, name), 'utf8')), today)
  return {
    offices: z.record(z.enum(officeNames), initOfficeInput).parse(await read('offices.json')),
    records: z.record(z.enum(recordNames), record).parse(await read('records.json')),
    activities: z.record(z.string(), activity).parse(await read('activities.json')),
    file: (name) => join(root, name),
  }
}

/** The notice pack of the example as an ordinary pack under `noticesDir`, read by the ordinary loader. */
export async function writeExampleNotice(resourcesDir: string, noticesDir: string, today: Date): Promise<void> {
  const from = join(resourcesDir, 'example', 'notice')
  const to = join(noticesDir, exampleNoticeId, '1')
  await mkdir(join(to, 'forms'), { recursive: true })
  const forms = (await readdir(join(from, 'forms'))).map((name) => join('forms', name))
  for (const name of ['notice.json', ...forms]) {
    const json: unknown = JSON.parse(await readFile(join(from, name), 'utf8'))
    await writeFile(join(to, name), JSON.stringify(fillDates(json, today), null, 2))
  }
}
