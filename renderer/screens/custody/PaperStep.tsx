import { FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { AutoComplete, Button } from 'antd'
import { useId } from 'react'
import type { Custody } from '../../../shared/api/moving.ts'
import { custodyTitle } from '../../../shared/wording/custody.ts'
import { call } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { usePageWays } from '../../app/use-page-ways.ts'

export type Names = { from: string; to: string }

function NameField({
  label,
  value,
  people,
  onChange,
}: {
  label: string
  value: string
  people: readonly string[]
  onChange: (name: string) => void
}) {
  const id = useId()
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <AutoComplete
        id={id}
        size="large"
        className="custody-person"
        maxLength={20}
        value={value}
        options={people.map((name) => ({ value: name }))}
        filterOption={(typed, option) => option?.value.includes(typed) ?? false}
        onChange={onChange}
      />
    </div>
  )
}

/** Names of both, and the list to be signed by three. */
export function PaperStep({
  custody,
  names,
  onNames,
  onBack,
  onNext,
}: {
  custody: Custody
  names: Names
  onNames: (names: Partial<Names>) => void
  onBack: () => void
  onNext: () => void
}) {
  const { busy, problem, print, save } = usePageWays()
  const ready = names.from.trim() !== '' && names.to.trim() !== ''
  return (
    <div className="stack">
      <p>清单照实列出上一步的每一项，一式两份，移交人、接收人、监交人签名。</p>
      <div className="custody-people">
        <NameField label="移交人" value={names.from} people={custody.people} onChange={(from) => onNames({ from })} />
        <NameField
          label="接收人"
          value={names.to}
          people={custody.people.filter((name) => name !== names.from)}
          onChange={(to) => onNames({ to })}
        />
      </div>
      <div className="settings-actions">
        <Button
          size="large"
          icon={<PrinterOutlined aria-hidden="true" />}
          loading={busy}
          disabled={!ready}
          onClick={() => print({ custody: names }, custodyTitle)}
        >
          打印{custodyTitle}
        </Button>
        <Button
          size="large"
          icon={<FilePdfOutlined aria-hidden="true" />}
          disabled={!ready || busy}
          onClick={() => save('pdf', custodyTitle, names.to, (out) => call('custody.savePdf', { ...names, out }))}
        >
          存 PDF
        </Button>
      </div>
      <ProblemNote problem={problem} />
      <div className="custody-foot">
        <Button size="large" onClick={onBack}>
          上一步
        </Button>
        <Button size="large" type="primary" disabled={!ready} onClick={onNext}>
          下一步：换口令
        </Button>
      </div>
    </div>
  )
}
