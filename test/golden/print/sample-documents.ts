/** Made-up answers for the papers under test. */
import { inRoot } from '../../../build/paths.mjs'
import { type FormDefinition, type FormValues, formDefinition } from '../../../shared/form/definition.ts'
import { makePrintDocument, type PrintDocument, type PrintPicture } from '../../../shared/form/print-document.ts'
import { readJson } from '../../support/pdf.ts'

export const loadForm = (id: string): FormDefinition =>
  formDefinition.parse(readJson(inRoot(`resources/notices/jiangsu-2022-workers-day/1/forms/${id}.json`)))

export const footer = { code: '7Q4MX2KD', qrText: 'KEXIE1:JS-F2:620999-01:7Q4MX2KD:3f9a2c51', revision: 2 }
export const officeName = '海陵县科学技术协会'

const plan =
  '围绕“团结引领”和“为民服务”两个模块，组织“院士专家进乡村”科技志愿服务活动。\n' +
  '工作思路：以农技推广中的真问题为线索，请专家到田头，现场讲、现场看、现场答，活动后留下联系人，问题三个月内有回音。\n' +
  '实施举措：5月20日前摸清各镇需求，形成问题清单；5月28日至30日分三组下乡，每组2名专家、3名志愿者；6月10日前回访并公开答复。\n' +
  '预期成效：现场服务群众200人次以上，线上直播观看5000人次，形成可推广的服务清单1份。'

export const values: FormValues = {
  reportDate: '2022-05-12',
  hostName: '海陵县科学技术协会',
  activityName: '“院士专家进乡村”科技志愿服务活动',
  modules: ['tuanjie', 'weimin'],
  organizerName: '海陵县农学会、海陵县科技志愿服务总队',
  plannedTime: '2022年5月28日至30日',
  plannedPlace: '海陵县河口镇、双沟乡、城东街道',
  audience: ['cadres', 'scientists'],
  scale: '线下约200人，线上直播约5000人次',
  contactName: '周望舒',
  officePhone: '0999-8123456',
  mobile: '13800001234',
  fax: '0999-8123457',
  email: 'kexie@hailing.example.cn',
  postalAddress: '海陵县人民路12号科技大楼305室',
  plan,
}

type Options = { masked?: boolean; draft?: boolean; pictures?: Record<string, PrintPicture[]> }
export function print(formId: string, answers: FormValues, options: Options = {}): PrintDocument {
  return makePrintDocument(loadForm(formId), answers, {
    officeName,
    footer: options.draft ? null : footer,
    masked: options.masked ?? false,
    pictures: options.pictures ?? {},
  })
}

/** Numbered sentences, so that a lost, doubled or misplaced one is seen. */
export function longPlan(characters: number): string {
  let text = ''
  for (let n = 1; [...text].length < characters; n++) {
    text += `第${n}项，组织科技工作者到基层开展服务，时间地点人员主题逐一落实，预期成效写进总结。`
    if (n % 4 === 0) text += '\n'
  }
  return [...text].slice(0, characters).join('')
}
