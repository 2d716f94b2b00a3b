/**
 * Every finding of the package reader: its usual severity and one sentence that names the file,
 * says what happened, what is safe, and what to do (bundle-format.md §7).
 */
export type FindingSeverity = 'error' | 'hold' | 'info'
interface FindingWording {
  readonly severity: FindingSeverity
  readonly text: (file: string) => string
  /** Where the same code is also told as mere news. */
  readonly news?: string
}

const resend = '没有写入任何内容，本机资料未受影响；请让对方重新导出一份再送来。'
const forged = '没有写入任何内容，本机资料未受影响；请勿采信，并打电话向对方单位核实。'
const wait = '这个包尚未收入，本机资料未受影响；'

const refuse = (what: string, then: string = resend): FindingWording => ({
  severity: 'error',
  text: (f) => `${f}${what}。${then}`,
})
const suspect = (what: string): FindingWording => refuse(what, forged)
const hold = (what: string, todo: string): FindingWording => ({
  severity: 'hold',
  text: (f) => `${f}${what}。${wait}${todo}`,
})
const tell = (what: string, todo: string): FindingWording => ({ severity: 'info', text: (f) => `${f}${what}。${todo}` })

export const packageFindings = {
  /* the ZIP container */
  // What is no package at all is not called one.
  'zip.not-a-zip': {
    severity: 'error',
    text: (f) =>
      `${f === '这个包' ? '这个文件' : f}不是报送包、回执或单位名片，可能选错了文件。没有写入任何内容，本机资料未受影响；请选择对方交来的那个 .zip 文件。`,
  },
  'zip.truncated': refuse('不完整，结尾部分缺失，可能没有复制完'),
  'zip.comment': suspect('的 ZIP 结尾附有注释，规范的包不含注释'),
  'zip.trailing-bytes': suspect('的 ZIP 结尾之后还有多余内容'),
  'zip.prefix-bytes': suspect('的 ZIP 开头之前还有多余内容'),
  'zip.multi-disk': refuse('是分段压缩的 ZIP，程序只收整个的包'),
  'zip.zip64': refuse('的 ZIP64 结构前后矛盾'),
  'zip.too-many-entries': refuse('里的文件超过 20000 个'),
  'zip.directory': refuse('的 ZIP 目录已损坏'),
  'zip.directory-too-long': suspect('的 ZIP 目录长得异常'),
  'zip.gap': suspect('前面夹有目录里没有登记的内容'),
  'zip.overlap': suspect('与包里另一个文件的内容重叠'),
  'zip.local-mismatch': suspect('的文件头与 ZIP 目录不一致'),
  'zip.descriptor-mismatch': suspect('的尾部记录与 ZIP 目录不一致'),
  'zip.encrypted': refuse('在 ZIP 里加了密码，程序不收加密的 ZIP'),
  'zip.flags': refuse('用了不允许的 ZIP 标志'),
  'zip.method': refuse('用了不支持的压缩方式'),
  'zip.link': suspect('是一个链接，不是文件'),
  'zip.special-file': suspect('是特殊文件，不是普通文件'),
  'zip.name-not-utf8': refuse('的文件名不是 UTF-8 编码'),
  'zip.name-unmarked': refuse(
    '的文件名没有标明是 UTF-8 编码，这个包被别的压缩程序重新打过',
    '没有写入任何内容，本机资料未受影响；请让对方直接送原来的包，不要解开后重新压缩。',
  ),
  'zip.extra-field': suspect('的 ZIP 附加字段不规范'),
  'zip.crc': refuse('的内容与 ZIP 校验值不符，可能在复制时损坏'),
  'zip.size': refuse('的实际大小与登记的不符'),
  'zip.inflate': refuse('无法解压，内容已损坏'),
  'zip.ratio': suspect('的压缩比高得异常'),
  'zip.text-too-large': suspect('过大，超出这类文件的上限'),
  'zip.total-too-large': suspect('解压后的文字内容合计过大'),
  'folder.link': suspect('是一个链接，不是文件'),
  'folder.special-file': suspect('是特殊文件，不是普通文件'),
  'folder.too-many-entries': refuse('里的文件超过 20000 个'),
  'folder.unreadable': refuse('无法读取', '没有写入任何内容，本机资料未受影响；请重新解压后再试。'),

  /* names inside */
  'name.empty': suspect('的路径里有空的一段'),
  'name.absolute': suspect('使用了绝对路径'),
  'name.traversal': suspect('的路径含“..”或“.”，会指向包外'),
  'name.drive': suspect('的路径带有盘符'),
  'name.backslash': suspect('的文件名含反斜杠'),
  'name.nul': suspect('的文件名含空字符'),
  'name.control': suspect('的文件名含控制字符'),
  'name.bidi': suspect('的文件名含看不见的排版字符'),
  'name.forbidden-character': refuse('的文件名含不允许的符号'),
  'name.edge': refuse('的文件名以空格或点开头或结尾'),
  'name.reserved': refuse('是 Windows 的保留名称'),
  'name.component-too-long': refuse('的文件名过长（一段超过 120 字节）'),
  'name.path-too-long': refuse('的路径过长（超过 200 个字符）'),
  'name.not-nfc': refuse('的文件名不是规范的 Unicode 写法（NFC）'),
  'name.duplicate': suspect('在包里出现了两次'),
  'name.case-clash': suspect('与另一个文件的名称只差大小写'),
  'name.file-as-folder': suspect('既是文件又是文件夹'),

  /* the bag */
  'bag.no-bagit-txt': refuse('里没有 bagit.txt，不是 BagIt 包'),
  'bag.not-at-root': refuse(
    '的内容不在最外层，包外多套了一层文件夹',
    '没有写入任何内容，本机资料未受影响；请让对方直接送原来的包，不要解开后重新压缩。',
  ),
  'bag.bagit-txt': refuse('的写法不符合 BagIt 规范'),
  'bag.version': refuse('声明的 BagIt 版本不受支持'),
  'bag.encoding': refuse('的文字编码不是所声明的那一种，或程序不认得'),
  'bag.root-entry': suspect('不应出现在包的最外层'),
  'bag.fetch': suspect('要求从网络取文件，规范的包不允许'),
  'bag.fetch-syntax': refuse('有一行不符合格式'),
  'bag.fetch-unlisted': refuse('登记为另行下载，但不在清单里'),
  'bag.fetch-absent': refuse('登记为另行下载，不在包里'),
  'bag.no-payload': refuse('里没有 data 文件夹'),
  'bag.no-manifest': refuse('缺失，无法核对内容'),
  'bag.algorithm': refuse('使用了不支持的校验算法'),
  'bag.algorithm-unchecked': tell('使用了不支持的校验算法', '这一份清单没有核对，其余清单都核对了。'),
  'bag.manifest-outside': suspect('登记在清单里，却不在 data 文件夹里'),
  'bag.manifest-too-long': refuse('登记的文件超过 20000 个'),
  'bag.manifest-syntax': refuse('有一行不符合格式'),
  'bag.manifest-duplicate': suspect('在清单里登记了两次'),
  'bag.info-syntax': refuse('有一行不符合格式'),
  'bag.info-missing': refuse('缺少必填的一项'),
  'bag.info-mismatch': suspect('与 package.json 所写的不一致'),
  'bag.missing-file': refuse('登记在清单里，但包里没有'),
  'bag.extra-file': suspect('不在清单里，是后来加进来的'),
  'bag.digest-mismatch': suspect('的内容已被改动或损坏，与清单的校验值不符'),
  'bag.oxum-mismatch': refuse('登记的总大小或文件数与实际不符'),
  'tag.no-manifest': refuse('缺失，无法核对签名'),
  'tag.digest-mismatch': suspect('已被改动或损坏，与标签清单的校验值不符'),
  'tag.missing-file': suspect('登记在标签清单里，但包里没有'),
  'tag.wrong-entry': suspect('不应登记在标签清单里'),
  'tag.not-covered': suspect('没有登记在标签清单里，签名管不到它'),

  /* texts inside */
  'json.not-utf8': refuse('不是 UTF-8 文字'),
  'json.syntax': refuse('不是完整的 JSON'),
  'json.duplicate-key': suspect('里有重复的项目名'),
  'json.too-deep': suspect('的结构嵌套过深或过于庞大'),

  /* the signature */
  'signature.missing': refuse('缺失，这个包没有签名'),
  'signature.line-ending': suspect('的换行不规范，签名文件被改动过'),
  'signature.line-count': suspect('不是规范的四行，签名文件被改动过'),
  'signature.untrusted-comment': suspect('第一行的说明被改动过'),
  'signature.base64': suspect('的签名编码不规范'),
  'signature.length': suspect('的签名长度不对'),
  'signature.algorithm': suspect('的签名算法不是规定的那种'),
  'signature.other-signer': suspect('不是所称单位的钥匙签的'),
  'signature.invalid': suspect('与内容对不上，签名无效'),
  'signature.altered': suspect('的签名被改动过，或不是所称单位签的'),
  'signature.trusted-comment': suspect('的签名备注行被改动过'),
  'signature.comment-mismatch': suspect('的签名备注与 package.json 所写的不一致'),
  'signature.unknown-device': suspect('由所称单位名片上没有的设备签发'),
  'signature.revoked-device': hold('由对方已停用的设备签发', '请打电话向对方核实后再决定。'),
  'signature.no-key': refuse(
    '没有附单位名片，也没有收过对方的名片，无法核对签名',
    '没有写入任何内容，本机资料未受影响；请先向对方要一份单位名片。',
  ),

  /* cards and trust */
  'card.example': refuse(
    '一边是示例单位，一边是真实单位，两边的材料不能混在一起',
    '没有写入任何内容，本机资料未受影响；示例单位的包只能在示例里打开，真实的包请在本单位里收。',
  ),
  'card.unknown': hold('来自还没有核对过指纹码的单位', '请先与对方电话核对指纹码，再重新收件。'),
  'card.untrusted': hold('来自已有名片但尚未核对指纹码的单位', '请先与对方电话核对指纹码，再重新收件。'),
  'card.missing': refuse('里没有单位名片'),
  'card.other-office': suspect('所附的名片属于另一个单位'),
  'card.seq-mismatch': suspect('所附名片的编号与寄件信息不一致'),
  'card.office-id': suspect('所附名片的单位编号与其钥匙对不上'),
  'card.schema': refuse('所附的名片不完整'),
  'card.same': tell('里的名片本机已有', '无需再次收入，本机资料未改动。'),
  'card.newer': {
    ...hold('所附的名片比本机的新', '请先收入对方的新名片，再重新收件。'),
    news: '对方更新过单位名片。签名仍出自已比对过的指纹码，不影响收件，不用另做什么。',
  },
  'card.older': tell('所附的名片比本机的旧', '已按本机较新的名片核对，不影响收件。'),
  'card.stale': suspect('里是一张旧名片，本机已有更新的'),
  'card.fork': suspect('里的名片与本机已有的同号名片内容不同'),
  'card.broken-chain': suspect('里的新名片与本机的旧名片接不上'),
  'card.wrong-signer': suspect('里的新名片不是由旧名片上的设备签发的'),
  'card.changed': hold('里的新名片改了单位名称、级别、地区或收件密钥', '请与对方核实，比对新的指纹码后再确认收入。'),
  'card.reregistered': hold(
    '里的名片不是原来的电脑签发的：对方可能更换了全部钥匙，也可能有人冒充',
    '请对照盖章的单位备案表核对指纹码，再确认收入；没有备案表不要确认。',
  ),
  'card.gap': hold('里的新名片与本机的旧名片之间缺了几张', '请向对方要中间的名片，或重新核对指纹码。'),

  /* package.json */
  'package.missing': refuse('缺失，无法知道包里是什么'),
  'package.format': refuse('的格式版本本程序不认识', '没有写入任何内容，本机资料未受影响；请升级程序后再试。'),
  'package.schema': refuse('的内容不符合规定'),
  'package.not-for-us': refuse('是寄给其他单位的', '没有写入任何内容，本机资料未受影响；请告知对方寄错了单位。'),
  'package.duplicate': tell('此前已经收过', '没有重复写入；需要时可再出一次相同的回执。'),
  'package.fork': hold('与此前收到的同号包内容不同', '请打电话问清以哪一份为准。'),
  'package.id-taken': suspect('用了此前收过的另一个包的编号'),
  'package.chain': hold('与此前收到的上一个包接不上', '请打电话问清中间是否另有包。'),
  'package.stale': hold('的编号比已收到的小，是较早的包', '请核对是否为补送，不会覆盖新内容。'),
  'package.gap': hold('之前还有编号的包没有收到', '可以确认先收入这一份，并请对方补送缺少的包。'),
  'package.listed-missing': refuse('写在 package.json 里，但包里没有'),
  'package.unlisted-file': suspect('没有写在 package.json 里'),
  'package.volume': tell('是分卷中的一卷', '请把其余各卷也一并收入。'),
  'package.changed': suspect('在核对之后又被改动'),
  'package.set-aside': tell(
    '以前已经决定不收',
    '理由和当时发现的问题都留着；要重新处理，请在收件里单独收一次这个文件。',
  ),
  'package.volume-missing': hold('的分卷没有收齐', '已到的各卷都收好了；请向对方要缺的那几卷。'),

  /* clocks: never a reason to refuse */
  'clock.ahead': tell('写明的写出时间比本机时间晚一天以上', '先后按编号和版次排，不看时钟；请看看两边电脑的日期。'),
  'clock.behind': tell(
    '写明的写出时间早于通知印发，或早于对方上一个包',
    '先后按编号和版次排，不看时钟；请提醒对方看看电脑的日期。',
  ),

  /* what passed through another office: the signed original of the office that filled it in */
  'evidence.structure': suspect('不合规定：原报送包的凭据缺了文件，或混进了别的文件'),
  'evidence.digest': suspect('与原报送单位签名时的内容不同，转报途中被改动或损坏'),
  'evidence.extra-file': suspect('不在原报送包的清单里，是后来加进凭据的'),
  'evidence.not-chosen': suspect('不属于转报的任何一条记录，不应放在凭据里'),
  'evidence.package': suspect('不是一份报送包的说明，或与凭据文件夹的编号不一致'),
  'evidence.no-key': refuse('没有附原报送单位的名片，本机也没有，无法核对原报送单位的签名'),
  'evidence.card': suspect('所附的原报送单位名片与其单位编号或签名设备对不上'),
  'evidence.signature': suspect('不是原报送单位对这份内容的签名'),
  'evidence.revoked': {
    ...suspect('由原报送单位已停用的设备签发'),
    news: '原报送单位签名用的设备后来停用了，签名时间在停用之前。可以收入；有疑问请与原报送单位电话核实。',
  },
  'evidence.record': suspect('与原报送单位签过名的记录不一致'),
  'evidence.wrong-recipient': suspect('不是报给转报单位的，转报单位说不清它从哪里来'),
  'evidence.unused': suspect('与包里的记录无关，不应附上'),
  'evidence.untrusted': tell(
    '由原报送单位签名，签名完好，但本单位没有核对过它的指纹码',
    '可以收入；要确认确实出自该单位，请与它电话核对指纹码。',
  ),
  'evidence.partial': tell('只有转报的那一部分，原报送包里其余的文件没有随来', '这是转报的通常做法，不影响收件。'),

  /* records, personal parts */
  'record.schema': refuse('的内容不符合规定'),
  'record.digest': suspect('与 package.json 登记的定稿校验值不符'),
  'record.name': suspect('里的编号或版次与文件名不一致'),
  'record.duplicate': suspect('在 package.json 里登记了两次'),
  'record.other-office': suspect('是另一个单位的填报记录'),
  'record.no-evidence': suspect('是另一个单位的填报记录，又没有附那个单位签过名的原件'),
  'record.other-notice': suspect('属于另一个通知'),
  'record.attachment-unknown': suspect('不是这条定稿所附的文件'),
  'record.attachment-not-listed': refuse('所附的文件没有全部写进包里'),
  'record.attachment-digest': suspect('与定稿登记的附件校验值不符'),
  'record.delivered-unlisted': refuse('的附件注明已送达，但送达清单里没有'),
  'record.not-delivered': refuse('的附件注明已送达，但本机没有收到过对方的这个文件'),
  'record.purged': refuse(
    '的个人信息已在本机按规定清除，不能再收入',
    '清除记录和原来的回执都保留着；确需重新收件的，请对方另填一份新的记录再报。',
  ),
  'record.personal-in-clear': refuse(
    '把个人信息写在了不加密的部分',
    '没有写入任何内容，本机资料未受影响；请让对方用本程序重新导出，个人信息会自动加密。',
  ),
  'revision.conflict': {
    ...hold('与本机已收的同一版次内容不同', '原来收到的没有改动；请打电话问清以哪一份为准，再逐项选定。'),
    news: '同一版次有两份内容，已由本单位选定一份；没有采用的那一份也留存着。',
  },
  'revision.branch': tell(
    '没有用到上一版次的内容，是在更早的版次上改的',
    '原来收到的各版都还在；请对照前一版看看，有没有漏掉的修改。',
  ),
  'revision.parent': hold('所接的上一版次与本机已收的不同', '原来收到的没有改动；请打电话问清哪一版为准。'),
  'personal.missing': hold('含有个人信息，但包里没有对应的加密部分', '请让对方补送。'),
  'personal.unexpected': suspect('附有加密部分，但定稿里没有登记个人信息'),
  'personal.name': suspect('的文件名与其内容的校验值不符'),
  'personal.not-age': refuse('不是 age 加密文件'),
  'personal.header-too-large': suspect('的加密文件头过大'),
  'personal.other-recipient-kind': suspect('的加密方式不是规定的 X25519'),
  'personal.cannot-open': refuse(
    '用本单位的钥匙打不开，或已损坏',
    '没有写入任何内容，本机资料未受影响；请让对方按本单位现在的名片重新导出。',
  ),
  'personal.schema': refuse('解开后的内容不符合规定'),
  'personal.other-record': suspect('是另一条记录的个人信息，被调换过'),
  'personal.other-sender': suspect('是另一个单位的个人信息，被调换过'),
  'personal.commitment': suspect('解开后的个人信息与定稿登记的校验值不符'),
  'personal.file-digest': suspect('解开后的文件与登记的校验值不符'),
  'consents.unknown-person': suspect('的签名登记里有授权书上没有的人'),

  /* notices, receipts */
  'notice.unknown': hold('所报的通知本机没有', '请先装入这份通知。'),
  'notice.other-version': hold('按通知的另一个版本填报', '请核对差异后再决定是否收入。'),
  'notice.older-version': tell('按通知的旧版填报', '可以收入；如要按新版填，请退回并写明。'),
  'notice.missing': refuse('里没有通知'),
  'notice.digest': suspect('与登记的校验值不符，或不是规定的写法'),
  'notice.invalid': refuse('里的通知不合规定'),
  'notice.mismatch': suspect('的编号或版本与包里登记的不一致'),
  'notice.id-not-theirs': suspect('的编号不属于发出它的单位，有人冒用别的通知'),
  'notice.form-changed': refuse('里有一张表改了内容却没有改版本号'),
  'notice.id-taken': suspect('与本机已有的通知编号相同'),
  'notice.fork': hold('与已收到的同一版通知内容不同', '请打电话问发文单位以哪一份为准。'),
  'notice.stale': hold('是通知的旧版，新版已经收到', '一般不必再收；有疑问请打电话问发文单位。'),
  'notice.same': tell('里的通知以前收到过，内容相同', '没有重复加入。'),
  'notice.not-upstream': tell('来自一个不是上级的单位', '通知先放着，不算任务；在“收件”里确认后才加入“通知与任务”。'),
  'receipt.missing': refuse('里没有回执'),
  'receipt.schema': refuse('的内容不符合规定'),
  'receipt.twice': suspect('对同一条记录写了两次'),
  'receipt.sequence-mismatch': suspect('里的编号与包的编号不一致'),
  'receipt.not-for-us': refuse('是给其他单位的回执', '没有写入任何内容，本机资料未受影响；请告知对方寄错了单位。'),
  'receipt.wrong-issuer': suspect('不是由收件单位出具的'),
  'receipt.forged': suspect('所回执的包与本机发出的内容不同'),
  'receipt.replayed': suspect('是以前已处理过的旧回执'),
  'receipt.unknown-package': suspect('所回执的包不是本机发出的'),
  'receipt.unknown-record': suspect('回执了包里没有的记录'),
  'receipt.unknown-attachment': suspect('回执了包里没有的附件'),
  'receipt.untrusted': hold('来自尚未核对指纹码的单位', '请先与对方电话核对指纹码，再重新收件。'),
} as const satisfies Record<string, FindingWording>

export type PackageFindingCode = keyof typeof packageFindings

/** Sentence of a finding. `path` is the file inside the package, or '' for the whole. */
export function packageFindingText(
  code: PackageFindingCode,
  path: string,
  severity: FindingSeverity = packageFindings[code].severity,
): string {
  const wording: FindingWording = packageFindings[code]
  if (severity === 'info' && wording.news !== undefined) return wording.news
  return wording.text(fileWords(path))
}

/** What is passed on carries the signed original of the first office; its folder's name is a number that tells nobody anything. */
function fileWords(path: string): string {
  // Where the package says who sent it, and by which number, is the package itself to whoever reads the sentence.
  if (path === '' || path === 'data/package.json') return '这个包'
  if (/^data\/records\/[0-9a-f-]{36}-\d+\.json$/.test(path)) return '包里的一份填报记录'
  const inEvidence = /^data\/evidence\/[0-9a-f-]{36}(?:\/(.+))?$/.exec(path)
  if (!inEvidence) return `“${path}”`
  return inEvidence[1] === undefined ? '所附的原报送包凭据' : `原报送包凭据里的“${inEvidence[1]}”`
}
