/** Edits of forms: cells, ticks, rows of tables, words of the form itself. */
import type { TableRow } from '../../shared/form/definition.ts'
import {
  around,
  body,
  cells,
  change,
  cutRun,
  deleted,
  inParagraph,
  inserted,
  main,
  paragraph,
  remade,
  run,
  type WordEdit,
  withoutMarks,
  words,
} from './wordback-xml.ts'

const bestWorks: TableRow[] = [
  { name: '田野里的科学课', kind: 'book', author: '示例县农业技术推广中心', award: 'first', upward: 'yes' },
  { name: '一滴水的旅行', kind: 'video', author: '示例市第一中学', award: 'second', upward: 'yes' },
  { name: '防灾避险三分钟', kind: 'video', author: '示例县应急管理局', award: 'third', upward: 'no' },
]
const row = (at: number): TableRow => bestWorks[at] ?? {}

export const formEdits: readonly WordEdit[] = [
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
    name: 'words replaced with tracking',
    form: 'JS-F2',
    edit: cutRun('300', (a, b, c, facts) => run(a, facts) + deleted(b, facts) + inserted('400', facts) + run(c, facts)),
    shown: ['value scale: 3 → 4'],
    values: { scale: '线下约400人，线上直播' },
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
    name: 'an answer and the words of the form beside it',
    form: 'LIB-COLLECTION',
    edit: (parts) => words('示例镇人民政府', '示例镇政府')(parts),
    shown: ['value unitName: 人民 → '],
    values: { unitName: '示例镇政府' },
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
]
