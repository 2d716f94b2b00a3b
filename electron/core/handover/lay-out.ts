/** Where each file of a plain folder lies: flat, in parts, or in ZIP files of parts. */
import { firstFit } from '../../../shared/domain/mailbox-parts.ts'
import { allocateName } from '../package/names.ts'
import { type FolderEntry, type FolderFile, zipEndBytes, zipFileBytes } from './write-folder.ts'

export const messageName = '邮件正文.txt'
export const overviewName = '00-报送清单.pdf'
/** Beside the parts: files that no mail of this size takes. */
export const oversizeFolder = '超过邮箱上限的大文件'

export interface FolderParts {
  readonly parts: readonly (readonly FolderFile[])[]
  readonly oversize: readonly FolderFile[]
  /** Part by name, from 1; 0: beside the parts. */
  readonly partOf: ReadonlyMap<string, number>
}

/** @param overviewBytes room that the list of contents takes in the first part */
export function splitFiles(
  files: readonly FolderFile[],
  limitBytes: number | null,
  as: 'folder' | 'zip',
  overviewBytes: number,
): FolderParts {
  const [perFile, perPart] = as === 'zip' ? [zipFileBytes, zipEndBytes] : [0, 0]
  const { parts, oversize } = firstFit(files, limitBytes, { reserve: overviewBytes + perFile, perFile, perPart })
  const partOf = new Map(oversize.map((file) => [file.name, 0]))
  parts.forEach((part, index) => {
    for (const file of part) partOf.set(file.name, index + 1)
  })
  return { parts, oversize, partOf }
}

export const partName = (number: number): string => `第${number}部分`

/** The message lies outside of all parts: it is for the clerk, and goes into the mail itself. */
export function folderEntries(
  { parts, oversize }: FolderParts,
  own: { overview: FolderFile; message: FolderFile },
  as: 'folder' | 'zip',
  name: string,
  madeAt: string,
): FolderEntry[] {
  const many = parts.length > 1
  const whole = parts.map((part, index) => (index === 0 ? [own.overview, ...part] : [...part]))
  const taken = new Set<string>()
  const inside = whole.flatMap((files, index): FolderEntry[] => {
    if (as === 'zip') {
      const title = many ? `${name.slice(0, 30)}-${partName(index + 1)}` : name.slice(0, 36)
      return [{ path: allocateName(title, 'zip', taken), zip: files, madeAt }]
    }
    return files.map((file) => ({ path: many ? `${partName(index + 1)}/${file.name}` : file.name, file }))
  })
  return [
    ...inside,
    ...oversize.map((file) => ({ path: `${oversizeFolder}/${file.name}`, file })),
    { path: messageName, file: own.message },
  ]
}
