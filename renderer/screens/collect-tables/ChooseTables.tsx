import { FileExcelOutlined, FileWordOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { DropArea } from '../../app/DropArea.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { readFiles } from './collect-actions.ts'
import { useCollect } from './collect-state.ts'

const blanks = {
  xlsx: { name: 'Excel 空表', file: '活动登记表', icon: <FileExcelOutlined aria-hidden="true" /> },
  docx: { name: 'Word 空表', file: '活动情况填报表', icon: <FileWordOutlined aria-hidden="true" /> },
} as const

/** What goes out by WeChat and comes back readable. */
function BlankTables() {
  const noticeId = useCollect((held) => held.setting.noticeId)
  const { problem, attempt, idle } = useAttempt<keyof typeof blanks>()
  const save = (format: keyof typeof blanks) =>
    attempt(format, async () => {
      const { name, file } = blanks[format]
      const out = await window.kexie.saveAs({
        title: `存${name}`,
        defaultName: `${file}.${format}`,
        filters: [{ name, extensions: [format] }],
      })
      if (out === null) return
      const { path } = await call('tables.saveBlank', { noticeId, format, out })
      announce(`${name}已保存，可以用微信发给乡镇、学校填。`, {
        label: '打开所在文件夹',
        run: () => void window.kexie.showInFolder(path),
      })
    })
  return (
    <div className="tables-blanks">
      <span className="quiet">表还没有发下去？用微信发出去的空表：</span>
      <Button icon={blanks.xlsx.icon} {...idle('xlsx')} onClick={() => void save('xlsx')}>
        存 Excel 空表（一行一项活动）
      </Button>
      <Button icon={blanks.docx.icon} {...idle('docx')} onClick={() => void save('docx')}>
        存 Word 空表（一份一项活动）
      </Button>
      <ProblemNote problem={problem} />
    </div>
  )
}

export function ChooseTables() {
  const busy = useCollect((held) => held.busy === 'read')
  return (
    <div className="stack">
      <DropArea
        note="一次最多 500 个文件；原文件不动，也不用先改格式。"
        filesTitle="选择收到的活动表"
        folderTitle="选择放活动表的文件夹"
        busy={busy}
        onPaths={(paths) => void readFiles(paths)}
      >
        把乡镇、学校发来的 Excel、Word、WPS 导出的表一起拖进来，文件夹也可以。
        <br />
        各家自己的表、我们发下去的空表都认。您看过、点了收，才进活动登记。
      </DropArea>
      <BlankTables />
    </div>
  )
}
