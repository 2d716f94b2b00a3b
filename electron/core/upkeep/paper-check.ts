/** A page with every face of the paper, really printed to a PDF, and what is embedded in it. */
import { inflateSync } from 'node:zlib'
import type { SelfCheck } from '../../../shared/api/upkeep.ts'
import type { PrintBlock, PrintDocument } from '../../../shared/form/print-document.ts'
import { Problem } from '../../../shared/problems.ts'
import { pdfPages, renderDocument } from '../documents/pdf.ts'
import type { HandlerContext } from '../handlers/context.ts'

/** 标题, 正文, 楷体, 黑体; two of them may be one face where an office PC has not the licensed ones. */
const leastFaces = 3

function paragraph(text: string, level: number): PrintBlock {
  const runs = [{ text, field: null }]
  return { kind: 'paragraph', runs, align: 'left', indent: true, level, spaceBeforeMm: 0 }
}

/** Rare characters of names are on it: 㛃 and 𬱖 (beyond the first 65,536). */
export const selfTestPage: PrintDocument = {
  formId: 'SELF-TEST',
  formName: '自检页',
  officeName: '',
  style: 'official',
  titleLines: ['科协报送台自检页'],
  heading: null,
  stamp: null,
  blocks: [
    paragraph('一、黑体：一级标题用的字。', 1),
    paragraph('（一）楷体：二级标题用的字。', 2),
    paragraph('仿宋：正文用的字，人名里的生僻字：㛃、䶮、𬱖、喆。数字和字母：2026 年、F2、No. 0123456789。', 0),
  ],
  footer: null,
  qr: false,
  masked: false,
  example: false,
  sheet: true,
}

export interface PdfFonts {
  /** Without the tag of the subset, in the order of the alphabet. */
  readonly faces: readonly string[]
  readonly embedded: number
  /** Pictures of letters instead of letters: text that cannot be searched or copied well. */
  readonly type3: number
}

/** What Chromium wrote about its fonts: objects in clear, or in compressed streams of objects. */
export function fontsIn(pdf: Buffer): PdfFonts {
  const text = `${pdf.toString('latin1')}\n${objectStreams(pdf)}`
  const faces = [...text.matchAll(/\/FontName\s*\/(?:[A-Z]{6}\+)?([^\s/<>[\]()]+)/g)].map((match) => match[1] ?? '')
  return {
    faces: [...new Set(faces)].sort(),
    embedded: [...text.matchAll(/\/FontFile[23]?\s+\d+ \d+ R/g)].length,
    type3: [...text.matchAll(/\/Subtype\s*\/Type3\b/g)].length,
  }
}

function objectStreams(pdf: Buffer): string {
  const found: string[] = []
  const text = pdf.toString('latin1')
  for (const match of text.matchAll(/\/Type\s*\/ObjStm\b[\s\S]{0,300}?stream\r?\n/g)) {
    const from = match.index + match[0].length
    const end = text.indexOf('endstream', from)
    try {
      found.push(inflateSync(pdf.subarray(from, end)).toString('latin1'))
    } catch {
      // Not compressed that way: its fonts are not counted, and the check says that it is unsure.
    }
  }
  return found.join('\n')
}

export async function checkFonts(ctx: HandlerContext): Promise<SelfCheck> {
  const name = 'fonts'
  if (!ctx.ask) {
    const sentence = '没有窗口，字体没有检查。请在程序里的“设置 → 自检”再做一次。'
    return { name, verdict: 'unsure', sentence, facts: {} }
  }
  try {
    const pdf = await renderDocument(ctx, selfTestPage)
    const { faces, embedded, type3 } = fontsIn(pdf)
    const facts = { faces: faces.join(' '), embedded, type3, pages: pdfPages(pdf), bytes: pdf.length }
    if (faces.length === 0) {
      const sentence = '试印的一页做出来了，但看不出里面有哪些字体。请打印一页看看字是否齐全。'
      return { name, verdict: 'unsure', sentence, facts }
    }
    if (faces.length >= leastFaces && embedded >= faces.length && type3 === 0) {
      const sentence = '字体正常：试印了一页，标题、正文、黑体、楷体都在 PDF 里，别的电脑打开也是一样的字。'
      return { name, verdict: 'good', sentence, facts }
    }
    const sentence =
      '字体不全：试印的 PDF 里缺字体，别的电脑打开可能变样。请重新安装本程序；仍然如此时，先用“存 Word 文档”交材料。'
    return { name, verdict: 'bad', sentence, facts }
  } catch (error) {
    const facts = { code: error instanceof Problem ? error.code : 'internal' }
    const sentence = '做 PDF 没有成功：试印的一页没有做出来。请重新打开程序再自检；仍然如此时，请重新安装本程序。'
    return { name, verdict: 'bad', sentence, facts }
  }
}
