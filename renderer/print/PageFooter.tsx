import type { PrintDocument } from '../../shared/form/print-document.ts'
import { codeText } from '../../shared/wording/revision-code.ts'
import { Qr } from './Qr.tsx'

type Props = { document: PrintDocument; page: number; pages: number; rows?: number[] | undefined }

/** More names than this do not fit at the foot of a page. */
const fewNames = 8

/** For which work, and for whom of them this page is: a loose sheet comes back alone. */
function letterText({ title, persons }: NonNullable<PrintDocument['letter']>, rows: number[] | undefined): string {
  const names = (rows?.map((row) => persons[row] ?? '') ?? persons).filter((name) => name !== '')
  const shown = names.slice(0, fewNames).join('、')
  return `《${title}》${shown}${names.length > fewNames ? `等${names.length}人` : ''}`
}

/** — 1 —, outside: right on odd pages, left on even ones (GB/T 9704 7.5). */
export function PageNumber({ page }: { page: number }) {
  const side = page % 2 === 0 ? ' paper-page-number-even' : ''
  return <p className={`paper-page-number paper-text${side}`}>{`— ${page} —`}</p>
}

/** Small, and at the foot of every page: a loose sheet still says what it is and which version. */
export function PageFooter({ document, page, pages, rows }: Props) {
  const { footer } = document
  const notes = [document.example ? '示例' : null, document.masked ? '个人信息已遮盖' : null].filter(
    (note) => note !== null,
  )
  const isOfficial = document.style === 'official'
  const name =
    isOfficial && page % 2 === 0 ? 'paper-footer-official paper-footer-even' : `paper-footer-${document.style}`
  const code = footer && document.qr ? <Qr text={footer.qrText} sideMm={document.qrMm} /> : null
  return (
    <footer className={`paper-footer paper-text ${name}`}>
      {isOfficial ? code : null}
      <div>
        {document.letter ? <p>{letterText(document.letter, rows)}</p> : null}
        <p>{[document.formName, document.officeName, ...notes].filter((part) => part !== '').join(' · ')}</p>
        <p>
          {document.sheet ? null : footer ? (
            <>
              版本核对码 <strong>{codeText(footer.code)}</strong>
            </>
          ) : (
            <strong>草稿 · 未定稿，不可盖章</strong>
          )}
          {`${document.sheet ? '' : ' · '}${isOfficial ? '' : `第 ${page} 页 `}共 ${pages} 页`}
        </p>
      </div>
      {isOfficial ? null : code}
    </footer>
  )
}
