import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import { codeText } from '../../../shared/wording/revision-code.ts'
import {
  buildPrintProgram,
  drawPage,
  type PdfFont,
  pageSizes,
  pdfFonts,
  pdfText,
  pdfTitle,
  pdfWords,
  printAll,
  readQr,
  type Word,
} from '../../support/pdf.ts'
import { makePhoto } from '../../support/photo.ts'
import { footer, loadForm, longPlan, print, values } from './sample-documents.ts'

const folder = inRoot('out/test/print')
const long = longPlan(5000)
const longName = '海陵县科学技术协会与农业农村局'.repeat(4)
const squeeze = (text: string) => text.replace(/\s+/gu, '')
/** What every page repeats at its foot. */
const footerLines =
  /特色亮点活动筹备方案·海陵县科学技术协会(·个人信息已遮盖)?(版本核对码7Q4M-X2KD|草稿·未定稿，不可盖章)·第\d+页共\d+页/gu

let files: Record<string, string> = {}
const file = (name: string): string => files[name] ?? ''

beforeAll(async () => {
  const program = await buildPrintProgram(folder)
  const photo = makePhoto(`${folder}/photo.png`, 2400, 1600)
  const digest = createHash('sha256').update('photo').digest('hex')
  const pictures = ['走访慰问', '座谈会', '科普下乡'].map((title, index) => ({
    digest: index === 0 ? digest : digest.replace(/^./, `${index}`),
    title,
    width: 2400,
    height: 1600,
  }))
  files = await printAll(
    program,
    {
      plain: print('JS-F2', values),
      again: print('JS-F2', values),
      empty: print('JS-F2', {}, { draft: true }),
      masked: print('JS-F2', values, { masked: true }),
      long: print('JS-F2', { ...values, plan: long }),
      names: print('JS-F2', {
        ...values,
        hostName: longName,
        contactName: '周望舒与王小明及李大山三位同志',
        email: `${'a'.repeat(60)}@example.cn`,
        postalAddress: longName,
      }),
      oneLine: print('JS-F2', { ...values, plan: '无空格'.repeat(1500) }),
      rare: print('JS-F2', { ...values, contactName: '𠮷田㐂' }),
      endless: print('JS-F2', { ...values, hostName: longPlan(4000) }),
      photos: print(
        'JS-T14',
        { setTitle: '2021年走访慰问', reportDate: '2022-05-12' },
        { pictures: { photos: pictures } },
      ),
    },
    Object.fromEntries(pictures.map((picture) => [picture.digest, photo])),
  )
}, 60_000)

/** Upper left corner of the square: directly right of the words 单位（盖章）：, around their height. */
function stampSquare(words: readonly Word[]): { left: number; right: number; top: number; bottom: number } {
  const label = words.find((word) => word.text.includes('盖章'))
  if (!label) throw new Error('no place for the stamp')
  // 单位（盖章）： comes out as several words of one line.
  const left = Math.max(
    ...words
      .filter((word) => Math.abs(word.top - label.top) < 1 && word.left < label.right + 0.5)
      .map((word) => word.right),
  )
  const middle = (label.top + label.bottom) / 2
  return { left, right: left + 45, top: middle - 22.5, bottom: middle + 22.5 }
}

describe('the paper of F2', () => {
  it('is A4 on every page', async () => {
    for (const name of Object.keys(files)) {
      const sizes = await pageSizes(file(name))
      expect(sizes.length).toBeGreaterThan(0)
      for (const size of sizes) {
        expect(Math.abs(size.widthMm - 210)).toBeLessThan(0.3)
        expect(Math.abs(size.heightMm - 297)).toBeLessThan(0.3)
      }
    }
  })

  it('carries all texts in the order of the annex', async () => {
    const text = squeeze(await pdfText(file('plain')))
    const order = [
      '2022年“全国科技工作者日”特色亮点活动',
      '筹备方案',
      '单位（盖章）：',
      '报送时间：2022年5月12日',
      '一、基本信息',
      '主办单位名称',
      values.hostName,
      '主题活动名称',
      values.activityName,
      '主题活动模块',
      '（请在相应模块划√，可多选）',
      '团结引领（√）',
      '精神传承（）',
      '建家办事（）',
      '为民服务（√）',
      '开放合作（）',
      '表彰发布（）',
      '承办单位名称',
      values.organizerName,
      '拟举办时间',
      values.plannedTime,
      '拟举办地点',
      values.plannedPlace,
      '面向群体',
      '科协系统干部（√）',
      '科技工作者（√）',
      '海外同行（）',
      '预计活动规模',
      values.scale,
      '主办单位联系人',
      '姓名',
      values.contactName,
      '办公电话',
      values.officePhone,
      '手机',
      values.mobile,
      '传真',
      values.fax,
      '电子邮箱',
      values.email,
      '主办单位邮寄地址',
      values.postalAddress,
      '二、工作方案',
      values.plan,
    ].map((part) => squeeze(String(part)))
    // The footers stand between the pages; everything else follows in one row.
    const body = text.replace(footerLines, '')
    let at = 0
    for (const part of order) {
      const found = body.indexOf(part, at)
      expect(found, `“${part}” after “${body.slice(Math.max(at - 20, 0), at)}”`).toBe(at)
      at = found + part.length
    }
    expect(body.slice(at)).toBe('')
  })

  it('shows every field of the form', () => {
    const shown = new Set(loadForm('JS-F2').fields.map((field) => field.id))
    shown.delete('photos')
    expect([...shown].filter((id) => values[id] === undefined)).toEqual([])
  })

  it('embeds whole TrueType fonts, none of them Type 3', async () => {
    for (const name of ['plain', 'empty', 'masked', 'long', 'photos']) {
      const fonts = await pdfFonts(file(name))
      expect(fonts.length).toBeGreaterThan(1)
      const wrong = fonts.filter(
        (font: PdfFont) => !font.embedded || !font.subset || !font.unicode || font.type !== 'CID TrueType',
      )
      expect(wrong, name).toEqual([])
    }
  })

  it('keeps a square of 45 mm free for the stamp', async () => {
    for (const name of ['plain', 'empty', 'names', 'endless']) {
      const words = (await pdfWords(file(name))).filter((word) => word.page === 1)
      const square = stampSquare(words)
      expect(square.right).toBeLessThan(192)
      const inside = words.filter(
        (word) =>
          word.right > square.left + 0.2 &&
          word.left < square.right &&
          word.bottom > square.top &&
          word.top < square.bottom,
      )
      expect(inside, name).toEqual([])
    }
  })

  it('carries code and two-dimensional code of the revision on every page', async () => {
    const words = await pdfWords(file('long'))
    const pages = (await pageSizes(file('long'))).length
    for (let page = 1; page <= pages; page++) {
      expect(words.filter((word) => word.page === page && word.text.includes(codeText(footer.code)))).toHaveLength(1)
      expect(await readQr(file('long'), page)).toBe(footer.qrText)
    }
    expect(squeeze(await pdfText(file('long')))).toContain(`第${pages}页共${pages}页`)
  })

  it('breaks 5,000 characters over pages without losing one', async () => {
    const text = squeeze(await pdfText(file('long'))).replace(footerLines, '')
    expect([...squeeze(long)].length).toBeGreaterThan(4900)
    expect(text.slice(text.indexOf('二、工作方案') + '二、工作方案'.length)).toBe(squeeze(long))
    const one = squeeze(await pdfText(file('oneLine'))).replace(footerLines, '')
    expect(one.endsWith('无空格'.repeat(1500))).toBe(true)
  })

  it('keeps every line above the footer and inside the type area', async () => {
    for (const name of ['plain', 'long', 'names', 'oneLine', 'endless']) {
      const words = await pdfWords(file(name))
      const foot = words.filter((word) => word.top > 297 - 20)
      const body = words.filter((word) => word.top <= 297 - 20)
      expect(
        foot.every((word) => word.left < 172),
        name,
      ).toBe(true)
      expect(Math.max(...body.map((word) => word.bottom)), name).toBeLessThan(297 - 29)
      expect(Math.max(...body.map((word) => word.right)), name).toBeLessThan(192.5)
    }
  })

  it('lets long names grow their rows and loses nothing of them', async () => {
    const text = squeeze(await pdfText(file('names')))
    expect(text).toContain(longName)
    expect(text).toContain('周望舒与王小明及李大山三位同志')
    expect(text).toContain(`${'a'.repeat(60)}@example.cn`)
    const endless = squeeze(await pdfText(file('endless')))
      .replace(footerLines, '')
      .replaceAll('主办单位名称', '')
    expect(endless).toContain(squeeze(longPlan(4000)))
  })

  it('prints the empty form as a draft that is not to be stamped', async () => {
    const text = squeeze(await pdfText(file('empty')))
    expect(text).toContain('草稿·未定稿，不可盖章')
    expect(text).not.toContain('版本核对码')
    expect(await readQr(file('empty'), 1)).toBeNull()
  })

  it('masks what is personal and says so', async () => {
    const text = squeeze(await pdfText(file('masked')))
    for (const secret of [values.mobile, values.contactName, values.email]) expect(text).not.toContain(secret)
    expect(text).toContain('个人信息已遮盖')
    expect(text).toContain('138****1234')
  })

  it('keeps rare characters', async () => {
    expect(squeeze(await pdfText(file('rare')))).toContain('𠮷田㐂')
  })

  it('makes the same file twice, and names it', async () => {
    expect(readFileSync(file('again')).equals(readFileSync(file('plain')))).toBe(true)
    expect(await pdfTitle(file('plain'))).toBe('特色亮点活动筹备方案 · 海陵县科学技术协会')
  })

  it('sets photographs with their captions', async () => {
    const text = squeeze(await pdfText(file('photos')))
    for (const caption of ['走访慰问', '座谈会', '科普下乡']) expect(text).toContain(caption)
    expect(await drawPage(file('photos'), 1, 72, `${folder}/photos`)).toMatch(/photos\.png$/)
  })
})
