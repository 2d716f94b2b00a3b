/** What the example is made of: resources/example, with its dates filled in. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { initOfficeInput } from '../../../shared/api/offices.ts'
import { fieldValues } from '../../../shared/api/records.ts'
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
})
export type ExampleRecord = z.output<typeof record>

export interface ExampleData {
  readonly offices: Readonly<Record<ExampleOffice, z.output<typeof initOfficeInput>>>
  readonly records: Readonly<Record<ExampleRecordName, ExampleRecord>>
  /** Absolute path of a picture or video. */
  file(name: string): string
}

export async function readExampleData(resourcesDir: string, today: Date): Promise<ExampleData> {
  const root = join(resourcesDir, 'example')
  const read = async (name: string) => fillDates(JSON.parse(await readFile(join(root, name), 'utf8')), today)
  return {
    offices: z.record(z.enum(officeNames), initOfficeInput).parse(await read('offices.json')),
    records: z.record(z.enum(recordNames), record).parse(await read('records.json')),
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
