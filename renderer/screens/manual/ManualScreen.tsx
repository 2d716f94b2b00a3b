import { ArrowLeftOutlined, ArrowRightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { pressed } from '../../../shared/domain/shortcuts.ts'
import { call } from '../../api.ts'
import { ManualText } from '../../app/help/ManualText.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { PageHead } from '../../ui/Page.tsx'
import { Contents, Hits } from './Contents.tsx'
import { usePapers } from './use-papers.tsx'
import './manual.css'

const toPage = ({ pageId, section }: { pageId: string; section: string | null }) =>
  void navigate({ screen: 'manual', pageId, section })

/** Asks anew: what is shown may still be the answer to what was typed before. A search that fails is told by the list. */
function openFirst(search: string): void {
  if (search === '') return
  call('manual.search', { text: search }).then(
    ([first]) => {
      if (first) toPage(first)
    },
    () => undefined,
  )
}

/** 使用手册: contents or what was found at the left, the page at the right. */
export function ManualScreen({ pageId, section }: { pageId: string | null; section: string | null }) {
  const [typed, setTyped] = useState('')
  const search = typed.trim().slice(0, 100)
  const entries = useMethod('manual.entries', {}, [])
  const hits = useMethod('manual.search', search === '' ? null : { text: search }, [])
  const shownId = pageId ?? entries.value?.[0]?.pageId ?? null
  const page = useMethod('manual.page', shownId === null ? null : { pageId: shownId }, [])
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (pressed(event, 'manualFind')) box.current?.select()
      else if (pressed(event, 'manualBack')) window.history.back()
      else if (pressed(event, 'manualForward')) window.history.forward()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  const { papers, problem, busy } = usePapers(page.value)
  return (
    <div className="manual">
      <section className="manual-side" aria-label="目录和查找" data-region tabIndex={-1}>
        <div className="manual-search">
          <input
            ref={box}
            type="search"
            className="manual-search-box"
            aria-label="在手册里查找"
            placeholder="找几个字，如：忘记口令"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return
              if (pressed(event, 'manualFirst')) openFirst(search)
              if (pressed(event, 'manualClear')) setTyped('')
            }}
          />
        </div>
        {search === '' ? (
          <Contents entries={entries.value ?? []} shown={shownId} onOpen={toPage} />
        ) : (
          <Hits hits={hits.value} search={search} onOpen={toPage} onContents={() => setTyped('')} />
        )}
      </section>
      <div className="manual-page">
        <PageHead
          title={page.value?.title ?? '使用手册'}
          lead={page.value?.chapter}
          actions={
            <>
              <Button
                icon={<ArrowLeftOutlined aria-hidden="true" />}
                title="后退（Alt+←）"
                aria-label="后退"
                onClick={() => window.history.back()}
              />
              <Button
                icon={<ArrowRightOutlined aria-hidden="true" />}
                title="前进（Alt+→）"
                aria-label="前进"
                onClick={() => window.history.forward()}
              />
              <MoreMenu label={busy ? '正在写出…' : '打印和保存'} size="middle" entries={papers} />
            </>
          }
        />
        <ProblemNote problem={problem} />
        <ProblemNote
          problem={entries.problem ?? page.problem}
          action={<Button onClick={entries.problem ? entries.reread : page.reread}>再读一次</Button>}
        />
        {page.value ? <ManualText page={page.value} section={section} follow={toPage} /> : null}
      </div>
    </div>
  )
}
