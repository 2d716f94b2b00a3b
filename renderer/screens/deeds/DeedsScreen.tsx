import {
  FileExcelOutlined,
  FilePdfOutlined,
  FileProtectOutlined,
  FileSearchOutlined,
  PrinterOutlined,
  RobotOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { Deed } from '../../../shared/api/deeds.ts'
import { deedKind, deedPerson, deedSentence } from '../../../shared/wording/deed-sentences.ts'
import { call } from '../../api.ts'
import { useAppState, useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { usePageWays } from '../../app/use-page-ways.ts'
import { momentText } from '../../text/dates.ts'
import { onEscape } from '../../ui/escape-key.ts'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { EmptyPlace, PageHead } from '../../ui/Page.tsx'
import { VirtualRows } from '../../ui/VirtualRows.tsx'
import { ChainState, ChainTrouble } from './ChainState.tsx'
import { DeedDetails } from './DeedDetails.tsx'
import { DeedFilters, type Filters, noFilters, toFilter } from './DeedFilters.tsx'
import { useDeeds } from './use-deeds.ts'
import './deeds.css'

const rowHeight = 44
const name = '操作日志'

function Row({ deed, now }: { deed: Deed; now: number }) {
  const sentence = deedSentence(deed)
  return (
    <span className="deed-row">
      <span className="quiet deed-time">{momentText(deed.at, now)}</span>
      <span className="deed-person one-line" data-nobody={deed.person === '' || deed.person === null}>
        {deed.person === null ? <RobotOutlined aria-hidden="true" /> : <UserOutlined aria-hidden="true" />}
        {deedPerson(deed.person)}
      </span>
      <span className="deed-kind one-line">{deedKind(deed)}</span>
      <span className="one-line" title={sentence}>
        {sentence}
      </span>
    </span>
  )
}

/** 操作日志: who did what and when, what it was before and after, and whether the log is whole. */
export function DeedsScreen({ recordId }: { recordId: string | null }) {
  const now = useNow()
  const office = useAppState((held) => held.state?.office?.name ?? '')
  const [filters, setFilters] = useState<Filters>(noFilters)
  const [current, setCurrent] = useState<string | null>(null)
  const filter = toFilter(filters, recordId, now)
  const { deeds, total, more, problem, reread } = useDeeds(filter)
  const chain = useMethod('deeds.verify', {}, [])
  const ways = usePageWays()
  const chosen = deeds?.find(({ seq }) => String(seq) === current) ?? null
  const isFiltered = recordId !== null || filters !== noFilters
  const entries = [
    {
      name: '打印',
      icon: <PrinterOutlined aria-hidden="true" />,
      run: () => ways.print({ deeds: filter }, name),
    },
    {
      name: '存为 PDF',
      icon: <FilePdfOutlined aria-hidden="true" />,
      run: () => ways.save('pdf', name, office, (out) => call('deeds.save', { ...filter, out, format: 'pdf' })),
    },
    {
      name: '存为 Excel 表',
      icon: <FileExcelOutlined aria-hidden="true" />,
      run: () => ways.save('xlsx', name, office, (out) => call('deeds.save', { ...filter, out, format: 'xlsx' })),
    },
    {
      name: '存为可核验的文件',
      title: '全部记录连同校验码，别人不用本程序也能核对有没有改动',
      icon: <FileProtectOutlined aria-hidden="true" />,
      run: () => ways.save('jsonl', name, office, (out) => call('deeds.save', { out, format: 'jsonl' })),
    },
  ]
  return (
    <div className="page deeds">
      <PageHead
        title={name}
        lead={<ChainState verdict={chain.value} onAgain={chain.reread} />}
        actions={<MoreMenu label={ways.busy ? '正在写出…' : '打印和保存'} size="middle" entries={entries} />}
      />
      <ChainTrouble verdict={chain.value} />
      <ProblemNote problem={ways.problem} />
      <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
      {recordId === null ? null : (
        <p className="deeds-only">
          只看一份材料：{deeds?.find(({ title }) => title !== '')?.title ?? '（还没有记录）'}
          <Button size="small" onClick={() => void navigate({ screen: 'deeds', recordId: null })}>
            看全部记录
          </Button>
        </p>
      )}
      <DeedFilters filters={filters} isOneRecord={recordId !== null} total={total} onChange={setFilters} />
      {deeds === null ? null : deeds.length === 0 ? (
        <EmptyPlace
          icon={<FileSearchOutlined aria-hidden="true" />}
          title={isFiltered ? '没有符合条件的记录' : '还没有记录'}
          action={filters === noFilters ? null : <Button onClick={() => setFilters(noFilters)}>去掉筛选</Button>}
        >
          谁在什么时候做了什么，都会自动记在这里，不能改也不能删。个人信息的内容不记。
        </EmptyPlace>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: only hears Escape, which closes what stands beside
        <div className="deeds-panes" data-open={chosen !== null} onKeyDown={onEscape(() => setCurrent(null))}>
          <VirtualRows
            label={name}
            rows={deeds}
            keyOf={({ seq }) => String(seq)}
            current={current}
            rowHeight={rowHeight}
            onChoose={setCurrent}
            onEnd={more}
          >
            {(deed) => <Row deed={deed} now={now} />}
          </VirtualRows>
          {chosen ? <DeedDetails deed={chosen} onClose={() => setCurrent(null)} /> : null}
        </div>
      )}
    </div>
  )
}
