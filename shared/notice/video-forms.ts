/** The two forms of a collection of video works: where the film hangs, where the participants stand. Pure. */
import type { FieldDefinition, FormDefinition } from '../form/definition.ts'
import { letterTable } from '../form/letter-table.ts'
import type { Deliverable, NoticePack } from './pack.ts'
import { dutyForms } from './pack.ts'

type FieldOf<K extends FieldDefinition['kind']> = Extract<FieldDefinition, { kind: K }>
export type VideoField = FieldOf<'attachments'> & { video: NonNullable<FieldOf<'attachments'>['video']> }

export const isVideoField = (field: FieldDefinition): field is VideoField =>
  field.kind === 'attachments' && field.video !== undefined

/** The field of the registration that holds the film. */
export const videoFieldOf = ({ fields }: FormDefinition): VideoField | undefined => fields.find(isVideoField)

/** The table of the authorization with a row for each who signs; null where persons and their numbers cannot be told. */
export function participantsOf(form: FormDefinition): FieldOf<'table'> | null {
  const table = letterTable(form)
  const numbers = table?.columns.filter(({ kind }) => kind === 'identity-number') ?? []
  return numbers.length === 1 && numbers[0]?.id === 'identityNumber' ? table : null
}

/** What is wrong with the collection of a duty, at a path inside the duty, in words for a person. */
export function collectionFaults(
  item: Pick<Deliverable, 'formId' | 'moreFormIds' | 'video'>,
  forms: NoticePack['forms'],
): { path: string; message: string }[] {
  const { video } = item
  if (!video) return []
  const faults: { path: string; message: string }[] = []
  const tell = (name: string, message: string) => void faults.push({ path: `video.${name}`, message })
  const named = (name: 'registrationFormId' | 'authorizationFormId'): FormDefinition | undefined => {
    if (!dutyForms(item).includes(video[name])) {
      tell(name, `这项任务不要求这张表：${video[name]}`)
      return undefined
    }
    return forms.find(({ id }) => id === video[name])
  }
  if (video.registrationFormId === video.authorizationFormId)
    tell('authorizationFormId', '报名登记表和作品授权书是同一张表')
  const registration = named('registrationFormId')
  if (registration) {
    const fields = registration.fields.filter(isVideoField)
    if (fields.length !== 1) tell('registrationFormId', `报名登记表要有一个放视频的栏目，现在有 ${fields.length} 个`)
    if (fields.some(({ personal }) => personal)) tell('registrationFormId', '视频要能播放和查验，不能作为个人信息加密')
    if (registration.titleField === undefined) tell('registrationFormId', '报名登记表没有作品名称')
  }
  const authorization = named('authorizationFormId')
  if (authorization) {
    if (!participantsOf(authorization))
      tell(
        'authorizationFormId',
        '作品授权书要有参赛人的表，每人一处签名，有姓名（name）和一列身份证号（identityNumber）',
      )
    if (authorization.titleField === undefined) tell('authorizationFormId', '作品授权书没有作品名称')
  }
  const { review } = video
  if (review?.from != null && review.to !== null && review.from > review.to) tell('review', '开始比结束还晚')
  const twice = (name: 'criteria' | 'awards') => {
    const ids = video[name].map(({ id }) => id)
    if (new Set(ids).size < ids.length) tell(name, '编号有重复')
  }
  twice('criteria')
  twice('awards')
  return faults
}
