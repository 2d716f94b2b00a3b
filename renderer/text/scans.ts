/** 盖章件 in words: what the paper says about itself, and what to do. */
import type { DroppedScan, ScanInfo, ScanMismatch, ScanPaper, ScanVerdict } from '../../shared/api/scans.ts'
import type { Worded } from './packages.ts'

export const scanVerdicts: Readonly<Record<ScanVerdict, Worded>> = {
  match: { word: '纸电相符', tone: 'good' },
  'by-hand': { word: '核对码相符', tone: 'good' },
  mismatch: { word: '纸电不符', tone: 'stop' },
  unreadable: { word: '没有读到二维码', tone: 'wait' },
}

/** A form with a seal, or a letter with signatures: what the paper is called. */
export const paperWords: Readonly<Record<ScanPaper, { paper: string; scan: string; matched: string }>> = {
  stamped: { paper: '盖章件', scan: '盖章扫描件', matched: '盖章件和这一版相符' },
  signed: { paper: '签名件', scan: '签名扫描件', matched: '签名件和这一版相符，请到视频作品里核对签名' },
}

/** Whose page it is; '' for a whole letter and for every other paper. */
export const personsText = ({ persons, personNames }: Pick<ScanInfo, 'persons' | 'personNames'>): string =>
  personNames.length > 0 ? personNames.join('、') : persons === null ? '' : `第 ${persons.join('、')} 位参赛人`

export type Told = { what: string; next: string }

export function mismatchText(mismatch: ScanMismatch, beside: number): Told {
  switch (mismatch.kind) {
    case 'other-revision':
      return otherRevision(mismatch, beside)
    case 'other-record':
      return mismatch.record
        ? {
            what: `这是另一份材料《${mismatch.record.title}》的盖章件。`,
            next: '请移除，再放到那份记录里；也可以在“填报记录”里点“收盖章件”，自动归到各自的记录。',
          }
        : {
            what: '这张纸不是本单位在这里填报的材料。',
            next: '请核对是不是拿错了纸；不是这份材料的，请移除。',
          }
    case 'other-content':
      return {
        what: `纸上也写着第 ${mismatch.revision} 版，内容却和这里的不同：可能是在另一台电脑上定稿的，或是恢复备份以前打印的。`,
        next: '请重新打印这一版，盖章后再拍。',
      }
    case 'several':
      return {
        what: '同一个文件里有几个版本或几份材料的页。',
        next: '请把各份分开扫描，或移除不属于这一版的页。',
      }
    case 'other-code':
      return {
        what: '输入的核对码不是这一版的。',
        next: '请照纸上页脚的核对码再输一次；仍不一致，就是盖错了版本，请重新打印盖章。',
      }
  }
}

function otherRevision({ revision, latest }: { revision: number; latest: number }, beside: number): Told {
  if (beside === latest && revision < latest)
    return {
      what: `这是旧的定稿版本 ${revision}，现在是 ${latest}。`,
      next: `请打印第 ${latest} 版，盖章后再拍；纸上的内容和现在要报的不一样。`,
    }
  return {
    what: `这是第 ${revision} 版的盖章件，不是第 ${beside} 版的。`,
    next: `请移除，再放到第 ${revision} 版下面。`,
  }
}

const oldText = ({ paper }: ScanInfo, latest: number): string =>
  `，现在是第 ${latest} 版${paper === 'stamped' ? '，要重新打印盖章' : ''}`

/** One line for a photo of many: where it went, or why nowhere. */
export function droppedText(dropped: DroppedScan): Worded & { line: string } {
  if (dropped.scan) {
    const { recordTitle, latestRevision, scan } = dropped
    const old = scan.revision < latestRevision
    const persons = personsText(scan)
    return {
      word: old ? '旧版' : '已归位',
      tone: old ? 'wait' : 'good',
      line: `《${recordTitle}》第 ${scan.revision} 版${persons === '' ? '' : `，${persons}`}${old ? oldText(scan, latestRevision) : ''}`,
    }
  }
  const lines = {
    unreadable: '没有读到二维码。请打开那份记录添加，再输入页脚的核对码；或拍清楚一些再收。',
    several: '里面有几份材料的二维码，分不清是哪一份。请分开拍。',
    elsewhere: '不是本单位在这里填报的材料。',
    'other-content': '编号对得上，内容对不上：可能是恢复备份以前打印的，要重新打印盖章。',
    failed: dropped.detail,
  }
  return { word: '没有收', tone: 'stop', line: lines[dropped.why] }
}

export const scanFacts = ({ pages, mediaType }: Pick<ScanInfo, 'pages' | 'mediaType'>): string =>
  mediaType === 'application/pdf' ? `PDF，${pages} 页图` : '照片'
