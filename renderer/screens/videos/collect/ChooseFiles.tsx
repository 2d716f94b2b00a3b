import { FileTextOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useId, useState } from 'react'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { DropArea } from '../../../app/DropArea.tsx'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { dutyKey, dutyLabel, type VideoDuty } from '../../../app/videos/video-duties.ts'

type Props = {
  duties: readonly VideoDuty[] | null
  duty: VideoDuty | null
  busy: boolean
  onDuty: (key: string) => void
  onRead: (paths: readonly string[]) => void
}

/** An empty form to send out: what comes back on it is read without a question. */
function Blank({ duty, format }: { duty: VideoDuty; format: 'docx' | 'xlsx' }) {
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const name = format === 'docx' ? 'Word 登记表' : 'Excel 汇总表'
  const save = async () => {
    setProblem(null)
    try {
      const out = await window.kexie.saveAs({
        title: `存空白 ${name}`,
        defaultName: `作品报名登记表.${format}`,
        filters: [{ name, extensions: [format] }],
      })
      if (out === null) return
      const { noticeId, deliverableId } = duty
      const { path } = await call('collection.saveBlank', { noticeId, deliverableId, format, out })
      announce(`空白 ${name}已保存，可以发下去填。`, {
        label: '打开所在文件夹',
        run: () => void window.kexie.showInFolder(path),
      })
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  return (
    <>
      <Button icon={<FileTextOutlined aria-hidden="true" />} onClick={() => void save()}>
        存空白 {name}
      </Button>
      <ProblemNote problem={problem} />
    </>
  )
}

export function ChooseFiles({ duties, duty, busy, onDuty, onRead }: Props) {
  const id = useId()
  return (
    <div className="stack">
      <div>
        <label className="field-label" htmlFor={`${id}-duty`}>
          收到哪个征集里
        </label>
        <Select
          id={`${id}-duty`}
          size="large"
          style={{ width: '100%' }}
          value={duty === null ? null : dutyKey(duty)}
          onChange={onDuty}
          options={(duties ?? []).map((one) => ({ value: dutyKey(one), label: dutyLabel(one) }))}
        />
      </div>
      <DropArea
        note="一次最多 500 个文件；原文件不动。"
        filesTitle="选择收到的作品文件"
        folderTitle="选择放作品的文件夹"
        busy={busy}
        disabled={duty === null}
        onPaths={onRead}
      >
        把收到的视频、登记表、汇总表、授权书照片一起拖进来，文件夹也可以。
        <br />
        程序按作品归拢，您逐件看过才收。
      </DropArea>
      {duty ? (
        <div className="collect-blank">
          <span className="quiet">还没有征集？先发空白表下去：</span>
          <Blank duty={duty} format="docx" />
          <Blank duty={duty} format="xlsx" />
        </div>
      ) : null}
    </div>
  )
}
