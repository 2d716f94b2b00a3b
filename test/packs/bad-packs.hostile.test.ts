/** Packs that somebody made to hurt, and folders that lead elsewhere. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { maxPackBytes } from '../../electron/core/notices/check-tree.ts'
import { readPack, readPackJson } from '../../electron/core/notices/read-pack.ts'
import { good, issuesOf, type Json, type Loose, told } from '../support/bent-pack.ts'
import { newFolder, projectDir } from '../support/core.ts'
import { notice2027, notices2027 } from '../support/notice-2027.ts'

describe('what is meant to hurt', () => {
  test('10,000 fields are refused at once', () => {
    const pack = structuredClone(good) as Loose
    const many = Array.from({ length: 10_000 }, (_none, n) => ({ id: `f${n}`, label: `第${n}栏`, kind: 'text' }))
    pack.forms[0].fields = many
    expect(issuesOf(() => readPackJson(JSON.stringify(pack)))).toEqual([
      'forms.0.fields 有 10000 个栏目，最多 400 个栏目',
      'forms 有 10010 个栏目，最多 2000 个栏目',
    ])
  })

  test('more than 2 MB, or not JSON at all', () => {
    expect(issuesOf(() => readPackJson(`"${'长'.repeat(Math.ceil(maxPackBytes / 3))}"`))).toEqual([
      ' 文件超过 2 MB，不像一个通知',
    ])
    expect(issuesOf(() => readPackJson('{"id":'))).toEqual([' 不是 JSON'])
    for (const text of ['null', '[]', '7', '"x"', '{}'])
      expect(issuesOf(() => readPackJson(text)).length).toBeGreaterThan(0)
  })

  test('nested deeper than any stack', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    const found = issuesOf(() => readPackJson(JSON.stringify(good).replace('"remarks":[', `"remarks":[${deep},`)))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/嵌套超过 48 层$/)
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('a key called %s', (name) => {
    const text = JSON.stringify(good)
    const inForm = text.replace('"SL27-A","version"', `"SL27-A","${name}":{"personal":true},"version"`)
    expect(inForm).not.toBe(text)
    expect(issuesOf(() => readPackJson(inForm))).toContain(`forms.0.${name} 不许用的名称`)
    const inExample = text.replace('"example":{', `"example":{"${name}":"x",`)
    expect(issuesOf(() => readPackJson(inExample))).toContain(`forms.0.example.${name} 不许用的名称`)
    expect(({} as Json).personal).toBeUndefined()
  })

  test('a deep circle of 400 computed fields ends', () => {
    const found = told((p) => {
      p.forms[1].fields = Array.from({ length: 390 }, (_none, n) => ({
        id: `c${n}`,
        label: '甲',
        kind: 'computed',
        expression: { sum: [{ field: `c${(n + 1) % 390}` }, { field: `c${(n + 2) % 390}` }] },
      }))
      p.forms[1] = {
        ...p.forms[1],
        titleField: undefined,
        checks: [],
        example: undefined,
        layout: { title: ['甲'], blocks: [{ kind: 'paragraph', text: '甲' }] },
      }
    })
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((one) => one.startsWith('forms.1.fields 计算绕成一圈'))).toBe(true)
  })
})

describe('a folder', () => {
  /** The good pack in a folder of its own, bent. */
  async function folder(bend: (manifest: Loose, dir: string) => void): Promise<string[]> {
    const root = newFolder()
    cpSync(notices2027, root, { recursive: true })
    const dir = path.join(root, notice2027, '1')
    const file = path.join(dir, 'notice.json')
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Loose
    bend(manifest, dir)
    writeFileSync(file, JSON.stringify(manifest))
    const problem = await readPack(root, notice2027, '1').then(
      () => null,
      (error: unknown) => error,
    )
    return issuesOf(() => {
      if (problem) throw problem
    })
  }

  test.each([
    '../../secret.json',
    'forms/../../x.json',
    '/etc/passwd',
    'C:\\x.json',
    'forms\\x.json',
    'forms/a/b.json',
    'forms/x.txt',
  ])('a form file outside: %s', async (file) => {
    const found = await folder((manifest) => (manifest.formFiles = [file, 'forms/SL27-A.json']))
    expect(found.join('\n')).toContain('formFiles.0：表单文件写法不对')
  })

  test('a link that leads out of it', async () => {
    const found = await folder((manifest, dir) => {
      symlinkSync(path.join(projectDir, 'package.json'), path.join(dir, 'forms/out.json'))
      manifest.formFiles.push('forms/out.json')
    })
    expect(found).toEqual([`${notice2027}/1/forms/out.json 文件读不出`])
  })

  test.each([
    [{ id: '../library', version: '1' }, '不能借用这里的表：../library'],
    [{ id: 'library', version: '../1' }, '不能借用这里的表：library'],
    [{ id: notice2027, version: '1' }, '借用的是它自己的表'],
    [{ id: 'nobody', version: '1' }, '文件读不出'],
  ])('forms from %o', async (formsFrom, message) => {
    expect((await folder((manifest) => (manifest.formsFrom = formsFrom))).join('\n')).toContain(message)
  })

  test('forms that were borrowed are not lent on', async () => {
    const found = await folder((manifest, dir) => {
      manifest.formsFrom = { id: 'borrower', version: '1' }
      const borrower = path.join(dir, '../../borrower/1')
      mkdirSync(borrower, { recursive: true })
      const lent = { ...manifest, id: 'borrower', formFiles: [], formsFrom: { id: notice2027, version: '1' } }
      writeFileSync(path.join(borrower, 'notice.json'), JSON.stringify(lent))
    })
    expect(found).toEqual(['borrower/1/notice.json 借来的表不能再借出'])
  })

  test('faults of the manifest and of every form file together, each with its file', async () => {
    const found = await folder((manifest, dir) => {
      manifest.id = 'another'
      manifest.version = '2'
      manifest.deliverables[0].formId = 'SL27-Z'
      manifest.formFiles.push('forms/missing.json', 'forms/torn.json')
      manifest.libraryForms = ['LIB-NOWHERE']
      writeFileSync(path.join(dir, 'forms/torn.json'), '{"id": "X",')
      for (const name of ['SL27-A', 'SL27-B']) {
        const file = path.join(dir, `forms/${name}.json`)
        writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), titleField: 'nothing' }))
      }
    })
    const here = `${notice2027}/1`
    expect(found).toEqual([
      `${here}/forms/missing.json 文件读不出`,
      `${here}/forms/torn.json 不是 JSON`,
      'library/1/notice.json 文件读不出',
      `${here}/notice.json 通用表格里没有这张表：LIB-NOWHERE`,
      `${here}/forms/SL27-A.json titleField 没有这个栏目：nothing`,
      `${here}/forms/SL27-B.json titleField 没有这个栏目：nothing`,
      'deliverables.0.formId 没有这张表：SL27-Z',
      'id 与文件夹的名称不同',
      'version 与文件夹的名称不同',
    ])
  })
})
