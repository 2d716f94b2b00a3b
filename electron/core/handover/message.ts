/** The text that goes with the files: as an e-mail, or pasted into a WeChat message. */
import type { EditableKind, HandoverRecipient } from '../../../shared/api/handovers.ts'
import { dateText } from '../../../shared/form/value-words.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { editableWords } from '../../../shared/wording/handovers.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'

export interface MessageFacts {
  readonly example: boolean
  readonly officeName: string
  readonly contact: string
  readonly recipient: HandoverRecipient
  readonly noticeTitle: string
  readonly noticeShortTitle: string
  /** China's calendar day, YYYY-MM-DD. */
  readonly day: string
  readonly masked: boolean
  readonly records: readonly { deliverableTitle: string; title: string; code: string | null; files: number }[]
  readonly files: number
  /** Beside the printed pages. */
  readonly editable: readonly EditableKind[]
  readonly bytes: number
  readonly parts: number
  /** Names of files that no mail takes. */
  readonly oversize: readonly string[]
  readonly missing: readonly { title: string; why: string }[]
}

const bare = (title: string): string => title.replace(/^《(.*)》$/, '$1')

function mailHead({ recipient, records, officeName, noticeTitle, noticeShortTitle, files, bytes }: MessageFacts) {
  const reach = [recipient.email && `邮箱 ${recipient.email}`, recipient.phone && `电话 ${recipient.phone}`].filter(
    Boolean,
  )
  return [
    `收件：${recipient.unit}${reach.length > 0 ? `（${reach.join('，')}）` : ''}`,
    `主题：${officeName}报送“${noticeShortTitle}”材料（${records.length} 份）`,
    '',
    `${recipient.unit}：`,
    `　　按照《${bare(noticeTitle)}》的要求，现报送我单位材料 ${records.length} 份，附件共 ${files} 个文件（${bytesText(bytes)}），清单见《报送清单》。`,
  ]
}

/** Nobody gets it as a mail: what is to be typed in, and where. */
function platformHead({ recipient, records, noticeTitle, files, bytes }: MessageFacts): string[] {
  const reach = [recipient.address, recipient.phone && `电话 ${recipient.phone}`].filter(Boolean)
  return [
    `填报平台：${recipient.unit}${reach.length > 0 ? `（${reach.join('，')}）` : ''}`,
    `　　按照《${bare(noticeTitle)}》的要求，以下 ${records.length} 份材料在平台填报，共 ${files} 个文件（${bytesText(bytes)}）。照每份的《网报摘录单》逐栏填写，再上传附件：`,
  ]
}

export function messageText(facts: MessageFacts): string {
  const { recipient, records, missing } = facts
  const lines = [
    ...(facts.example ? ['【示例，不是真实报送】'] : []),
    ...(recipient.platform ? platformHead(facts) : mailHead(facts)),
    ...records.map(({ deliverableTitle, title, code, files }, index) => {
      const named = title === '' || title === deliverableTitle ? '' : `：${title}`
      const told = [code === null ? '' : `版本核对码 ${codeText(code)}`, `${files} 个文件`].filter(
        (part) => part !== '',
      )
      return `${index + 1}. ${deliverableTitle}${named}（${told.join('，')}）`
    }),
  ]
  const beside = editableWords(facts.editable)
  if (beside !== '') lines.push(beside)
  if (facts.parts > 1)
    lines.push(`附件较大，分 ${facts.parts} 部分发送（第1部分至第${facts.parts}部分），请收齐后一并核对。`)
  if (facts.oversize.length > 0)
    lines.push(`另有 ${facts.oversize.length} 个大文件用其他方式传送：${facts.oversize.join('、')}。`)
  if (facts.masked) lines.push('材料中的姓名、电话等个人信息已遮盖，需要时请与我单位联系。')
  if (missing.length > 0) {
    lines.push('以下各项这次没有放入，说明如下：')
    for (const { title, why } of missing) lines.push(`- ${title}（${why}）`)
  }
  if (recipient.platform) return lines.join('\n')
  lines.push(
    '　　请查收，收到后请回复或来电告知。',
    '',
    `联系部门：${facts.officeName}${facts.contact === '' ? '' : `，${facts.contact}`}`,
    facts.officeName,
    dateText(facts.day),
  )
  return lines.join('\n')
}

/** As Windows' own editor of any age shows it: with its mark, lines ended by CR LF. */
export const messageBytes = (text: string): Buffer => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}\r\n`)
