import { FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import type { ManualEntry } from '../../../shared/api/manual.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import type { MoreEntry } from '../../ui/MoreMenu.tsx'

/** The page that is shown, or the whole manual, on paper or as a PDF. */
export function usePapers(page: ManualEntry | null) {
  const { busy, problem, setProblem, attempt } = useAttempt<'print' | 'pdf'>()
  const print = (pageId: string | null) =>
    attempt('print', async () => {
      const answer = await window.kexie.print({ manual: { pageId } })
      if ('problem' in answer) setProblem(answer.problem)
      else if (answer.outcome === 'printed') announce('手册已交给打印机。')
    })
  const save = (pageId: string | null, title: string) =>
    attempt('pdf', async () => {
      const out = await window.kexie.saveAs({
        title: '保存手册',
        defaultName: `科协报送台-${title}.pdf`,
        filters: [{ name: 'PDF 文件', extensions: ['pdf'] }],
      })
      if (out === null) return
      await call('manual.savePdf', { pageId, out })
      announce('手册已存成 PDF。', { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(out) })
    })
  const entry = (name: string, icon: MoreEntry['icon'], run: () => Promise<void>): MoreEntry => ({
    name,
    icon,
    run: () => {
      if (busy === null) void run()
    },
  })
  const printer = <PrinterOutlined aria-hidden="true" />
  const pdf = <FilePdfOutlined aria-hidden="true" />
  const ofPage =
    page === null
      ? []
      : [
          entry('打印这一页', printer, () => print(page.pageId)),
          entry('这一页存为 PDF', pdf, () => save(page.pageId, page.title)),
        ]
  const papers = [
    ...ofPage,
    entry('打印全部', printer, () => print(null)),
    entry('全部存为 PDF', pdf, () => save(null, '使用手册')),
  ]
  return { papers, problem, busy: busy !== null }
}
