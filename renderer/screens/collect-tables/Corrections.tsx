import { FileExcelOutlined, FilePdfOutlined, FileWordOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { memo, useId, useMemo, useState } from 'react'
import type { CorrectionOrder } from '../../../shared/api/tables.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { useMethod } from '../../app/use-method.ts'
import { useImeText } from '../../form/use-ime-text.ts'
import { LivePages } from '../../print/LivePages.tsx'
import { Input } from '../../ui/Input.tsx'
import { useRoving } from '../../ui/use-roving.ts'
import { setCollect, settingOf, useCollect } from './collect-state.ts'
import { type CollectedTable, confirmedForSender, type TableView } from './collected.ts'

const Paper = memo(LivePages)
const formats = {
  docx: { label: '存为 Word', name: 'Word 文档', icon: <FileWordOutlined aria-hidden="true" /> },
  pdf: { label: '存为 PDF', name: 'PDF 文件', icon: <FilePdfOutlined aria-hidden="true" /> },
  xlsx: { label: '存 Excel', name: 'Excel 表', icon: <FileExcelOutlined aria-hidden="true" /> },
} as const
type Format = keyof typeof formats

const nameOf = (sender: string): string => (sender === '' ? '没写填报单位' : sender)
const fileOf = (sender: string): string =>
  `更正单-${nameOf(sender)
    .replace(/[\\/:*?"<>|\s]+/gu, '_')
    .slice(0, 80)}`

type Props = {
  tables: readonly CollectedTable[]
  views: ReadonlyMap<string, TableView>
  corrections: readonly { sender: string; count: number }[]
}

/** One paper for each sender: what to say again, with a column to write in. */
export function Corrections({ tables, views, corrections }: Props) {
  const id = useId()
  const setting = useCollect((held) => held.setting)
  const dueText = useCollect((held) => held.dueText)
  const [chosen, setChosen] = useState<string | null>(null)
  const sender = corrections.find((one) => one.sender === chosen)?.sender ?? corrections[0]?.sender ?? ''
  const ime = useImeText(dueText, (next) => setCollect({ dueText: next }))
  const { problem, setProblem, attempt, idle } = useAttempt<Format | 'print' | 'all'>()
  const roving = useRoving<HTMLUListElement>()
  const orderFor = (whose: string): CorrectionOrder => ({
    ...settingOf(setting),
    tables: tables
      .filter((table) => !table.out && table.problem === null && table.sender.trim() === whose)
      .map((table) => confirmedForSender(table, views.get(table.key))),
    sender: whose,
    dueText: dueText.trim(),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: made of these
  const order = useMemo(() => orderFor(sender), [setting, tables, views, sender, dueText])
  const page = useMethod('tables.correctionDocument', order, [])
  const [shown, setShown] = useState(page.value)
  if (page.value !== null && page.value !== shown) setShown(page.value)

  const print = () =>
    attempt('print', async () => {
      const answer = await window.kexie.print({ correction: order })
      if ('problem' in answer) setProblem(answer.problem)
      else if (answer.outcome === 'printed') announce(`${nameOf(sender)}的更正单已交给打印机。`)
    })
  const save = (format: Format) =>
    attempt(format, async () => {
      const { name } = formats[format]
      const defaultName = `${fileOf(sender)}.${format}`
      const filters = [{ name, extensions: [format] }]
      const out = await window.kexie.saveAs({ title: '保存更正单', defaultName, filters })
      if (out === null) return
      const { path } = await call('tables.saveCorrection', { ...order, format, out })
      announce(`${nameOf(sender)}的更正单已保存。`, {
        label: '打开所在文件夹',
        run: () => void window.kexie.showInFolder(path),
      })
    })
  const saveAll = () =>
    attempt('all', async () => {
      const folder = await window.kexie.pickFolder({ title: '更正单存到哪个文件夹' })
      if (folder === null) return
      let last = folder
      for (const one of corrections) {
        const out = `${folder}/${fileOf(one.sender)}.docx`
        last = (await call('tables.saveCorrection', { ...orderFor(one.sender), format: 'docx', out })).path
      }
      announce(`${corrections.length} 家的更正单都存成了 Word。`, {
        label: '打开所在文件夹',
        run: () => void window.kexie.showInFolder(last),
      })
    })
  return (
    <div className="tables-look tables-corrections">
      <div className="tables-corrections-side">
        <ul className="tables-files" aria-label="填报单位" {...roving}>
          {corrections.map((one) => (
            <li key={one.sender}>
              <button
                type="button"
                className="plain-button tables-file"
                aria-current={one.sender === sender ? 'true' : undefined}
                onClick={() => setChosen(one.sender)}
              >
                <span className="tables-file-name one-line">{nameOf(one.sender)}</span>
                <span className="quiet">{one.count} 处要更正</span>
              </button>
            </li>
          ))}
        </ul>
        {corrections.length > 1 ? (
          <Button className="tables-corrections-all" {...idle('all')} onClick={() => void saveAll()}>
            {corrections.length} 家都存为 Word…
          </Button>
        ) : null}
      </div>
      <div className="tables-pane">
        <div className="tables-pane-head">
          <span className="tables-sender tables-due">
            <label htmlFor={`${id}-due`}>请在什么时候前发回</label>
            <Input {...ime.props} id={`${id}-due`} maxLength={40} placeholder="如：6月18日下午5点前" />
          </span>
          <Button icon={formats.xlsx.icon} {...idle('xlsx')} onClick={() => void save('xlsx')}>
            {formats.xlsx.label}
          </Button>
          <Button icon={formats.docx.icon} {...idle('docx')} onClick={() => void save('docx')}>
            {formats.docx.label}
          </Button>
          <Button icon={formats.pdf.icon} {...idle('pdf')} onClick={() => void save('pdf')}>
            {formats.pdf.label}
          </Button>
          <Button
            type="primary"
            icon={<PrinterOutlined aria-hidden="true" />}
            {...idle('print')}
            onClick={() => void print()}
          >
            打印
          </Button>
        </div>
        <ProblemNote problem={problem ?? page.problem} />
        {shown ? (
          <section className="tables-paper" aria-label="更正单的样子">
            <Paper document={shown} />
          </section>
        ) : null}
      </div>
    </div>
  )
}
