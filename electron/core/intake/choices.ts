/** What a person can do about a package that waits: rules from what was found, each with what it means. */
import type { HeldChoice } from '../../../shared/api/intake.ts'
import type { PackageFinding } from '../../../shared/problems.ts'

/**
 * What a person may confirm: that numbers are missing, doubled, late or do not follow on each other. Revisions decide by
 * themselves what is newer, so nothing is overwritten by it. Whose package it is, and whether its key still counts, is
 * never a matter of a click.
 */
export const takeable: ReadonlySet<string> = new Set(['package.gap', 'package.stale', 'package.chain', 'package.fork'])

type Id = HeldChoice['id']

/** The hardest first; the order of the list of what waits, too. */
const rules: readonly (readonly [code: string, choices: readonly Id[]])[] = [
  ['card.unknown', ['compare-fingerprint', 'again']],
  ['card.untrusted', ['compare-fingerprint', 'again']],
  ['receipt.untrusted', ['compare-fingerprint', 'again']],
  ['package.fork', ['take', 'ask-again']],
  ['package.chain', ['take', 'ask-again']],
  ['package.gap', ['wait', 'again', 'take', 'ask-again']],
  ['package.stale', ['take']],
  ['signature.revoked-device', ['take', 'ask-again']],
  ['card.newer', ['again', 'ask-again']],
  ['revision.conflict', ['resolve-conflict']],
  ['revision.parent', ['take', 'again', 'ask-again']],
  ['notice.unknown', ['take-in-notice', 'again']],
  ['notice.other-version', ['take-in-notice', 'again', 'ask-again']],
  ['notice.fork', ['ask-again']],
  ['notice.stale', ['ask-again']],
  ['personal.missing', ['ask-again']],
  ['package.volume-missing', ['wait', 'ask-again']],
]

const shownOrder: readonly Id[] = [
  'compare-fingerprint',
  'resolve-conflict',
  'take-in-notice',
  'take',
  'again',
  'wait',
  'ask-again',
  'set-aside',
]

const holdsOf = (findings: readonly PackageFinding[]): string[] => [
  ...new Set(findings.flatMap(({ severity, code }) => (severity === 'hold' ? [code] : []))),
]

/** 0: the hardest. */
export function gravity(findings: readonly PackageFinding[]): number {
  const holds = holdsOf(findings)
  const at = rules.findIndex(([code]) => holds.includes(code))
  return at < 0 ? rules.length : at
}

/** @param trusted whether the sender's 指纹码 has been compared by now */
export function choicesFor(findings: readonly PackageFinding[], trusted: boolean): HeldChoice[] {
  const holds = holdsOf(findings)
  const offered = new Set<Id>(['set-aside'])
  for (const hold of holds)
    for (const id of rules.find(([code]) => code === hold)?.[1] ?? ['ask-again']) offered.add(id)
  const hindrance = holds.find((code) => !takeable.has(code) && code !== 'revision.conflict')
  return shownOrder.flatMap((id) => (offered.has(id) ? [choice(id, holds, hindrance, trusted)] : []))
}

function choice(id: Id, holds: readonly string[], hindrance: string | undefined, trusted: boolean): HeldChoice {
  switch (id) {
    case 'compare-fingerprint':
      return trusted
        ? no(id, '核对指纹码', '这个单位的指纹码已经核对过，不用再核对。')
        : yes(id, '核对指纹码', '打电话或对照盖章的单位备案表，核对八组数字；一致了才收它的包。')
    case 'resolve-conflict':
      return hindrance === undefined
        ? yes(id, '逐项对照选定', '同一版次有两份内容。打电话问清后选定一份，另一份也留存，不会丢。')
        : no(id, '逐项对照选定', `${why(hindrance)}先处理这一点，再来选定。`)
    case 'take-in-notice':
      return yes(id, '装入通知', '先装入它所报的那一份通知，再核对一次。')
    case 'take':
      return take(holds, hindrance)
    case 'again':
      return yes(id, '再核对一次', again(holds, trusted))
    case 'wait':
      return yes(id, '先等一等', '先放着，缺的到了再处理。这里一直留着，不会忘。')
    case 'ask-again':
      return yes(id, '请对方重送', askAgain(holds))
    case 'set-aside':
      return yes(id, '决定不收', '写明理由后不再列在这里，内容一概不收。以后还可以单独再收这个文件。')
  }
}

function take(holds: readonly string[], hindrance: string | undefined): HeldChoice {
  const label = '确认收入'
  if (hindrance !== undefined) return no('take', label, `${why(hindrance)}不能直接收入。`)
  if (holds.includes('revision.conflict')) return no('take', label, '里面有同一版次的两份内容，先逐项选定。')
  if (holds.includes('package.fork'))
    return yes('take', label, '请先打电话：对方确实用同一个号送了两份，两份才都收下。先后按版次，已收的不会被盖掉。')
  if (holds.includes('package.gap'))
    return yes('take', label, '先收这一份，缺的号以后到了照样能收。先后按版次，已收的不会被盖掉。')
  if (holds.includes('package.chain'))
    return yes('take', label, '请先打电话：对方可能换过电脑或恢复过旧资料。收入后先后按版次，已收的不会被盖掉。')
  return yes('take', label, '它比已收的早。收入后补上缺的旧版次，较新的不会被盖掉。')
}

function again(holds: readonly string[], trusted: boolean): string {
  if (holds.some((code) => code === 'card.unknown' || code === 'card.untrusted' || code === 'receipt.untrusted'))
    return trusted ? '指纹码已经核对，再核对一次就能接着收。' : '核对过指纹码以后，再核对一次这个包。'
  if (holds.includes('notice.unknown') || holds.includes('notice.other-version'))
    return '装入通知以后，再核对一次这个包。'
  if (holds.includes('card.newer')) return '收入对方的新名片以后，再核对一次这个包。'
  return '缺的包到了以后，再核对一次，接得上就收。'
}

function askAgain(holds: readonly string[]): string {
  if (holds.includes('package.gap')) return '复制一段话发给对方：请它把缺的那几个号用“重新写出”再送一次。'
  if (holds.includes('package.volume-missing')) return '复制一段话发给对方：请它把缺的那几卷用“重新写出”再送一次。'
  if (holds.includes('signature.revoked-device')) return '请对方用没有停用的电脑重新报一次。'
  if (holds.includes('personal.missing')) return '请对方重新报一次，把加密的个人信息一起带上。'
  if (holds.includes('card.newer')) return '请对方把新的单位名片送来，先收名片。'
  return '打电话问清后，请对方定稿为新的版次再报。'
}

/** Ends with its full stop. */
function why(code: string): string {
  switch (code) {
    case 'card.unknown':
    case 'card.untrusted':
    case 'receipt.untrusted':
      return '还没有核对过对方的指纹码。'
    case 'card.newer':
      return '对方的新名片还没有收。'
    case 'signature.revoked-device':
      return '签发它的电脑，对方已经停用，谁都可能拿着那台电脑。'
    case 'revision.parent':
      return '它所接的上一版，与本机已收的不是同一份。'
    case 'notice.unknown':
      return '它所报的通知本机没有。'
    case 'notice.other-version':
      return '它按通知的另一个版本填报。'
    case 'personal.missing':
      return '它缺加密的个人信息。'
    default:
      return '它还有别的问题。'
  }
}

const yes = (id: Id, label: string, meaning: string): HeldChoice => ({ id, label, meaning, possible: true })
const no = (id: Id, label: string, meaning: string): HeldChoice => ({ id, label, meaning, possible: false })
