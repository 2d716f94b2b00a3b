/** Which label of somebody's paper means which field of the two forms. Pure. */
import { labelsAgree, plainLabel } from '../../../shared/form/compare.ts'
import type { ColumnDefinition, FieldDefinition, FormDefinition } from '../../../shared/form/definition.ts'
import { participantsOf } from '../../../shared/notice/video-forms.ts'

type TableField = Extract<FieldDefinition, { kind: 'table' }>

/** The two papers of a work, as the notice names them. */
export interface Forms {
  readonly registration: FormDefinition
  readonly authorization: FormDefinition | null
}

export interface Meant<T> {
  readonly target: T
  /** False: the label only resembles it, or means it mostly; a person confirms. */
  readonly sure: boolean
}

/** Labels that mean the same (`same`), or mostly (`near`), by the label of the form; as plainLabel writes them. */
const synonyms: readonly {
  readonly label: string
  readonly same: readonly string[]
  readonly near: readonly string[]
}[] = [
  {
    label: '作品名称',
    same: [
      '视频名称',
      '视频作品名称',
      '参赛作品名称',
      '作品名',
      '视频作品',
      '作品题目',
      '作品标题',
      '视频标题',
      '视频题目',
    ],
    near: ['名称', '题目', '标题', '片名'],
  },
  {
    label: '主创姓名',
    same: ['主创', '主创人员', '主创人员姓名', '主创人', '主创人姓名', '主创者', '主创者姓名'],
    near: [
      '作者',
      '作者姓名',
      '创作者',
      '创作人员',
      '拍摄者',
      '制作人',
      '姓名',
      '参赛人',
      '参赛者',
      '参赛人姓名',
      '申报人',
    ],
  },
  {
    label: '工作单位',
    same: ['所在单位', '单位名称', '作者单位', '主创单位', '所属单位'],
    near: ['单位', '选送单位', '报送单位', '推荐单位', '学校', '所在学校', '申报单位'],
  },
  { label: '联系人姓名', same: ['联系人'], near: [] },
  {
    label: '身份证',
    same: ['身份证号', '身份证号码', '联系人身份证', '联系人身份证号', '联系人身份证号码', '公民身份号码'],
    near: ['证件号码', '证件号'],
  },
  {
    label: '手机',
    same: ['手机号', '手机号码', '联系手机', '移动电话', '联系人手机', '联系人手机号'],
    near: ['联系电话', '电话', '联系方式', '电话号码', '联系人电话'],
  },
  { label: '电子邮箱', same: ['邮箱', '电子邮件', 'email', '邮箱地址', '电子信箱', 'e-mail', '邮件'], near: [] },
  { label: '微信号', same: ['微信', '微信账号', '微信号码'], near: [] },
  { label: '通信地址', same: ['通讯地址', '联系地址', '邮寄地址'], near: ['地址', '详细地址', '单位地址'] },
  { label: '邮政编码', same: ['邮编'], near: [] },
  {
    label: '作品创意说明',
    same: ['创意说明', '作品说明', '作品简介', '创意阐述', '作品创意'],
    near: ['简介', '内容简介', '作品介绍'],
  },
]

const groupOf = (label: string) => synonyms.find((group) => group.label === label || group.same.includes(label))

/** 联系方式·手机, as our own sheets write a label with its group. */
const plainOf = (label: string): string => plainLabel(label.split('·').at(-1) ?? label)

function meaning(ours: string, theirs: string): 'exact' | 'same' | 'near' | null {
  if (ours === theirs) return 'exact'
  const group = groupOf(ours)
  if (group && (group.label === theirs || group.same.includes(theirs))) return 'same'
  if (group?.near.includes(theirs)) return 'near'
  // 手机 or 邮编 of ours are too short to be found in another label.
  return !groupOf(theirs) && labelsAgree(ours, theirs) === 'near' ? 'near' : null
}

function best<T>(label: string, targets: readonly { readonly name: string; readonly target: T }[]): Meant<T> | null {
  const theirs = plainOf(label)
  if (theirs === '' || theirs.length > 24) return null
  for (const how of ['exact', 'same', 'near'] as const) {
    const found = targets.find(({ name }) => meaning(plainLabel(name), theirs) === how)
    if (found) return { target: found.target, sure: how !== 'near' }
  }
  return null
}

export const typedFields = (definition: FormDefinition): FieldDefinition[] =>
  definition.fields.filter(({ kind }) => kind !== 'attachments' && kind !== 'computed' && kind !== 'fixed')

export const fieldOfLabel = ({ registration }: Forms, label: string): Meant<FieldDefinition> | null =>
  best(
    label,
    typedFields(registration).map((target) => ({ name: target.label, target })),
  )

export const peopleTable = ({ authorization }: Forms): TableField | null =>
  (authorization && participantsOf(authorization)) ?? null

export function columnOfLabel(forms: Forms, label: string): Meant<ColumnDefinition> | null {
  const columns = peopleTable(forms)?.columns ?? []
  const theirs = plainOf(label)
  const names = /^(?:参赛人|参赛者|成员|团队成员)(?:姓名)?$/u.test(theirs) ? '姓名' : label
  return best(
    names,
    columns.map((target) => ({ name: target.label, target })),
  )
}

/** The field that names a work; it must be one that is typed. */
export const titleField = ({ registration }: Forms): string =>
  registration.titleField ?? registration.fields[0]?.id ?? ''

const byLabel = ({ registration }: Forms, label: string): string | null =>
  typedFields(registration).find((field) => groupOf(plainLabel(field.label))?.label === label)?.id ?? null

export const unitField = (forms: Forms): string | null => byLabel(forms, '工作单位')
export const creatorField = (forms: Forms): string | null => byLabel(forms, '主创姓名')
export const contactField = (forms: Forms): string | null => byLabel(forms, '联系人姓名')

/** The column of 参赛人 that holds names. */
export function nameColumn(forms: Forms): string | null {
  const columns = peopleTable(forms)?.columns ?? []
  return (
    (columns.find(({ label }) => plainLabel(label) === '姓名') ?? columns.find(({ kind }) => kind === 'text'))?.id ??
    null
  )
}

export const identityColumn = (forms: Forms): string | null =>
  peopleTable(forms)?.columns.find(({ kind }) => kind === 'identity-number')?.id ?? null

/** Columns about the video that no form has: they are compared with what the file says. */
export type StatedColumn = 'duration' | 'frame' | 'format' | 'signed' | 'number'
const statedLabels: Readonly<Record<StatedColumn, RegExp>> = {
  duration: /^(?:视频)?(?:作品)?时长$|^时间长度$|^视频长度$/u,
  frame: /^(?:视频)?(?:分辨率|清晰度|画面尺寸)$/u,
  format: /^(?:视频|文件)?格式$/u,
  signed: /^(?:作品)?授权书(?:是否)?(?:已?签[字名]?)?$/u,
  number: /^(?:序号|编号|作品编号|序|号)$/u,
}
export const statedOfLabel = (label: string): StatedColumn | null =>
  (Object.keys(statedLabels) as StatedColumn[]).find((one) => statedLabels[one].test(plainLabel(label))) ?? null

/** Words of the form that stand in a cell of their own and take no value: 联系方式. */
export function isGroupLabel({ registration }: Forms, label: string): boolean {
  const theirs = plainLabel(label)
  if (typedFields(registration).some((field) => plainLabel(field.label) === theirs)) return false
  const cells = registration.layout.blocks.flatMap((block) =>
    block.kind === 'grid' ? block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.label ?? [])) : [],
  )
  return cells.some((cell) => plainLabel(cell) === theirs)
}
