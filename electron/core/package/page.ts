import { chinaMoment } from '../../../shared/domain/deadlines.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { revisionCode } from './canonical.ts'
import { noticeSection } from './notice-page.ts'
import type { PackageJson, RecordEntry } from './schema.ts'

/** What the page says beyond package.json. No person's name or number may be in it: titles are the program's own. */
export interface PageFacts {
  senderName: string
  recipientName: string | null
  noticeTitle: string | null
  /** `recordId-revision` → title of the form. */
  formTitles: ReadonlyMap<string, string>
  /** `recordId-revision` → office that filled in what is passed upward here. */
  originNames?: ReadonlyMap<string, string>
  /** The notice itself, in a package of kind `notice`. */
  noticePack?: NoticePack | null
}

const kindNames: Readonly<Record<PackageJson['kind'], string>> = {
  submission: '报送包',
  receipt: '回执',
  notice: '通知包',
  'office-card': '单位名片',
}

const html = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
/** Link relative to data/, where the page lies. */
const href = (path: string): string =>
  path
    .replace(/^data\//, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
const link = (path: string, text: string): string => `<a href="${html(href(path))}">${html(text)}</a>`
const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const style = `body{font-family:"Noto Sans SC","Microsoft YaHei",sans-serif;margin:2rem auto;max-width:50rem;padding:0 1rem;line-height:1.6;color:#1f2329}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #c9cdd4;padding:.3rem .6rem;text-align:left;vertical-align:top}th{width:8rem;background:#f2f3f5}
code,pre{font-family:monospace}pre{background:#f2f3f5;padding:.8rem;white-space:pre-wrap;word-break:break-all}`

/** data/目录.html: one page for a browser, without script and without network. */
export function renderContentsPage(json: PackageJson, facts: PageFacts): string {
  const row = (name: string, value: string) => `<tr><th>${html(name)}</th><td>${value}</td></tr>`
  const kind = kindNames[json.kind]
  const rows = [
    row(json.kind === 'notice' ? '发文单位' : '报送单位', html(facts.senderName)),
    ...(facts.recipientName === null ? [] : [row('接收单位', html(facts.recipientName))]),
    ...(facts.noticeTitle === null ? [] : [row('通知', html(facts.noticeTitle))]),
    row('编号', `第 ${json.sequence} 号${json.volume ? `，分卷 ${json.volume.n} / ${json.volume.of}` : ''}`),
    row('制作时间', `${chinaMoment(json.createdAt)}（北京时间）`),
    row('包标识', `<code>${html(json.packageId)}</code>`),
  ]
  const records = json.records.map((entry) => recordSection(entry, facts)).join('\n')
  const forwarded = (facts.originNames?.size ?? 0) > 0 ? originHelp : ''
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${html(kind)}目录</title>
<style>
${style}
</style>
</head>
<body>
<h1>${html(kind)}目录</h1>
<table>
${rows.join('\n')}
</table>
${records === '' ? '' : `<h2>填报内容</h2>\n${records}`}${facts.noticePack ? noticeSection(facts.noticePack, html) : ''}
<h2>没有本程序时怎样核对</h2>
<p>解开压缩包，在解开的文件夹里依次运行下面的命令。公钥以对方盖章的《单位备案表》上印的为准。</p>
<pre>minisign -Vm tagmanifest-sha256.txt -x signature.minisig -P 对方公钥
sha256sum -c --quiet tagmanifest-sha256.txt manifest-sha256.txt${json.kind === 'notice' ? '</pre>\n<p>通知的全部内容在 notice 文件夹里，每张表的填写格式在 notice/forms 里，不含个人信息。</p>' : `${personalHelp}${forwarded}`}
</body>
</html>
`
}

const personalHelp = `
age -d -i 本单位私钥文件 data/personal/文件名.age</pre>
<p>个人信息只在 personal 文件夹的加密文件里，只有接收单位能打开。纸质材料页脚的版本核对码应与上表一致。</p>`

const originHelp = `
<p>转报的记录附有原报送单位签过名的原件，在 evidence 文件夹里，每个原报送包一个文件夹，只放转报的部分。进入那个文件夹，同样可以核对，公钥用原报送单位的：</p>
<pre>minisign -Vm tagmanifest-sha256.txt -x signature.minisig -P 原报送单位公钥
sha256sum -c --quiet tagmanifest-sha256.txt
sha256sum -c --quiet --ignore-missing manifest-sha256.txt</pre>`

function recordSection(entry: RecordEntry, facts: PageFacts): string {
  const origin = facts.originNames?.get(`${entry.recordId}-${entry.revision}`)
  const title = facts.formTitles.get(`${entry.recordId}-${entry.revision}`) ?? '填报记录'
  const files = [
    ...entry.documents.map((path) => (path.startsWith('data/personal/') ? '加密文档' : link(path, fileName(path)))),
    ...entry.attachments.map((item) => {
      if (item.path === 'delivered') return `此前已送达的附件 <code>${html(item.digest.slice(0, 16))}</code>`
      return item.path.startsWith('data/personal/') ? '加密附件' : link(item.path, item.title ?? fileName(item.path))
    }),
  ]
  return `<table>
<tr><th>表单</th><td>${html(title)}</td></tr>${origin === undefined ? '' : `\n<tr><th>原报送单位</th><td>${html(origin)}（转报）</td></tr>`}
<tr><th>版本核对码</th><td><code>${codeText(revisionCode(entry.digest))}</code>（第 ${entry.revision} 版）</td></tr>
<tr><th>填报数据</th><td>${link(recordPath(entry.recordId, entry.revision), '记录文件')}</td></tr>
<tr><th>文档和附件</th><td>${files.length === 0 ? '无' : files.join('<br>')}</td></tr>
<tr><th>个人信息</th><td>${entry.personal === null ? '无' : '已加密'}</td></tr>
</table>`
}

export const recordPath = (recordId: string, revision: number): string => `data/records/${recordId}-${revision}.json`
