/** Problems of computers of an office, of its keys in a file, of cards on paper and of offices that become others. */
import type { ProblemCode } from '../problems.ts'
import type { Sentences } from './problem-sentence.ts'

const unchanged = '没有写入任何内容，本机资料没有变化。'
const oldCardHolds = '仍在使用原来的名片，没有变化。'

type TrustCode =
  | Extract<ProblemCode, `device.${string}` | `registration.${string}` | `succession.${string}`>
  | 'card.copy-invalid'
  | 'card.paper-only'
  | 'card.reregistered'
  | 'keys.backup-invalid'
  | 'keys.backup-passphrase'

export const trustSentences = {
  'card.copy-invalid': ({ path }) => ({
    what: `这不是本单位名片的文件，或文件已损坏：${path}。`,
    safe: unchanged,
    next: '请选择以前导出的单位名片，或请上级单位另存一份本单位的名片发来。',
  }),
  'card.paper-only': ({ officeName }) => ({
    what: `“${officeName}”的这张名片不是原来的电脑签发的，只听电话不能确认。`,
    safe: oldCardHolds,
    next: '请向对方要一份盖章的单位备案表，照着表上的指纹码核对，并选“对照盖章的备案表”。',
  }),
  'card.reregistered': ({ officeName }) => ({
    what: `“${officeName}”的这张名片不是原来的电脑签发的：对方可能更换了全部钥匙，也可能有人冒充。`,
    safe: `${oldCardHolds}这张名片先放着。`,
    next: '请向对方要一份盖章的单位备案表，对照表上的指纹码再确认；没有备案表不要确认。',
  }),

  'device.code-mismatch': ({ givenGroups, differingGroups }) => ({
    what:
      givenGroups.length === 8
        ? `申请码与这份加机申请不一致：第 ${differingGroups.join('、')} 组不同。`
        : `申请码应是八组、每组五位数字，收到的是 ${givenGroups.length} 组。`,
    safe: '没有加入新电脑，没有写出任何文件。',
    next: '请照新电脑屏幕上的申请码再输入一次；仍不一致，请在新电脑上重新做一份加机申请。',
  }),
  'device.grant-invalid': ({ path }) => ({
    what: `这不是加机许可，或文件已损坏：${path}。`,
    safe: unchanged,
    next: '请选择原来那台电脑写出的加机许可；文件损坏的，请它再写一份。',
  }),
  'device.grant-not-ours': ({ path }) => ({
    what: `这份加机许可不是给这台电脑的：${path}。`,
    safe: unchanged,
    next: '加机许可只能在提出申请的那台电脑上用。请在这台电脑上做加机申请，再请原来的电脑写一份。',
  }),
  'device.here': () => ({
    what: '不能在这台电脑上停用它自己。',
    safe: '本单位的电脑都没有变化。',
    next: '请到本单位的另一台电脑上停用这一台。',
  }),
  'device.last': () => ({
    what: '这是本单位唯一在用的电脑，停用以后就没有电脑能签名了。',
    safe: '本单位的电脑没有变化。',
    next: '要换电脑，请先加入新电脑，再在新电脑上停用这一台。',
  }),
  'device.no-request': () => ({
    what: '这台电脑没有提出过加机申请。',
    safe: unchanged,
    next: '请先在这台电脑上做加机申请，送到本单位原来的电脑上确认，再用它写出的加机许可。',
  }),
  'device.request-invalid': ({ path }) => ({
    what: `这不是加机申请，或文件已损坏：${path}。`,
    safe: unchanged,
    next: '请选择新电脑写出的加机申请文件；文件损坏的，请在新电脑上再写一份。',
  }),
  'device.request-used': ({ name }) => ({
    what: `“${name}”的这份加机申请已经用过，那台电脑后来停用了。`,
    safe: '没有加入新电脑。',
    next: '请在那台电脑上换一个数据文件夹，重新做一份加机申请。',
  }),
  'device.revoked': () => ({
    what: '这台电脑已被本单位停用，不能再签名。',
    safe: '内容都在，可以查看和打印。',
    next: '请用本单位在用的电脑报送；要继续用这台，请重新做加机申请。',
  }),
  'device.unknown': ({ deviceId }) => ({
    what: `本单位的名片上没有这台电脑（${deviceId}）。`,
    safe: unchanged,
    next: '请重新打开“本单位的电脑”再选。',
  }),
  'keys.backup-invalid': ({ path }) => ({
    what: `这不是钥匙备份文件，或文件已损坏：${path}。`,
    safe: unchanged,
    next: '请选择另存的钥匙备份；都打不开的，凭盖章的单位备案表重新登记。',
  }),
  'keys.backup-passphrase': ({ path }) => ({
    what: `口令打不开这份钥匙备份：${path}。`,
    safe: unchanged,
    next: '请用做这份备份时设的口令，检查大小写和输入法；它不一定是平时打开程序的口令。',
  }),
  'registration.no-card': ({ fileName }) => ({
    what: `这张备案表上的二维码里没有整张名片，本机也没有收过这个单位的名片：${fileName}。`,
    safe: unchanged,
    next: '请向对方要单位名片文件，收入以后再添加备案表。',
  }),
  'registration.own': () => ({
    what: '这是本单位自己的备案表。',
    safe: unchanged,
    next: '备案表盖章后交给上级单位留存，本单位不用收入。',
  }),
  'registration.unknown': () => ({
    what: '没有这张备案表扫描件。',
    safe: '其他扫描件和名片没有变化。',
    next: '请重新打开这个单位。',
  }),
  'registration.unreadable': ({ fileName }) => ({
    what: `没有读到备案表上的二维码：${fileName}。`,
    safe: unchanged,
    next: '请把整页摆正、拍清楚或重新扫描；仍读不到，请打开那个单位，在单位里添加这张扫描件，照纸上的指纹码核对。',
  }),
  'succession.carded': ({ oldName, newName }) => ({
    what: `“${oldName}”已有自己的名片，或“${newName}”没有名片，不是同一个单位先登名后补名片的情形。`,
    safe: '两个单位都没有变化。',
    next: '单位合并、改组的，请选“并入”或“重新成立”。',
  }),
  'succession.circle': ({ oldName, newName }) => ({
    what: `“${newName}”已经归到“${oldName}”名下，不能再反过来。`,
    safe: '两个单位都没有变化。',
    next: '请先撤销原来的一步。',
  }),
  'succession.none': ({ officeName }) => ({
    what: `“${officeName}”没有归到别的单位。`,
    safe: '没有变化。',
    next: '请重新打开这个单位。',
  }),
  'succession.own': () => ({
    what: '本单位不能归到别的单位名下。',
    safe: '没有变化。',
    next: '本单位改名请用“单位改名”；与别的单位合并的，请由上级单位登记。',
  }),
} satisfies Pick<Sentences, TrustCode>
