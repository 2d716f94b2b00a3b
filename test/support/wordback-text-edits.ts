/** Edits of an official document: running text, headings, signature. */
import {
  around,
  body,
  by,
  change,
  cutRun,
  deleted,
  inParagraph,
  inserted,
  paragraph,
  remade,
  run,
  type WordEdit,
  withoutMarks,
  words,
} from './wordback-xml.ts'

const advice = '建议上级统一提供讲解材料和宣传品电子版，早一个月下发通知，便于县里与农时错开安排。'
const second = '（二）专家服务到田。12位农技专家分赴三个村开设田间课堂6场，参加农户860人次。'
const third = '（三）宣传展示到位。在县科技馆举办“身边的科技工作者”图片展，县融媒体中心刊播报道9条。'
const first = '（一）走访慰问到人。5月30日前后走访一线科技工作者36人，收集意见建议21条。'
const results =
  '全县共开展活动18场，线下参加2400人次，线上观看11000人次；现场解决生产技术问题63个，其中47个已回访落实；科技志愿者新增注册52人。'

export const textEdits: readonly WordEdit[] = [
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
    name: 'the date of the signature written in figures with points',
    form: 'LIB-SUMMARY-4',
    edit: words('2022年6月15日', '2022.6.18'),
    shown: ['value reportDate: 年6月15日 → .6.18'],
    values: { reportDate: '2022-06-18' },
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
    name: 'the footer taken out',
    form: 'LIB-SUMMARY-4',
    edit: body((xml) => xml.replace(/<w:footerReference[^>]*\/>/gu, '')),
    shown: [],
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
    name: 'a very long text',
    form: 'LIB-SUMMARY-4',
    edit: words('件件有回音。', `件件有回音。${'田间课堂办到家门口。'.repeat(800)}`),
    shown: [`paragraph-changed experience:  → ${'田间课堂办到家门口。'.repeat(800)}`],
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
