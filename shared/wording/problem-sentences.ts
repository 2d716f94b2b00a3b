/**
 * Every problem in a clerk's words: what happened, what is safe, what to do now.
 * The page and the command line use the same sentences; a code without a sentence does not compile.
 */
import { isBlocking } from '../form/validate.ts'
import type { ProblemData } from '../problems.ts'
import { bytesText } from './amounts.ts'
import { authorizationSentences } from './authorization-sentences.ts'
import { calendarSentences } from './calendar-sentences.ts'
import { collectionSentences } from './collection-sentences.ts'
import { deedProblemSentences } from './deed-problem-sentences.ts'
import { intakeSentences } from './intake-sentences.ts'
import { manualSentences } from './manual-sentences.ts'
import { movingSentences } from './moving-sentences.ts'
import { ownNoticeSentences } from './own-notice-sentences.ts'
import { packageSentences } from './package-sentences.ts'
import type { ProblemSentence, Sentences } from './problem-sentence.ts'
import { registerSentences } from './register-sentences.ts'
import { returnSentences } from './return-sentences.ts'
import { reviewSentences } from './review-sentences.ts'
import { rollupSentences } from './rollup-sentences.ts'
import { rosterSentences } from './roster-sentences.ts'
import { scanSentences } from './scan-sentences.ts'
import { storeSentences } from './store-sentences.ts'
import { because } from './system-reasons.ts'
import { trustSentences } from './trust-sentences.ts'
import { videoSentences } from './videos.ts'

export type { ProblemSentence } from './problem-sentence.ts'

const untouched = '已保存的内容没有变化。'
const nothingWritten = '没有写出任何文件，填报内容没有变化。'
const nothingTaken = '没有收入任何内容，原文件没有改动。'

export const problemSentences: Sentences = {
  /* the port */
  cancelled: () => ({ what: '已取消。', safe: `做到一半的内容已清理，${untouched}`, next: '需要时可以重新开始。' }),
  internal: ({ logId }) => ({
    what: '程序内部出错，这一步没有完成。',
    safe: untouched,
    next: `请再试一次；若仍出错，请把日志编号 ${logId} 告诉维护人员。`,
  }),
  'runtime.primitive-missing': ({ names }) => ({
    what: `这台电脑上的程序缺少必要的运算功能（${names.join('、')}），不能建立单位。`,
    safe: '没有写入任何内容。',
    next: '请重新安装本程序；仍然如此时，请把这句话告诉维护人员。',
  }),
  'input.invalid': ({ issues }) => ({
    what: `填写的内容不合要求${issues[0] ? `（${issues[0].path === '' ? '' : `${issues[0].path}：`}${issues[0].message}）` : ''}。`,
    safe: `这一步没有执行，${untouched}`,
    next: '请改正后再试。',
  }),
  'method.unknown': ({ method }) => ({
    what: `程序不认识这个操作：${method}。`,
    safe: untouched,
    next: '请关闭窗口重新打开；若仍如此，说明程序文件不完整，请重新安装。',
  }),
  'core.gone': () => ({
    what: '程序在后台存取资料的部分意外停止了。',
    safe: '显示“已保存”的内容都在；正在进行的一步可能没有完成。',
    next: '请按“重新启动”，再查看最后一步是否完成。',
  }),

  /* the store */
  'store.locked': ({ dataDir }) => ({
    what: `数据文件夹正被另一个科协报送台使用：${dataDir}。`,
    safe: '两个程序不会同时写入，数据是安全的。',
    next: '请切换到已打开的窗口；若找不到，请关闭其他科协报送台后再试。',
  }),
  'store.newer': ({ storeVersion, programVersion }) => ({
    what: `数据是由更新版本的程序保存的（数据第 ${storeVersion} 版，本程序认识到第 ${programVersion} 版）。`,
    safe: '没有打开，也没有改动数据。',
    next: '请安装新版程序后再打开。',
  }),
  'store.damaged': ({ dataDir, newestBackup }) => ({
    what: '数据文件已损坏，不能打开。',
    safe: '程序没有再写入；备份、照片和视频、已写出的报送包都不受影响。',
    next: newestBackup
      ? '可以恢复到最近一份完好的备份；损坏的文件会原样另存，不会删除。'
      : `没有找到完好的备份。请先把整个文件夹 ${dataDir} 复制一份，再请维护人员处理。`,
  }),
  'store.read-only': ({ dataDir }) => ({
    what: `数据文件夹不能写入：${dataDir}。`,
    safe: untouched,
    next: '请检查文件夹的权限或磁盘的写保护，或换一个数据文件夹。',
  }),
  'store.on-network': ({ dataDir }) => ({
    what: `数据文件夹在网络位置上：${dataDir}。网络文件夹不能保证存下的内容不丢。`,
    safe: '没有打开，也没有写入。',
    next: '请把数据文件夹放在本机硬盘上。',
  }),
  'disk.full': ({ path, neededBytes }) => ({
    what: `磁盘空间不足：${path}${neededBytes === null ? '' : `，还需要约 ${bytesText(neededBytes)}`}。`,
    safe: '写到一半的文件已清理，先前保存的内容都在。',
    next: '请腾出空间或换一个位置，再做一次。',
  }),
  'backup.damaged': ({ reason }) => ({
    what: `这份备份已损坏（${reason}），不能恢复。`,
    safe: '现在的数据没有改动。',
    next: '请选择另一份备份。',
  }),
  'backup.failed': ({ reason }) => ({
    what: `备份没有做成：写好的文件没有通过检查（${reason}）。`,
    safe: '现在的数据和原有的备份都没有改动。',
    next: '请再做一次；若仍如此，请检查磁盘。',
  }),
  'backup.other-store': () => ({
    what: '这份备份不属于现在的单位（或是建立单位以前的），不能恢复到这里。',
    safe: '现在的数据没有改动。',
    next: '请选择另一份备份。',
  }),
  'backup.unknown': ({ id }) => ({
    what: `找不到这份备份：${id}。`,
    safe: '现在的数据没有改动。',
    next: '请重新打开备份列表，选择另一份备份。',
  }),
  'file.unreadable': ({ path, reason }) => ({
    what: `读不了文件：${path}${because(reason)}。`,
    safe: untouched,
    next: '请检查文件是否还在、U盘是否插好、有没有被其他程序占用。',
  }),
  'file.unwritable': ({ path, reason }) => ({
    what: `写不了：${path}${because(reason)}。`,
    safe: untouched,
    next: '请检查位置是否存在、是否写保护，或换一个位置。',
  }),
  'file.changed': ({ path }) => ({
    what: `复制时文件变了：${path}。可能还在录制、下载或导出，或者被换成了另一个文件。`,
    safe: untouched,
    next: '请等它写完，再添加一次。',
  }),
  'file.vanished': ({ path }) => ({
    what: `文件不见了：${path}。可能是U盘被拔出，或文件被移走。`,
    safe: untouched,
    next: '请插好U盘或找回文件后再试。',
  }),
  'file.exists': ({ path }) => ({
    what: `已经有同名文件：${path}。`,
    safe: '原来的文件没有被覆盖。',
    next: '请换一个位置，或先移走原来的文件。',
  }),

  /* office, keys, trust */
  'office.missing': () => ({ what: '还没有登记本单位。', safe: untouched, next: '请先填写单位名称和级别。' }),
  'office.exists': ({ name }) => ({
    what: `这个数据文件夹已经登记为“${name}”。`,
    safe: '原来的登记没有变化。',
    next: '如需改名，请在设置中修改；另一单位请用另一个数据文件夹。',
  }),
  'keys.passphrase-needed': () => ({
    what: '这一步需要本单位的口令。',
    safe: untouched,
    next: '请输入口令后继续；命令行可用环境变量 KEXIE_PASSPHRASE 或 --passphrase-file 提供。',
  }),
  'keys.not-set-up': () => ({
    what: '还没有设置口令。第一次写出签名的报送包之前，要先设一个口令保护本单位的签名钥匙。',
    safe: nothingWritten,
    next: '请设置口令，并把显示的恢复码抄在恢复单上妥善保管。',
  }),
  'keys.already-set-up': () => ({
    what: '口令已经设置过。',
    safe: '原来的口令仍然有效。',
    next: '请用原来的口令；忘记时用恢复码。',
  }),
  'keys.passphrase-wrong': () => ({
    what: '口令或恢复码不对。',
    safe: '数据没有变化，可以再试。',
    next: '请检查大小写和输入法；忘记口令时用恢复单上的恢复码。',
  }),
  'keys.passphrase-weak': ({ minLength }) => ({
    what: `口令太短或太简单，至少要 ${minLength} 个字符。`,
    safe: '口令没有设置。',
    next: '请换一个长一些的口令，例如一句自己记得住的话。',
  }),
  'keys.locked': () => ({
    what: '本单位的钥匙已锁上，个人信息暂时看不了，也不能签名。',
    safe: '内容都在，只是锁着。',
    next: '请输入口令打开。',
  }),
  'card.unknown-office': ({ officeId }) => ({
    what: `还没有这个单位的名片（${officeId}）。`,
    safe: untouched,
    next: '请向对方要一份单位名片文件，先收入名片。',
  }),
  'card.fingerprint-mismatch': ({ officeName, givenGroups, differingGroups }) => ({
    what:
      givenGroups.length === 8
        ? `指纹码与“${officeName}”的名片不一致：第 ${differingGroups.join('、')} 组不同。`
        : `指纹码应是八组、每组五位数字，收到的是 ${givenGroups.length} 组。`,
    safe: '没有信任这份名片，不会向它加密任何个人信息。',
    next: '请与对方电话逐组再核对一次；仍不一致就不要使用这份名片，请对方重新当面提供。',
  }),
  'card.stale': ({ officeName, cardSeq, knownSeq }) => ({
    what: `“${officeName}”的这份名片是旧的（第 ${cardSeq} 版，已有第 ${knownSeq} 版）。`,
    safe: '仍在使用较新的名片，没有变化。',
    next: '请向对方要最新的名片。',
  }),
  'card.fork': ({ officeName, cardSeq }) => ({
    what: `“${officeName}”有两份不同的第 ${cardSeq} 版名片。`,
    safe: '仍在使用原来的名片，新的一份没有收入。',
    next: '请打电话问清哪一份是真的；有一份可能是伪造的。',
  }),
  'card.broken-chain': ({ officeName, cardSeq }) => ({
    what: `“${officeName}”的第 ${cardSeq} 版名片不是由它的上一版签出的。`,
    safe: '仍在使用原来的名片。',
    next: '请打电话核实；钥匙确已更换的，凭盖章的单位备案表重新登记。',
  }),
  'card.changed': ({ officeName, changes }) => ({
    what: `“${officeName}”的名片有变动：${changes.join('、')}。`,
    safe: '在核对之前，仍按原来的名片办理。',
    next: '请与对方核实变动，并重新核对指纹码。',
  }),
  'office.not-trusted': ({ officeName }) => ({
    what: `还没有核对过“${officeName}”的指纹码。`,
    safe: nothingWritten,
    next: '请打电话核对对方的八组指纹码，在设置中确认后再报送；急用可先打印纸质材料。',
  }),
  'office.example': ({ officeName }) => ({
    what: `“${officeName}”和本单位一边是示例、一边是真实单位，不能互相收件和报送。`,
    safe: nothingTaken,
    next: '示例单位的名片和包只能在示例里用；请向真实的单位要它自己的名片。',
  }),

  /* notices, forms, records */
  'notice.unknown': ({ noticeId }) => ({
    what: `没有这个通知：${noticeId}。`,
    safe: untouched,
    next: '请在通知列表中核对编号。',
  }),
  'notice.no-newer': () => ({
    what: '这份材料没有可以改用的另一版。',
    safe: untouched,
    next: '请重新打开这份材料，看看现在是哪一版。',
  }),
  'notice.not-ours': () => ({
    what: '这份通知不是本单位的，不能用本单位的名义发布。',
    safe: nothingWritten,
    next: '要发给下级，请先在“通知与任务”里按“转发给下级”，定好日期，再发布转发的那一份。',
  }),
  'notice.invalid': ({ path, issues }) => ({
    what: `通知包有错：${path}${issues[0] ? `（${issues[0].path}：${issues[0].message}）` : ''}。`,
    safe: '没有收入这个通知，其他通知不受影响。',
    next: '请向发出单位要一份正确的通知包。',
  }),
  'form.unknown': ({ formId }) => ({
    what: `没有这个表：${formId}。`,
    safe: untouched,
    next: '请核对表的编号，或先收入对应的通知。',
  }),
  'form.no-table': ({ formName }) => ({
    what: `《${formName}》不是表格，没有可以存成 Excel 的内容。`,
    safe: untouched,
    next: '请存为 PDF 或 Word 文档。',
  }),
  'record.unknown': ({ recordId }) => ({
    what: `没有这份填报记录：${recordId}。`,
    safe: untouched,
    next: '请在列表中重新选择。',
  }),
  'record.invalid': ({ findings }) => {
    const blocking = findings.filter(isBlocking)
    return {
      what: `还有 ${(blocking.length > 0 ? blocking : findings).length} 处没有填好，不能定稿或报送。`,
      safe: '已填写的内容都保存着。',
      next: '请打开记录，按提示逐处改正后再试。',
    }
  },
  'record.not-ours': () => ({
    what: '这份记录是其他单位报来的，只能查看，不能修改。',
    safe: untouched,
    next: '需要修改时，请在“收件”中退回并写明理由，由对方改好再报。',
  }),
  'record.purged': () => ({
    what: '这份记录里的个人信息已经清除，不能再修改、定稿、打印全文或报送。',
    safe: '其余内容、定稿校验值、回执和状态都还在，可以查看和打印遮盖后的纸样。',
    next: '确需再报的，请新建一份记录重新填写。',
  }),
  'record.not-purgeable': ({ title }) => ({
    what: `“${title}”里没有可以清除的个人信息，或已经清除过。`,
    safe: '这一次没有清除任何内容。',
    next: '请重新打开清除清单，核对后再选。',
  }),
  'purge.unknown': () => ({
    what: '没有这一次清除的登记。',
    safe: untouched,
    next: '请重新打开清除记录，在列表中选择。',
  }),
  'record.conflict': () => ({
    what: '这份记录刚在别处改过。',
    safe: '两边的内容都没有丢，没有互相覆盖。',
    next: '请重新打开记录，核对后再改。',
  }),
  'field.unknown': ({ fieldId }) => ({
    what: `这张表没有这一栏：${fieldId}。`,
    safe: untouched,
    next: '请核对栏目名称。',
  }),
  'revision.unknown': ({ revision }) => ({
    what: `没有第 ${revision} 个定稿版本。`,
    safe: untouched,
    next: '请重新打开记录，选择已有的版本。',
  }),
  'attachment.type': ({ fileName, accepted }) => ({
    what: `“${fileName}”的类型不能用在这一栏（可用：${accepted.map(typeName).join('、')}）。`,
    safe: '没有加入，其他附件不变。',
    next: '请换一个文件，或先转换格式。只改扩展名没有用。',
  }),
  'attachment.too-large': ({ fileName, bytes, limit }) => ({
    what: `“${fileName}”有 ${bytesText(bytes)}，超过这一栏的上限 ${bytesText(limit)}。`,
    safe: '没有加入，其他附件不变。',
    next: '请压缩或截短后再加入。',
  }),
  'attachment.too-many': ({ fieldLabel, count, limit }) => ({
    what: `“${fieldLabel}”已有 ${count} 个文件，最多 ${limit} 个。`,
    safe: '没有加入，其他附件不变。',
    next: '请先删去不需要的。',
  }),
  'attachment.not-a-picture': ({ fileName }) => ({
    what: `“${fileName}”打不开，不是完整的图片。`,
    safe: '没有加入，其他附件不变。',
    next: '请重新拷贝原图，或换一张。',
  }),
  'attachment.unknown': () => ({ what: '没有这个附件。', safe: untouched, next: '请重新打开记录。' }),
  'paper.nothing-to-stamp': () => ({
    what: '现在没有待盖章的材料，用不着用印清单。',
    safe: untouched,
    next: '要盖章的材料定稿以后会列进来。',
  }),
  'print.needs-window': () => ({
    what: '排版打印需要打开程序窗口，命令行不能做。',
    safe: untouched,
    next: '请在程序窗口中打印或另存 PDF。',
  }),
  'print.failed': ({ reason }) => ({
    // The system's own words are English.
    what: /printer/i.test(reason) ? '没有打印成：这台电脑上找不到打印机。' : `没有打印成（${reason}）。`,
    safe: untouched,
    next: /printer/i.test(reason)
      ? '请看看打印机是否接好、开机；也可先存为 PDF，拿到别的电脑打印。'
      : '请再试一次；若仍不行，可先存为 PDF。',
  }),

  ...calendarSentences,
  ...intakeSentences,
  ...movingSentences,
  ...ownNoticeSentences,

  /* old papers beside a form */
  'earlier.unknown': () => ({
    what: '找不到这份往年材料，可能已经移走。',
    safe: untouched,
    next: '请重新选择，或再导入一次原文件。',
  }),

  ...manualSentences,
  ...collectionSentences,
  ...packageSentences,
  ...scanSentences,
  ...storeSentences,
  ...trustSentences,
  ...videoSentences,
  ...authorizationSentences,
  ...registerSentences,
  ...returnSentences,
  ...reviewSentences,
  ...rollupSentences,
  ...rosterSentences,
  ...deedProblemSentences,
}

function typeName(mediaType: string): string {
  const names: Readonly<Record<string, string>> = {
    'image/jpeg': 'JPG 图片',
    'image/png': 'PNG 图片',
    'application/pdf': 'PDF',
    'video/mp4': 'MP4 视频',
  }
  return names[mediaType] ?? mediaType
}

/** The sentence of a problem as it came over the port. An unknown code (of a newer core) still gets words. */
export function problemSentence(problem: ProblemData): ProblemSentence {
  const make = (problemSentences as Readonly<Record<string, ((details: never) => ProblemSentence) | undefined>>)[
    problem.code
  ]
  if (!make) return { what: `没有完成（${problem.code}）。`, safe: untouched, next: '请再试一次。' }
  const sentence = make(problem.details as never)
  return { ...sentence, what: sentence.what.replace(unseen, '\uFFFD') }
}

/** Names of files come from others: an end of line, a terminal's command or a turned direction would say something else. */
const unseen = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** The three parts as one line, for a terminal or a notification. */
export function problemLine(problem: ProblemData): string {
  const { what, safe, next } = problemSentence(problem)
  return `${what}${safe}${next}`
}
