import { FileSyncOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ProblemData } from '../../../../shared/problems.ts'
import type { OpenRecord } from '../use-record.ts'
import { readable, useWordBack } from './use-word-back.ts'
import { WordBackDialog } from './WordBackDialog.tsx'
import './word-back.css'

type Props = {
  record: OpenRecord
  /** False for a field that did not come back when others did. */
  isOpen: (field: string) => boolean
  onProblem: (problem: ProblemData | null) => void
}

/** 读回: the director's Word document, or somebody else's filled-in form, chosen or dropped anywhere on the record. */
export function WordBack({ record, isOpen, onProblem }: Props) {
  const back = useWordBack(record, onProblem)
  const over = useDroppedPaper(back.open, back.pick)
  const { opened } = back
  return (
    <>
      <Button
        size="small"
        type="text"
        icon={<FileSyncOutlined aria-hidden="true" />}
        loading={back.busy && !opened}
        onClick={back.pick}
        title="局长改过的 Word、别人填好的表，也可以拖到这一页"
      >
        读回 Word 文档
      </Button>
      {over ? (
        <div className="wordback-over" role="status">
          松开，读回这个文件
        </div>
      ) : null}
      {opened ? (
        <WordBackDialog
          read={opened.read}
          isOpen={isOpen}
          onClose={back.close}
          onAgain={(how) => back.open(opened.path, how)}
          onTake={back.take}
          onKeep={back.keep}
        />
      ) : null}
    </>
  )
}

/** Places of their own (photos, stamped paper) take what falls on them first. */
function useDroppedPaper(open: (path: string) => void, pick: () => void): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return setOver(false)
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      const [file] = event.dataTransfer?.files ?? []
      if (event.defaultPrevented || !file) return
      event.preventDefault()
      if (!readable.test(file.name)) return
      const path = window.kexie.pathOf?.(file) ?? ''
      // The runtime does not always tell where a dropped file lies.
      if (path === '') pick()
      else open(path)
    }
    window.addEventListener('dragover', drag)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', drag)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [open, pick])
  return over
}
