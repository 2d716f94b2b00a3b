import { CheckCircleFilled, DiffOutlined } from '@ant-design/icons'
import { Checkbox } from 'antd'
import { useId, useState } from 'react'
import type { ConflictSide, RecordConflict } from '../../../../shared/api/intake.ts'
import { codeText } from '../../../../shared/wording/revision-code.ts'
import { useNow } from '../../../app/app-state.ts'
import { momentText } from '../../../text/dates.ts'
import type { Take } from './conflict-choices.ts'

function Side({
  name,
  side,
  take,
  word,
  chosen,
  onChoose,
}: {
  name: string
  side: ConflictSide
  take: Take
  word: string
  chosen: boolean
  onChoose: (take: Take) => void
}) {
  const now = useNow()
  return (
    <label className="conflict-side" data-chosen={chosen}>
      <span className="conflict-side-head">
        <input type="radio" name={name} checked={chosen} onChange={() => onChoose(take)} />
        <strong>{word}</strong>
        {chosen ? (
          <span className="conflict-chosen">
            <CheckCircleFilled aria-hidden="true" /> 以这一份为准
          </span>
        ) : null}
      </span>
      <span className="quiet">
        第 {side.revision} 版 · 版本核对码 {codeText(side.code)}
      </span>
      <span className="quiet">
        {side.deviceName === '' ? '没有起名的电脑' : side.deviceName} · {momentText(side.at, now)} 定稿
        {side.receivedAt === null ? '' : ` · ${momentText(side.receivedAt, now)} 收到`}
      </span>
    </label>
  )
}

/** Two contents of one record under one number, field by field, side by side. */
export function ConflictSides({
  conflict,
  chosen,
  onChoose,
}: {
  conflict: RecordConflict
  chosen: Take | null
  onChoose: (take: Take) => void
}) {
  const name = useId()
  const [all, setAll] = useState(false)
  const differing = conflict.fields.filter(({ differs }) => differs)
  const fields = all ? conflict.fields : differing
  return (
    <div className="conflict">
      <div className="conflict-head">
        <h3 title={conflict.title}>{conflict.title || conflict.formShortName}</h3>
        <span className="quiet">
          {conflict.officeName} · {conflict.formShortName}
        </span>
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
          相同的也列出来
        </Checkbox>
      </div>
      <fieldset className="conflict-sides">
        <legend className="for-readers">以哪一份为准</legend>
        <span className="conflict-count">
          <DiffOutlined aria-hidden="true" /> {differing.length} 处不同
        </span>
        <Side
          name={name}
          side={conflict.here}
          take="here"
          word="原来收的"
          chosen={chosen === 'here'}
          onChoose={onChoose}
        />
        <Side
          name={name}
          side={conflict.arrived}
          take="arrived"
          word="这次来的"
          chosen={chosen === 'arrived'}
          onChoose={onChoose}
        />
      </fieldset>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard */}
      <section className="conflict-fields" tabIndex={0} aria-label="逐项对照">
        {fields.length === 0 ? <p className="quiet">各项文字都一样，不同的是附件或版式。</p> : null}
        <dl>
          {fields.map((field) => (
            <div key={field.field} className="conflict-field" data-differs={field.differs}>
              <dt>
                {field.label}
                {field.personal ? <span className="quiet">（个人信息，已遮盖）</span> : null}
                <span className="conflict-word">{field.differs ? '不同' : '相同'}</span>
              </dt>
              <dd>
                <span className="for-readers">原来收的：</span>
                {field.here === '' ? '（空）' : field.here}
              </dd>
              <dd>
                <span className="for-readers">这次来的：</span>
                {field.arrived === '' ? '（空）' : field.arrived}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}
