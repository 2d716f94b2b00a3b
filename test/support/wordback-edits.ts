/** What people do to a Word document, made by a script on its XML: one function an edit, and what must come back. */
import type { FieldValue, TableRow } from '../../shared/form/definition.ts'

/** Parts of the document by name; an edit changes them in place. */
export type WordParts = Map<string, string>

export type WordEdit = {
  name: string
  form: 'JS-F2' | 'LIB-SUMMARY-4' | 'LIB-BEST-WORKS' | 'LIB-COLLECTION'
  edit: (parts: WordParts) => void
  /** `kind field: what went out → what came in`, common beginnings and ends left out; in the order of the paper. */
  shown: string[]
  comments?: string[]
  /** What taking everything makes of the answers, beside what they were. */
  values?: Record<string, FieldValue | undefined>
}

const main = 'word/document.xml'
const change = (parts: WordParts, name: string, work: (xml: string) => string): void => {
  const before = parts.get(name) ?? ''
  const after = work(before)
  if (after === before) throw new Error(`nothing was edited in ${name}`)
  parts.set(name, after)
}
const body = (work: (xml: string) => string) => (parts: WordParts) => change(parts, main, work)

function once(xml: string, from: string, to: string): string {
  if (xml.split(from).length !== 2) throw new Error(`${xml.split(from).length - 1} places of ${from}`)
  return xml.replace(from, () => to)
}
const words = (from: string, to: string) => body((xml) => once(xml, from, to))

type Piece = { xml: string; start: number; end: number }
/** The innermost element that holds these words. */
function around(xml: string, tag: string, text: string): Piece {
  const at = xml.indexOf(text)
  const start = Math.max(xml.lastIndexOf(`<w:${tag}>`, at), xml.lastIndexOf(`<w:${tag} `, at))
  const end = xml.indexOf(`</w:${tag}>`, at) + `</w:${tag}>`.length
  if (at < 0 || start < 0 || xml.slice(start, at).includes(`</w:${tag}>`)) throw new Error(`no ${tag} with ${text}`)
  return { xml: xml.slice(start, end), start, end }
}
const replaced = (xml: string, { start, end }: Piece, by: string): string => xml.slice(0, start) + by + xml.slice(end)
/** The element with these words, made into something else. */
const remade = (tag: string, text: string, work: (xml: string) => string) =>
  body((xml) => {
    const piece = around(xml, tag, text)
    return replaced(xml, piece, work(piece.xml))
  })

const run = (text: string, inside = ''): string => `<w:r>${inside}<w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (text: string): string => `<w:p>${run(text)}</w:p>`
const by = 'w:id="900" w:author="局长" w:date="2022-05-11T10:00:00Z"'
/** The run that holds `text`, cut in three so that the words stand in a run of their own. */
const cutRun = (text: string, make: (before: string, cut: string, after: string, facts: string) => string) =>
  body((xml) => {
    const piece = around(xml, 'r', text)
    const facts = /<w:rPr>.*?<\/w:rPr>/u.exec(piece.xml)?.[0] ?? ''
    const whole = /<w:t[^>]*>([^<]*)<\/w:t>/u.exec(piece.xml)?.[1] ?? ''
    const at = whole.indexOf(text)
    return replaced(xml, piece, make(whole.slice(0, at), text, whole.slice(at + text.length), facts))
  })
const deleted = (text: string, facts: string): string =>
  `<w:del ${by}><w:r>${facts}<w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`
const inserted = (text: string, facts: string): string => `<w:ins ${by}>${run(text, facts)}</w:ins>`
const withoutMarks = (xml: string): string => xml.replace(/<w:bookmark(?:Start|End)[^>]*\/>/gu, '')
const inParagraph = (xml: string, inside: string): string => xml.replace(/<\/w:p>$/u, `${inside}</w:p>`)

const advice = '建议上级统一提供讲解材料和宣传品电子版，早一个月下发通知，便于县里与农时错开安排。'
const second = '（二）专家服务到田。12位农技专家分赴三个村开设田间课堂6场，参加农户860人次。'
const third = '（三）宣传展示到位。在县科技馆举办“身边的科技工作者”图片展，县融媒体中心刊播报道9条。'
const first = '（一）走访慰问到人。5月30日前后走访一线科技工作者36人，收集意见建议21条。'
const results =
  '全县共开展活动18场，线下参加2400人次，线上观看11000人次；现场解决生产技术问题63个，其中47个已回访落实；科技志愿者新增注册52人。'
const bestWorks: TableRow[] = [
  { name: '田野里的科学课', kind: 'book', author: '示例县农业技术推广中心', award: 'first', upward: 'yes' },
  { name: '一滴水的旅行', kind: 'video', author: '示例市第一中学', award: 'second', upward: 'yes' },
  { name: '防灾避险三分钟', kind: 'video', author: '示例县应急管理局', award: 'third', upward: 'no' },
]
const row = (at: number): TableRow => bestWorks[at] ?? {}
const cells = (xml: string, texts: readonly string[]): string => {
  let at = 0
  return withoutMarks(xml).replace(/<w:p>.*?<\/w:p>/gsu, () => paragraph(texts[at++] ?? ''))
}

export const wordEdits: readonly WordEdit[] = [
  {
    name: 'a word replaced in a cell',
    form: 'JS-F2',
    edit: words('线下约300人，线上直播', '线下约350人，线上直播'),
    shown: ['value scale: 0 → 5'],
    values: { scale: '线下约350人，线上直播' },
  },
  {
    name: 'words added at the end of a cell',
    form: 'JS-F2',
    edit: words('示例县示例镇三个村的示范田和科技小院', '示例县示例镇三个村的示范田和科技小院（雨天改在镇文化站）'),
    shown: ['value plannedPlace:  → （雨天改在镇文化站）'],
    values: { plannedPlace: '示例县示例镇三个村的示范田和科技小院（雨天改在镇文化站）' },
  },
  {
    name: 'a cell emptied, its bookmark gone with it',
    form: 'JS-F2',
    edit: remade('p', '0000-00000001', (xml) => withoutMarks(xml).replace(/<w:r>.*<\/w:r>/u, '')),
    shown: ['value fax: 0000-00000001 → '],
    values: { fax: undefined },
  },
  {
    name: 'half a sentence taken out of running text',
    form: 'LIB-SUMMARY-4',
    edit: words('；科技志愿者新增注册52人', ''),
    shown: ['paragraph-changed results: ；科技志愿者新增注册52人 → '],
    values: { results: results.replace('；科技志愿者新增注册52人', '') },
  },
  {
    name: 'a paragraph written between two others',
    form: 'LIB-SUMMARY-4',
    edit: remade('p', '（二）专家服务到田', (xml) => xml + paragraph('另有志愿者进校园6次。')),
    shown: ['paragraph-added progress:  → 另有志愿者进校园6次。'],
    values: { progress: [first, second, '另有志愿者进校园6次。', third].join('\n') },
  },
  {
    name: 'a paragraph deleted',
    form: 'LIB-SUMMARY-4',
    edit: remade('p', '（二）专家服务到田', () => ''),
    shown: [`paragraph-removed progress: ${second} → `],
    values: { progress: [first, third].join('\n') },
  },
  {
    name: 'a paragraph split in two',
    form: 'LIB-SUMMARY-4',
    edit: cutRun('现场解决', (a, b, c, facts) => `${run(a, facts)}</w:p><w:p>${run(b + c, facts)}`),
    shown: ['paragraph-changed results:  → \n'],
    values: { results: results.replace('现场解决', '\n现场解决') },
  },
  {
    name: 'two paragraphs joined',
    form: 'LIB-SUMMARY-4',
    edit: body((xml) => {
      const [a, b] = [around(xml, 'p', '（一）走访慰问到人'), around(xml, 'p', '（二）专家服务到田')]
      const runs = b.xml.replace(/^<w:p>(?:<w:pPr>.*?<\/w:pPr>)?/u, '').replace(/<\/w:p>$/u, '')
      return xml.slice(0, a.start) + inParagraph(a.xml, runs) + xml.slice(b.end)
    }),
    shown: ['paragraph-changed progress: \n → '],
    values: { progress: [first + second, third].join('\n') },
  },
  {
    name: 'a paragraph moved to the front',
    form: 'LIB-SUMMARY-4',
    edit: body((xml) => {
      const c = around(xml, 'p', '（三）宣传展示到位')
      const rest = xml.slice(0, c.start) + xml.slice(c.end)
      const a = around(rest, 'p', '（一）走访慰问到人')
      return rest.slice(0, a.start) + withoutMarks(c.xml) + rest.slice(a.start)
    }),
    shown: ['paragraph-moved progress:  → '],
    values: { progress: [third, first, second].join('\n') },
  },
  {
    name: 'a tick added with √',
    form: 'JS-F2',
    edit: words('团结引领（　）', '团结引领（√）'),
    shown: ['tick modules: \u3000 → √'],
    values: { modules: ['tuanjie', 'jingshen', 'weimin'] },
  },
  {
    name: 'a tick taken out, another set with ✓',
    form: 'JS-F2',
    edit: (parts) => {
      words('精神传承（√）', '精神传承（）')(parts)
      words('开放合作（　）', '开放合作（ ✓ ）')(parts)
    },
    shown: ['tick modules: √ → \u3000', 'tick modules: \u3000 → √'],
    values: { modules: ['weimin', 'kaifang'] },
  },
  {
    name: 'a tick in a running line, with ☑ for the brackets',
    form: 'JS-F2',
    edit: words('海外同行（　）', '海外同行☑'),
    shown: ['tick audience: \u3000 → √'],
    values: { audience: ['scientists', 'overseas'] },
  },
  {
    name: 'a tick set as a symbol of Wingdings',
    form: 'JS-F2',
    edit: cutRun('科协系统干部（　）', (a, _b, c, facts) =>
      [
        run(`${a}科协系统干部（`, facts),
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        run(`）${c}`, facts),
      ].join(''),
    ),
    shown: ['tick audience: \u3000 → √'],
    values: { audience: ['cadres', 'scientists'] },
  },
  {
    name: 'a row of a table added, without its number',
    form: 'LIB-BEST-WORKS',
    edit: remade(
      'tr',
      '一滴水的旅行',
      (xml) => xml + cells(xml, ['', '星空课堂', '微视频', '示例县图书馆', '三等奖', '不推荐']),
    ),
    shown: ['row-added works:  → 星空课堂 ｜ 微视频 ｜ 示例县图书馆 ｜ 三等奖 ｜ 不推荐'],
    values: {
      works: [
        row(0),
        row(1),
        { name: '星空课堂', kind: 'video', author: '示例县图书馆', award: 'third', upward: 'no' },
        row(2),
      ],
    },
  },
  {
    name: 'a row of a table removed',
    form: 'LIB-BEST-WORKS',
    edit: remade('tr', '一滴水的旅行', () => ''),
    shown: ['row-removed works: 一滴水的旅行 ｜ 微视频 ｜ 示例市第一中学 ｜ 二等奖 ｜ 推荐 → '],
    values: { works: [row(0), row(2)] },
  },
  {
    name: 'a cell of a table changed, and an empty row written in',
    form: 'LIB-BEST-WORKS',
    edit: (parts) => {
      words('示例市第一中学', '示例市第二中学')(parts)
      remade('tr', '>4<', (xml) => cells(xml, ['4', '蚂蚁的路', '图书', '示例县科普作协', '三等奖', '不推荐']))(parts)
    },
    shown: [
      'cell works: 一 → 二',
      'cell works:  → 蚂蚁的路',
      'cell works:  → 图书',
      'cell works:  → 示例县科普作协',
      'cell works:  → 三等奖',
      'cell works:  → 不推荐',
    ],
    values: {
      works: [
        row(0),
        { ...row(1), author: '示例市第二中学' },
        row(2),
        { name: '蚂蚁的路', kind: 'book', author: '示例县科普作协', award: 'third', upward: 'no' },
      ],
    },
  },
  {
    name: 'a date rewritten',
    form: 'JS-F2',
    edit: words('2022年5月12日', '2022年5月20日'),
    shown: ['value reportDate: 12 → 20'],
    values: { reportDate: '2022-05-20' },
  },
  {
    name: 'the date of the signature written in figures with points',
    form: 'LIB-SUMMARY-4',
    edit: words('2022年6月15日', '2022.6.18'),
    shown: ['value reportDate: 年6月15日 → .6.18'],
    values: { reportDate: '2022-06-18' },
  },
  {
    name: 'numbers with a comma, in full width and with their unit',
    form: 'LIB-COLLECTION',
    edit: (parts) => {
      words('>1200<', '>1,350<')(parts)
      words('>860<', '>８７０<')(parts)
      words('>0.8<', '>1.2万元<')(parts)
    },
    shown: ['value funds: 0.8 → 1.2万元', 'value audienceOffline: 860 → ８７０', 'value audienceOnline: 20 → ,35'],
    values: { funds: '1.2', audienceOffline: '870', audienceOnline: '1350' },
  },
  {
    name: 'the second value of a cell changed in its brackets',
    form: 'LIB-COLLECTION',
    edit: words('技术手册600册</w:t>', '技术手册800册</w:t>'),
    shown: ['value inKindNote: 6 → 8'],
    values: { inKindNote: '技术手册800册' },
  },
  {
    name: 'a vague time said otherwise',
    form: 'LIB-COLLECTION',
    edit: words('5月28日至30日', '6月上旬'),
    shown: ['value whenText: 5月28日至30日 → 6月上旬'],
    values: { whenText: { words: '6月上旬', date: null } },
  },
  {
    name: 'words put in with tracking',
    form: 'LIB-SUMMARY-4',
    edit: cutRun('统一提供', (a, b, c, facts) => run(a, facts) + inserted('尽早', facts) + run(b + c, facts)),
    shown: ['paragraph-changed advice:  → 尽早'],
    values: { advice: advice.replace('统一提供', '尽早统一提供') },
  },
  {
    name: 'words put in with tracking, over several runs',
    form: 'LIB-SUMMARY-4',
    edit: cutRun('统一提供', (a, b, c, facts) =>
      [
        run(a, facts),
        `<w:ins ${by}>${run('尽', facts)}${run('早', '<w:rPr><w:b/></w:rPr>')}</w:ins>`,
        run(b + c, facts),
      ].join(''),
    ),
    shown: ['paragraph-changed advice:  → 尽早'],
    values: { advice: advice.replace('统一提供', '尽早统一提供') },
  },
  {
    name: 'words taken out with tracking',
    form: 'LIB-SUMMARY-4',
    edit: cutRun('和宣传品', (a, b, c, facts) => run(a, facts) + deleted(b, facts) + run(c, facts)),
    shown: ['paragraph-changed advice: 和宣传品 → '],
    values: { advice: advice.replace('和宣传品', '') },
  },
  {
    name: 'words replaced with tracking',
    form: 'JS-F2',
    edit: cutRun('300', (a, b, c, facts) => run(a, facts) + deleted(b, facts) + inserted('400', facts) + run(c, facts)),
    shown: ['value scale: 3 → 4'],
    values: { scale: '线下约400人，线上直播' },
  },
  {
    name: 'a paragraph moved with tracking',
    form: 'LIB-SUMMARY-4',
    edit: body((xml) => {
      const b = around(xml, 'p', '（三）宣传展示到位')
      const mark = (name: string) => `<w:rPr><w:${name} ${by}/></w:rPr></w:pPr>`
      const moved = (name: string) =>
        withoutMarks(b.xml)
          .replace('</w:pPr>', mark(name))
          .replace(/(<w:r>.*<\/w:r>)/u, `<w:${name} ${by}>$1</w:${name}>`)
      const rest = xml.slice(0, b.start) + moved('moveFrom') + xml.slice(b.end)
      const a = around(rest, 'p', '（一）走访慰问到人')
      return rest.slice(0, a.start) + moved('moveTo') + rest.slice(a.start)
    }),
    shown: ['paragraph-moved progress:  → '],
    values: { progress: [third, first, second].join('\n') },
  },
  {
    name: 'a paragraph deleted with tracking, mark and all',
    form: 'LIB-SUMMARY-4',
    edit: remade('p', '（二）专家服务到田', (xml) =>
      xml
        .replace('</w:pPr>', `<w:rPr><w:del ${by}/></w:rPr></w:pPr>`)
        .replace(/<w:t( [^>]*)?>/gu, '<w:delText xml:space="preserve">')
        .replaceAll('</w:t>', '</w:delText>')
        .replace(/(<w:r>.*<\/w:r>)/u, `<w:del ${by}>$1</w:del>`),
    ),
    shown: [`paragraph-removed progress: ${second} → `],
    values: { progress: [first, third].join('\n') },
  },
  {
    name: 'a comment hung on words',
    form: 'LIB-SUMMARY-4',
    edit: (parts) => {
      cutRun('早一个月', (a, b, c, facts) =>
        [
          run(a, facts),
          '<w:commentRangeStart w:id="7"/>',
          run(b, facts),
          '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
          run(c, facts),
        ].join(''),
      )(parts)
      parts.set(
        'word/comments.xml',
        `<?xml version="1.0" encoding="UTF-8"?><w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="7" w:author="局长" w:date="2022-05-11T10:00:00Z" w:initials="J">${paragraph('写得再具体些')}</w:comment></w:comments>`,
      )
      change(parts, '[Content_Types].xml', (xml) =>
        xml.includes('/word/comments.xml')
          ? `${xml} `
          : xml.replace(
              '</Types>',
              '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>',
            ),
      )
      change(parts, 'word/_rels/document.xml.rels', (xml) =>
        xml.includes('comments.xml')
          ? `${xml} `
          : xml.replace(
              '</Relationships>',
              '<Relationship Id="rIdComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>',
            ),
      )
    },
    shown: [],
    comments: ['局长: 写得再具体些 [早一个月] advice'],
  },
  {
    name: 'only the look: bold, face, size, colour, highlight',
    form: 'JS-F2',
    edit: cutRun('300', (a, b, c, facts) =>
      [
        run(a, facts),
        run(
          b,
          '<w:rPr><w:rFonts w:eastAsia="楷体"/><w:b/><w:color w:val="FF0000"/><w:sz w:val="36"/><w:highlight w:val="yellow"/></w:rPr>',
        ),
        run(c, facts),
      ].join(''),
    ),
    shown: [],
  },
  {
    name: 'runs torn apart by spelling marks and revision numbers',
    form: 'LIB-SUMMARY-4',
    edit: body((xml) =>
      xml.replace(
        /<w:r>((?:<w:rPr>.*?<\/w:rPr>)?)<w:t[^>]*>([^<]{6,})<\/w:t><\/w:r>/gu,
        (_all, facts: string, text: string) =>
          [...text]
            .map((one, at) => `<w:r w:rsidR="00A1B2C${at % 10}">${facts}<w:t xml:space="preserve">${one}</w:t></w:r>`)
            .join('<w:proofErr w:type="spellStart"/>'),
      ),
    ),
    shown: [],
  },
  {
    name: 'a soft line break in running text',
    form: 'LIB-SUMMARY-4',
    edit: cutRun('二是请农户', (a, b, c, facts) => `${run(a, facts)}<w:r><w:br/></w:r>${run(b + c, facts)}`),
    shown: ['paragraph-changed experience:  → \n'],
    values: {
      experience:
        '一是活动往下走，把会场设在田头和车间；\n二是请农户出题，专家按题备课；三是一场活动一份问题清单，件件有回音。',
    },
  },
  {
    name: 'paragraphs turned into soft line breaks',
    form: 'JS-F2',
    edit: body((xml) => {
      const a = around(xml, 'p', '思路：围绕')
      const b = around(xml, 'p', '举措：一是')
      const runs = b.xml.replace(/^<w:p>(?:<w:pPr>.*?<\/w:pPr>)?/u, '').replace(/<\/w:p>$/u, '')
      return xml.slice(0, a.start) + inParagraph(a.xml, `<w:r><w:br/></w:r>${runs}`) + xml.slice(b.end)
    }),
    shown: [],
  },
  {
    name: 'tabs and full-width spaces in front of paragraphs, no-break spaces inside',
    form: 'LIB-SUMMARY-4',
    edit: (parts) => {
      words('全县共开展', '　　全县共\u00a0开展')(parts)
      remade('r', '一是活动往下走', (xml) => `<w:r><w:tab/></w:r>${xml}`)(parts)
    },
    shown: [],
  },
  {
    name: 'quotes of another kind',
    form: 'LIB-SUMMARY-4',
    edit: words('“身边的科技工作者”图片展', '「身边的科技工作者」图片展'),
    shown: ['paragraph-changed progress: “身边的科技工作者” → 「身边的科技工作者」'],
    values: { progress: [first, second, third.replace('“', '「').replace('”', '」')].join('\n') },
  },
  {
    name: 'a page break put in',
    form: 'LIB-SUMMARY-4',
    edit: remade('p', '三、典型经验', (xml) => `<w:p><w:r><w:br w:type="page"/></w:r></w:p>${xml}`),
    shown: [],
  },
  {
    name: 'empty paragraphs put in',
    form: 'LIB-SUMMARY-4',
    edit: remade('p', '三、典型经验', (xml) => `<w:p/><w:p><w:r/></w:p>${xml}<w:p/>`),
    shown: [],
  },
  {
    name: 'a label of the form rewritten',
    form: 'JS-F2',
    edit: words('预计活动规模', '活动规模及形式'),
    shown: ['fixed-words -: 预计活动规模 → 活动规模及形式'],
  },
  {
    name: 'a title of the form rewritten, a heading taken out',
    form: 'JS-F2',
    edit: (parts) => {
      words('>筹备方案<', '>实施方案<')(parts)
      remade('p', '二、工作方案', () => '')(parts)
    },
    shown: ['fixed-words -: 筹备 → 实施', 'fixed-words -: 二、工作方案 → '],
  },
  {
    name: 'a title that is an answer rewritten',
    form: 'LIB-SUMMARY-4',
    edit: body((xml) => xml.replace('活动总结<', '系列活动总结<')),
    shown: ['value docTitle:  → 系列'],
    values: { docTitle: '示例县科学技术协会2022年“全国科技工作者日”系列活动总结' },
  },
  {
    name: 'an answer beside words of the form in one line',
    form: 'LIB-SUMMARY-4',
    edit: words('示例市科学技术协会组织人事部', '示例市科学技术协会办公室'),
    shown: ['value addressee: 组织人事部 → 办公室'],
    values: { addressee: '示例市科学技术协会办公室' },
  },
  {
    name: 'an answer and the words of the form beside it',
    form: 'LIB-COLLECTION',
    edit: (parts) => words('示例镇人民政府', '示例镇政府')(parts),
    shown: ['value unitName: 人民 → '],
    values: { unitName: '示例镇政府' },
  },
  {
    name: 'the footer taken out',
    form: 'LIB-SUMMARY-4',
    edit: body((xml) => xml.replace(/<w:footerReference[^>]*\/>/gu, '')),
    shown: [],
  },
  {
    name: 'our properties taken out',
    form: 'JS-F2',
    edit: (parts) => change(parts, 'docProps/custom.xml', (xml) => xml.replace(/<property .*<\/property>/su, '')),
    shown: [],
  },
  {
    name: 'all bookmarks taken out, and a cell rewritten whole',
    form: 'JS-F2',
    edit: (parts) => {
      change(parts, main, withoutMarks)
      words('“把论文写在大地上”农技专家田间行', '送科技下乡')(parts)
    },
    shown: ['value activityName: “把论文写在大地上”农技专家田间行 → 送科技下乡'],
    values: { activityName: '送科技下乡' },
  },
  {
    name: 'a cell replaced by two paragraphs',
    form: 'JS-F2',
    edit: remade('p', '示例县农业技术推广学会', () => paragraph('示例县农学会') + paragraph('示例镇科协')),
    shown: ['value organizerName: 业技术推广学会、示例镇科学技术协会 → 学会\n示例镇科协'],
    values: { organizerName: '示例县农学会 示例镇科协' },
  },
  {
    name: 'words pasted with a link',
    form: 'LIB-SUMMARY-4',
    edit: cutRun('科技馆', (a, b, c, facts) =>
      [
        run(a, facts),
        `<w:hyperlink w:anchor="kx1" w:history="1">${run('新', facts)}${run(b, facts)}</w:hyperlink>`,
        run(c, facts),
      ].join(''),
    ),
    shown: ['paragraph-changed progress:  → 新'],
    values: { progress: [first, second, third.replace('科技馆', '新科技馆')].join('\n') },
  },
  {
    name: 'words in a content control and a smart tag',
    form: 'JS-F2',
    edit: cutRun('5月28日至30日', (a, b, c, facts) =>
      [
        run(a, facts),
        `<w:sdt><w:sdtPr><w:alias w:val="时间"/></w:sdtPr><w:sdtContent><w:smartTag w:uri="urn:x" w:element="date">${run('6月1日至', facts)}</w:smartTag>${run('3日', facts)}</w:sdtContent></w:sdt>`,
        run(c.slice(b.length), facts),
      ].join(''),
    ),
    shown: ['value plannedTime: 5月28日至30 → 6月1日至3'],
    values: { plannedTime: '6月1日至3日' },
  },
  {
    name: 'a page number field in the text',
    form: 'LIB-SUMMARY-4',
    edit: remade('p', '一是活动往下走', (xml) =>
      inParagraph(
        xml,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
      ),
    ),
    shown: [],
  },
  {
    name: 'a table put into a cell',
    form: 'JS-F2',
    edit: remade('p', '成效：解决实际问题', (xml) => {
      const cell = (text: string) => `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>${paragraph(text)}</w:tc>`
      return `${xml}<w:tbl><w:tblPr><w:tblW w:w="4000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid><w:tr>${cell('第一日开幕仪式')}${cell('共120人')}</w:tr></w:tbl><w:p/>`
    }),
    shown: ['paragraph-added plan:  → 第一日开幕仪式', 'paragraph-added plan:  → 共120人'],
  },
  {
    name: 'a rare character',
    form: 'JS-F2',
    edit: words('>示例甲<', '>示例𠮷😀<'),
    shown: ['value contactName: 甲 → 𠮷😀'],
    values: { contactName: '示例𠮷😀' },
  },
  {
    name: 'a very long text',
    form: 'LIB-SUMMARY-4',
    edit: words('件件有回音。', `件件有回音。${'田间课堂办到家门口。'.repeat(800)}`),
    shown: [`paragraph-changed experience:  → ${'田间课堂办到家门口。'.repeat(800)}`],
  },
  {
    name: 'a cell split in two',
    form: 'JS-F2',
    edit: remade(
      'tc',
      '示例县示例镇三个村',
      (xml) => `${xml}<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr>${paragraph('备选：镇文化站')}</w:tc>`,
    ),
    shown: ['value plannedPlace:  → \n备选：镇文化站'],
    values: { plannedPlace: '示例县示例镇三个村的示范田和科技小院 备选：镇文化站' },
  },
  {
    name: 'a text box put beside the text',
    form: 'LIB-SUMMARY-4',
    edit: remade('p', '三、典型经验', (xml) =>
      inParagraph(
        xml,
        `<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:100pt;height:40pt"><v:textbox><w:txbxContent>${paragraph('此处请补充照片')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
      ),
    ),
    shown: ['paragraph-added -:  → 此处请补充照片'],
  },
  {
    name: 'paragraphs numbered by Word itself',
    form: 'LIB-SUMMARY-4',
    edit: (parts) => {
      parts.set(
        'word/numbering.xml',
        '<?xml version="1.0" encoding="UTF-8"?><w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="70"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum><w:num w:numId="71"><w:abstractNumId w:val="70"/></w:num></w:numbering>',
      )
      const auto = (text: string) =>
        `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="71"/></w:numPr></w:pPr>${run(text)}</w:p>`
      remade('p', advice, (xml) => xml + auto('统一口径。') + auto('提前下发。'))(parts)
    },
    shown: ['paragraph-added advice:  → 1.统一口径。', 'paragraph-added advice:  → 2.提前下发。'],
    values: { advice: [advice, '1.统一口径。', '2.提前下发。'].join('\n') },
  },
]
