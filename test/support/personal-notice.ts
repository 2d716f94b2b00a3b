/** The notice of Jiangsu with what a test of personal data needs: a time of keeping, a copy of the identity card, no video. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectDir } from './core.ts'

export const keepingNotice = 'jiangsu-2022-workers-day'
export const retentionDays = 60

interface Json {
  [key: string]: Json | (Json | string)[] | string | number | boolean | null | undefined
}
const read = (file: string): Json => JSON.parse(readFileSync(file, 'utf8')) as Json
const rewrite = (file: string, change: (json: Json) => void): void => {
  const json = read(file)
  change(json)
  writeFileSync(file, JSON.stringify(json))
}

/** @returns the folder of resources */
export function resourcesThatKeep(root: string): string {
  const resources = path.join(root, 'resources')
  const notices = path.join(resources, 'notices')
  mkdirSync(notices, { recursive: true })
  for (const id of [`${keepingNotice}.county`, 'library'])
    symlinkSync(path.join(projectDir, 'resources/notices', id), path.join(notices, id))
  const own = path.join(notices, keepingNotice)
  cpSync(path.join(projectDir, 'resources/notices', keepingNotice), own, { recursive: true })
  rewrite(path.join(own, '1/notice.json'), (notice) => {
    for (const one of notice.deliverables as Json[]) if (one.video) (one.video as Json).retentionDays = retentionDays
  })
  rewrite(path.join(own, '1/forms/JS-F3.json'), (form) => {
    form.fields = (form.fields as Json[]).map((field) =>
      field.id === 'video' ? { ...field, required: false, min: 0 } : field,
    )
  })
  rewrite(path.join(own, '1/forms/JS-F4.json'), (form) => {
    form.fields = [
      ...(form.fields as Json[]),
      {
        id: 'idCopy',
        kind: 'attachments',
        label: '身份证复印件',
        personal: true,
        printed: false,
        max: 5,
        accept: ['image/png'],
        maxBytes: 10_000_000,
      },
    ]
  })
  return resources
}

/** Made up: a region that does not exist, a birthday, a serial number, and the right check digit. */
export function identityNumber(serial: number): string {
  const body = `320999${1970 + (serial % 30)}0${1 + (serial % 9)}1${serial % 10}${String(100 + (serial % 900))}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return body + '10X98765432'.charAt(sum % 11)
}

export const f3Values = (number: string, changes: Record<string, string> = {}): Record<string, string> => ({
  workTitle: '灯塔',
  creatorName: '测试主创甲',
  workUnit: '示例县科学技术协会',
  contactName: '测试联系人乙',
  contactIdentity: number,
  mobile: '13900001234',
  idea: '讲一位乡村教师和她的学生。',
  ...changes,
})

export const f4Values = (numbers: readonly string[]): Record<string, string | Record<string, string>[]> => ({
  workTitle: '灯塔',
  participants: numbers.map((identityNumber, at) => ({
    name: `测试参赛人${'甲乙丙丁戊己庚辛'.charAt(at)}`,
    identityNumber,
    guardian: '',
    phone: '13900005678',
    employer: '示例县第一中学',
  })),
})
