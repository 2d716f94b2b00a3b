/** Bad packs are refused with everything that is wrong with them, not with the first thing only. */
import { describe, expect, test } from 'vitest'
import { checkPack } from '../../electron/core/notices/check-pack.ts'
import { at, field, good, type Json, type Loose, told } from '../support/bent-pack.ts'

test('the good one is good, whole and as the program holds it', () => {
  expect(told(() => undefined)).toEqual([])
  expect(checkPack(good)).toEqual([])
})

describe('one fault, one finding, at its place', () => {
  const cases: readonly (readonly [string, (pack: Loose) => void, () => readonly string[]])[] = [
    ['a form twice', (p) => p.forms.push(p.forms[0]), () => ['forms 编号有重复：SL27-A']],
    ['a duty twice', (p) => (p.deliverables[1].id = 'S1'), () => ['deliverables 编号有重复：S1']],
    ['a recipient twice', (p) => p.recipients.push(p.recipients[1]), () => ['recipients 编号有重复：centre']],
    ['a module twice', (p) => p.modules.push(p.modules[0]), () => ['modules 编号有重复：zhuchang']],
    [
      'a field twice',
      (p) => p.forms[1].fields.push(p.forms[1].fields[0]),
      () => ['forms.1.fields 编号有重复：recipientName'],
    ],
    [
      'a check twice',
      (p) => p.forms[1].checks.push(p.forms[1].checks[0]),
      () => ['forms.1.checks 编号有重复：notTooShort'],
    ],
    [
      'an option twice',
      (p) => field(p, 0, 'kinds').options.push({ id: 'open', label: '又' }),
      () => [`${at(0, 'kinds')}.options 编号有重复：open`],
    ],
    [
      'a column twice',
      (p) => (field(p, 1, 'media').columns[1].id = 'title'),
      () => [`${at(1, 'media')} 编号有重复：title`.replace(' ', '.columns ')],
    ],
    [
      'one kind of sender twice',
      (p) => p.addressees.push(p.addressees[0]),
      () => ['addressees 编号有重复：county association'],
    ],
    [
      'a duty without its form',
      (p) => (p.deliverables[0].formId = 'SL27-Z'),
      () => ['deliverables.0.formId 没有这张表：SL27-Z'],
    ],
    [
      'a further form that is not there',
      (p) => (p.deliverables[0].moreFormIds = ['X']),
      () => ['deliverables.0.moreFormIds 没有这张表：X'],
    ],
    [
      'a recipient that is not there',
      (p) => (p.deliverables[3].recipientId = 'nobody'),
      () => ['deliverables.3.recipientId 没有这个收件单位：nobody'],
    ],
    [
      'rules for a form that is not there',
      (p) => (p.register = { 'SL27-Z': { scope: 'activity', parts: {}, texts: {} } }),
      () => ['register.SL27-Z 没有这张表：SL27-Z'],
    ],
    [
      'a figure without its field',
      (p) => (p.register = { 'SL27-A': { scope: 'notice', figures: { nothing: { kind: 'count' } } } }),
      () => ['register.SL27-A.figures.nothing 表里没有这一栏'],
    ],
    [
      'a figure of a module that is not there',
      (p) =>
        (p.register = {
          'SL27-B': { scope: 'notice', figures: { days: { kind: 'count', where: { modules: ['no'] } } } },
        }),
      () => ['register.SL27-B.figures.days.where 没有这个模块：no'],
    ],
    [
      'a number that a choice cannot take',
      (p) => (p.register = { 'SL27-A': { scope: 'activity', parts: { kinds: 'onsite' } } }),
      () => ['register.SL27-A.parts.kinds 这一栏放不下活动的这项内容'],
    ],
    [
      'candidates without their table',
      (p) =>
        (p.register = {
          'SL27-A': { scope: 'notice', candidates: { table: 'kinds', name: 'name', evidence: 'reason' } },
        }),
      () => ['register.SL27-A.candidates.table 表里没有这个明细表'],
    ],
    [
      'routing to nobody',
      (p) => (p.addressees[0].reportsTo = 'nobody'),
      () => ['addressees.0.reportsTo 没有这个收件单位：nobody'],
    ],
    [
      'opening after closing',
      (p) => (p.deliverables[3].opensAt = '2027-11-01T00:00:00+08:00'),
      () => ['deliverables.3.opensAt 开始比截止还晚'],
    ],
    ['a period that ends before it begins', (p) => (p.period.to = '2027-09-01'), () => ['period 开始比结束还晚']],
    ['a year that is none', (p) => (p.issuedOn = '0207-08-20'), () => ['issuedOn 年份不对']],
    [
      'more at least than at most',
      (p) => (p.deliverables[1].quantity.min = 5),
      () => ['deliverables.1.quantity 最少比最多还多'],
    ],
    ['a version that cannot be counted', (p) => (p.version = '1a'), () => ['version 版本号不是正整数']],
    [
      'a cell of no field',
      (p) => (p.forms[0].layout.blocks[0].rows[0].cells[1].field = 'nothing'),
      () => ['forms.0.layout.blocks.0 没有这个栏目：nothing'],
    ],
    [
      'a heading of no field',
      (p) => (p.forms[0].layout.heading.rightField = 'nothing'),
      () => ['forms.0.layout.heading.rightField 没有这个栏目：nothing'],
    ],
    [
      'braces in the title that name nothing',
      (p) => (p.forms[1].layout.title[0] = '关于{nothing}的函'),
      () => ['forms.1.layout.title.0 花括号里没有这个栏目：{nothing}'],
    ],
    [
      'braces in a paragraph that name nothing',
      (p) => (p.forms[1].layout.blocks[0].text = '{Nothing here}：{recipientName}'),
      () => ['forms.1.layout.blocks.0.text 花括号里没有这个栏目：{Nothing here}'],
    ],
    [
      'braces in a repeat that name no column',
      (p) => (p.forms[1].layout.blocks[8].blocks[0].text = '{name}{idNumber}{mobile}{age}'),
      () => ['forms.1.layout.blocks.8.blocks.0.text 花括号里没有这个栏目：{age}'],
    ],
    [
      'a column of a table that has none such',
      (p) => (p.forms[1].layout.blocks[0].text = '{recipientName}{media.page}'),
      () => ['forms.1.layout.blocks.0.text 花括号里没有这一列：{media.page}'],
    ],
    [
      'a title field that is not there',
      (p) => (p.forms[0].titleField = 'nothing'),
      () => ['forms.0.titleField 没有这个栏目：nothing'],
    ],
    [
      'a title field that is personal',
      (p) => (p.forms[0].titleField = 'contact'),
      () => ['forms.0.titleField 是个人信息，不能作记录的名称'],
    ],
    [
      'a check at no field',
      (p) => (p.forms[1].checks[0].fields = ['nothing']),
      () => ['forms.1.checks.0.fields 没有这个栏目：nothing'],
    ],
    [
      'a check of no field',
      (p) => (p.forms[0].checks[4].holds = { filled: 'nothing' }),
      () => ['forms.0.checks.4.holds 没有这个栏目：nothing'],
    ],
    [
      'a check of no option',
      (p) => (p.forms[0].checks[4].when.includes.option = 'tv'),
      () => ['forms.0.checks.4.when kinds：没有这个选项：tv'],
    ],
    [
      'last year’s value of no field',
      (p) => (p.forms[0].checks[3].holds.compare.right = { lastYear: 'nothing' }),
      () => ['forms.0.checks.3.holds 没有这个栏目：nothing'],
    ],
    [
      'required while no field is filled',
      (p) => (field(p, 0, 'email').requiredWhen = { filled: 'nothing' }),
      () => [`${at(0, 'email')}.requiredWhen 没有这个栏目：nothing`],
    ],
    [
      'a sum of words',
      (p) => (field(p, 0, 'total').expression = { sum: [{ field: 'contact' }] }),
      () => [`${at(0, 'total')}.expression contact：不是数，不能计算`],
    ],
    [
      'a sum of a column of words',
      (p) => (field(p, 0, 'listed').expression = { column: { table: 'activities', column: 'name' } }),
      () => [`${at(0, 'listed')}.expression activities：name 不是数，不能合计`],
    ],
    [
      'a sum of a column that is not there',
      (p) => (field(p, 0, 'listed').expression = { column: { table: 'activities', column: 'age' } }),
      () => [`${at(0, 'listed')}.expression activities：没有这一列：age`],
    ],
    [
      'rows of what is no table',
      (p) => (field(p, 1, 'memberCount').expression = { rows: 'summary' }),
      () => [`${at(1, 'memberCount')}.expression summary：不是表格`],
    ],
    [
      'characters of a number',
      (p) => (field(p, 1, 'length').expression = { characters: 'members' }),
      () => [`${at(1, 'length')}.expression members：不是文字`],
    ],
    [
      'a day that is none',
      (p) => (p.forms[0].checks[1].holds = { notAfter: [{ field: 'region' }, { field: 'opening' }] }),
      () => ['forms.0.checks.1.holds region：不是日期'],
    ],
    [
      'a table in a cell',
      (p) => (p.forms[0].layout.blocks[0].rows[1].cells[1].field = 'activities'),
      () => ['forms.0.layout.blocks.0 activities：表格和附件要用自己的版块'],
    ],
    [
      'pictures of words',
      (p) => (p.forms[0].layout.blocks[3].field = 'contact'),
      () => ['forms.0.layout.blocks.3 contact：不是附件'],
    ],
    [
      'a date that is none under the sender',
      (p) => (p.forms[1].layout.blocks[9].date = 'days'),
      () => ['forms.1.layout.blocks.9.date days：不是日期'],
    ],
    [
      'a circle of one',
      (p) => (field(p, 0, 'total').expression = { sum: [{ field: 'total' }, { field: 'offline' }] }),
      () => ['forms.0.fields 计算绕成一圈：total → total'],
    ],
    [
      'an identity number in the open',
      (p) => (field(p, 0, 'idNumber').personal = false),
      () => [`${at(0, 'idNumber')}.personal 身份证号必须作为个人信息`],
    ],
    [
      'a table of identity numbers in the open',
      (p) => (field(p, 1, 'members').personal = false),
      () => [`${at(1, 'members')}.personal 有身份证号的表必须作为个人信息`],
    ],
    [
      'a hole in the grid',
      (p) => p.forms[0].layout.blocks[0].rows[0].cells.pop(),
      () => ['forms.0.layout.blocks.0.rows.0 缺 1 格'],
    ],
    [
      'a cell too many',
      (p) => p.forms[0].layout.blocks[0].rows[0].cells.push({ label: '多' }),
      () => ['forms.0.layout.blocks.0.rows.0.cells.4 超出了表格的列'],
    ],
    [
      'a cell that leaves the grid below',
      (p) => (p.forms[0].layout.blocks[0].rows.at(-1).cells[0].rowSpan = 2),
      () => ['forms.0.layout.blocks.0.rows.14.cells.0 超出了表格的行'],
    ],
    [
      'columns wider than the paper',
      (p) => (p.forms[0].layout.blocks[0].columns[0] = 90),
      () => ['forms.0.layout.blocks.0.columns 列宽共 228 毫米，纸上只有 174 毫米'],
    ],
    [
      'widths that are not the table’s',
      (p) => p.forms[0].layout.blocks[1].columns.shift(),
      () => ['forms.0.layout.blocks.1.columns 有 5 个列宽，表格有 6 列'],
    ],
    [
      'a seal without a sender',
      (p) => p.forms[1].layout.blocks.pop(),
      () => ['forms.1.layout.stamp 没有落款，无处盖章'],
    ],
    [
      'bounds the wrong way round',
      (p) => (field(p, 1, 'days').min = '61'),
      () => [`${at(1, 'days')}.min 最小值比最大值大`],
    ],
    [
      'rows the wrong way round',
      (p) => (field(p, 1, 'members').minRows = 6),
      () => [`${at(1, 'members')}.minRows 最少比最多还多`],
    ],
    [
      'an example that its own checks refuse',
      (p) => (p.forms[0].example.offline = '900'),
      () => ['forms.0.example.activities 示例通不过自己的检查：明细的线下人数之和不能大于线下参与人数。'],
    ],
    [
      'an example of another form',
      (p) => (p.forms[1].example.colour = 'red'),
      () => ['forms.1.example.colour 示例里的这一项不是要填的栏目'],
    ],
    [
      'a field named like what every object has',
      (p) => p.forms[1].fields.push({ id: 'constructor', label: '甲', kind: 'text' }),
      () => [`forms.1.fields.${good.forms[1]!.fields.length}.id 不能用的编号：constructor`],
    ],
    [
      'a field that would hide the reasons',
      (p) => p.forms[1].fields.push({ id: 'verifyReasons', label: '甲', kind: 'text' }),
      () => [`forms.1.fields.${good.forms[1]!.fields.length}.id 不能用的编号：verifyReasons`],
    ],
    ['what no eye can see', (p) => (p.title = '关于\u202e活动的通知'), () => ['title 夹有看不见的字符']],
    ['endless words', (p) => (p.remarks = ['长'.repeat(20_001)]), () => ['remarks.0 文字太长（20001 字）']],
    [
      'passed on from itself',
      (p) => (p.passedOnFrom = { id: p.id, version: '1', title: '', by: '' }),
      () => ['passedOnFrom.id 转发自它自己'],
    ],
  ]
  test.each(cases)('%s', (_name, bend, expected) => {
    expect(told(bend)).toEqual(expected())
  })

  test('a circle of three is told as it runs', () => {
    const found = told((p) => {
      field(p, 0, 'total').expression = { sum: [{ field: 'perHead' }] }
      field(p, 0, 'perHead').expression = { difference: [{ field: 'listed' }, { value: '1' }] }
      field(p, 0, 'listed').expression = { product: [{ field: 'total' }, { value: '2' }] }
    })
    expect(found).toEqual(['forms.0.fields 计算绕成一圈：total → perHead → listed → total'])
  })

  test('cells that lie on one another', () => {
    const found = told((p) => {
      p.forms[0].layout.blocks[0].rows[5].cells[1].rowSpan = 2
    })
    expect(found.join()).toMatch(/forms\.0\.layout\.blocks\.0\.rows\.6\.cells\.\d (与别的格子重叠|超出了表格的列)/)
  })

  test('a calculation nested too deeply', () => {
    let deep: Json = { field: 'offline' }
    for (let level = 0; level < 9; level++) deep = { sum: [deep] }
    expect(told((p) => (field(p, 0, 'total').expression = deep))).toEqual([
      `${at(0, 'total')}.expression 算式或条件嵌套超过 12 层`,
    ])
  })
})

describe('all findings at once', () => {
  test('faults of the schema, of references and of meaning, in the notice and in both forms', () => {
    const found = told((p) => {
      delete p.title
      p.color = 'red'
      p.deliverables[0].dueAt = 'tomorrow'
      p.deliverables[1].formId = 'SL27-Z'
      p.addressees[1].reportsTo = 'nobody'
      p.forms[0].fields[0].kind = 'colour'
      p.forms[0].name = ''
      p.forms[0].layout.blocks[0].rows[0].cells.pop()
      p.forms[1].titleField = 'nothing'
      p.forms[1].checks[0].grade = 'shout'
      field(p, 1, 'members').personal = false
    }).join('\n')
    const places = ['title', 'deliverables.0.dueAt', 'forms.0.fields.0.kind', 'forms.0.name', 'forms.1.checks.0.grade']
    for (const place of places) expect(found).toMatch(new RegExp(`^${place.replaceAll('.', '\\.')} `, 'm'))
    for (const sentence of [
      'deliverables.1.formId 没有这张表：SL27-Z',
      'addressees.1.reportsTo 没有这个收件单位：nobody',
      'forms.0.layout.blocks.0.rows.0 缺 1 格',
      'forms.1.titleField 没有这个栏目：nothing',
      `${at(1, 'members')}.personal 有身份证号的表必须作为个人信息`,
    ])
      expect(found).toContain(sentence)
    expect(found).toContain('color')
    // What names the broken field is not wrong, and what stands in for broken parts is not spoken of.
    expect(found).not.toContain('officeName')
    expect(found.split('\n')).toHaveLength(11)
  })

  test('schema faults are told in Chinese', () => {
    expect(told((p) => (p.shortTitle = 7)).join()).toMatch(/^shortTitle [^a-z]*无效输入/)
  })
})
