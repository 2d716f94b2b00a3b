import { QuestionCircleOutlined } from '@ant-design/icons'
import { Checkbox, Radio } from 'antd'
import { type ReactNode, useId } from 'react'
import type { CollectedFile, ProposedEntry } from '../../../../shared/api/collection.ts'
import { bytesText } from '../../../../shared/wording/amounts.ts'
import { ToneMark } from '../../../app/ToneMark.tsx'
import type { VideoDuty } from '../../../app/videos/video-duties.ts'
import { fileNameOf } from '../../../text/file-names.ts'
import { lengthText, pixelsText } from '../../../text/videos.ts'
import { VerdictList } from '../VerdictList.tsx'
import { fileKinds } from './file-words.ts'
import { ProposedFields } from './ProposedFields.tsx'
import type { Collection, Sheet } from './use-collection.ts'

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="collect-part">
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  )
}

function Files({ files }: { files: readonly CollectedFile[] }) {
  return (
    <ul className="collect-files">
      {files.map(({ path, kind, message }) => (
        <li key={path}>
          <span className="quiet">{fileKinds[kind]}</span>
          <span className="collect-file-name" title={path}>
            {fileNameOf(path)}
          </span>
          {message === '' ? null : <span className="quiet">{message}</span>}
        </li>
      ))}
    </ul>
  )
}

/** What the list said of the video, beside what the file itself says. */
function Stated({ stated }: { stated: ProposedEntry['stated'] }) {
  if (stated === null) return null
  const said = [
    stated.seconds === null ? '' : `时长${stated.askSeconds ? '可能是' : ''} ${lengthText(stated.seconds)}`,
    stated.frame === null
      ? ''
      : stated.frame.width !== undefined && stated.frame.height !== undefined
        ? pixelsText(stated.frame.width, stated.frame.height)
        : (stated.frame.label ?? ''),
    stated.signed === null ? '' : stated.signed ? '授权书已签' : '授权书未签',
  ].filter((one) => one !== '')
  return said.length === 0 ? null : <p className="quiet">表里写的：{said.join('，')}</p>
}

function Film({ proposed }: { proposed: ProposedEntry }) {
  const { video, stated } = proposed
  if (video === null) return <p className="quiet">没有视频文件，可以先收，以后再补。</p>
  return (
    <>
      <p>
        {fileNameOf(video.path)} <span className="quiet">{bytesText(video.bytes)}</span>
      </p>
      <Stated stated={stated} />
      {video.problem === null ? null : (
        <p className="collect-problem">
          <ToneMark worded={{ word: '读不懂', tone: 'stop' }} /> {video.problem}
        </p>
      )}
      {video.inspected ? <VerdictList verdicts={video.inspected.verdicts} /> : null}
    </>
  )
}

type Props = { duty: VideoDuty; sheet: Sheet; collection: Collection }

/** One proposed entry: its questions first, then everything that would be taken in. */
export function ProposedDetail({ duty, sheet, collection }: Props) {
  const { proposed } = sheet
  const { key, questions, existing } = proposed
  return (
    <div className="collect-detail">
      {questions.length > 0 ? (
        <ul className="collect-questions" aria-label="要您看的地方">
          {questions.map(({ code, field, row, message }) => (
            <li key={`${code} ${field ?? ''} ${row ?? ''} ${message}`}>
              <QuestionCircleOutlined aria-hidden="true" />
              <span>{message}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <Checkbox
        className="collect-confirm"
        checked={sheet.confirmed}
        onChange={(event) => collection.change(key, { confirmed: event.target.checked })}
      >
        {questions.length > 0 ? '看过了，这件要收' : '这件要收'}
      </Checkbox>
      {existing ? (
        <Radio.Group
          vertical
          aria-label="已有的作品"
          value={sheet.intoExisting}
          onChange={(event) => collection.change(key, { intoExisting: event.target.value as boolean })}
          options={[
            { value: true, label: `并到已登记的《${existing.title}》里` },
            { value: false, label: '是另一件作品，新登记' },
          ]}
        />
      ) : null}
      <Part title={`文件 ${proposed.files.length} 个`}>
        <Files files={proposed.files} />
      </Part>
      <Part title="视频">
        <Film proposed={proposed} />
        {sheet.intoExisting && questions.some(({ code }) => code === 'other-video') ? (
          <Radio.Group
            vertical
            aria-label="用哪个视频"
            value={sheet.replaceVideo}
            onChange={(event) => collection.change(key, { replaceVideo: event.target.value as boolean })}
            options={[
              { value: false, label: '留作品里原来的视频，这个不收' },
              { value: true, label: '换成这个视频' },
            ]}
          />
        ) : null}
      </Part>
      <ProposedFields duty={duty} sheet={sheet} collection={collection} />
    </div>
  )
}
