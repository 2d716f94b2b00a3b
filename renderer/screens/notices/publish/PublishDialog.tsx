import { Button, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import type { PublishedItem, PublishedNotice, PublishPreview } from '../../../../shared/api/published.ts'
import { bytesText } from '../../../../shared/wording/amounts.ts'
import { useNow } from '../../../app/app-state.ts'
import { useSignedWrite } from '../../../app/keys/use-signed-write.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { TargetFolderLine, useTargetFolder } from '../../../app/TargetFolder.tsx'
import { useMethod } from '../../../app/use-method.ts'
import { momentText, wallClock } from '../../../text/dates.ts'
import './publish.css'

const everybody = ''

function endingOf(recipient: string) {
  return (made: PublishedNotice) => {
    const bytes = made.files.reduce((sum, file) => sum + file.bytes, 0)
    const [first] = made.files
    return {
      sentence: `第 ${made.version} 版通知已写好并重新核对过（${bytesText(bytes)}）。请发给${recipient}，对方在“收件”里收。`,
      next: first ? { label: '在文件夹中显示', run: () => void window.kexie.showInFolder(first.path) } : null,
    }
  }
}

function Contents({ preview }: { preview: PublishPreview }) {
  return (
    <dl className="facts">
      <dt>要交的材料</dt>
      <dd>
        <ul className="publish-duties">
          {preview.deliverables.map(({ title, dueAt, dueWording }) => (
            <li key={title}>
              <span className="one-line" title={title}>
                {title}
              </span>
              <span className="quiet">{dueAt ? wallClock(dueAt) : dueWording}</span>
            </li>
          ))}
        </ul>
      </dd>
      <dt>附的表</dt>
      <dd>{preview.forms.length === 0 ? '没有固定的表' : preview.forms.join('、')}</dd>
    </dl>
  )
}

function Sent({ items }: { items: readonly PublishedItem[] }) {
  const now = useNow()
  if (items.length === 0) return null
  return (
    <ul className="publish-sent" aria-label="发布过的">
      {items.map((item) => (
        <li key={item.packageId} className="quiet one-line" title={item.fileNames.join('、')}>
          {momentText(item.at, now)} 第 {item.version} 版，给{item.recipientName ?? '所有下级单位'}
          {item.state === 'frozen' ? '（没有写完）' : ''}
        </li>
      ))}
    </ul>
  )
}

/** A notice of ours as a signed file for those below us: what goes out, to whom, under which name, where to. */
export function PublishDialog({ noticeId, onClose }: { noticeId: string; onClose: () => void }) {
  const id = useId()
  const { value: preview, problem: readProblem } = useMethod('notices.publishPreview', { noticeId }, [
    'notices',
    'packages',
  ])
  const { value: offices } = useMethod('offices.list', {}, ['offices'])
  const [to, setTo] = useState(everybody)
  const target = useTargetFolder('通知写到哪个文件夹')
  const { busy, problem, write } = useSignedWrite('发布', target)
  const recipient = offices?.find((office) => office.officeId === to) ?? null
  const choices = [
    { value: everybody, label: '所有下级单位（一份文件，谁都能收）' },
    ...(offices ?? [])
      .filter((office) => !office.isUpstream)
      .map(({ officeId, name }) => ({ value: officeId, label: name })),
  ]
  const again = preview?.published.some(
    (item) => item.version === preview.version && item.recipientName === (recipient?.name ?? null),
  )

  const publish = async () => {
    if (!preview) return
    const made = await write((out) => ({
      title: `发布通知，给${recipient?.name ?? '所有下级单位'}`,
      method: 'notices.publish',
      input: { noticeId, to: to === everybody ? null : to, out },
      ending: endingOf(recipient?.name ?? '各下级单位'),
    }))
    if (made) onClose()
  }

  return (
    <Modal
      open
      title="发布给下级单位"
      footer={null}
      width={720}
      style={{ top: 32 }}
      maskClosable={false}
      onCancel={onClose}
    >
      <div className="stack">
        <p className="quiet">
          写成一个带本单位签名的文件。下级用本程序收进去就有任务、日期和表；没有本程序的，解压后看里面的“目录.html”。
        </p>
        <ProblemNote problem={readProblem} />
        {preview ? (
          <>
            <Contents preview={preview} />
            <div>
              <label className="field-label" htmlFor={id}>
                发给
              </label>
              <Select id={id} className="publish-to" options={choices} value={to} onChange={setTo} />
            </div>
            <p className="publish-file">
              <span className="quiet">文件名</span>
              <span>
                {preview.fileTitle}
                {recipient ? `_给${recipient.name}` : ''}_第…号.zip
              </span>
            </p>
            <TargetFolderLine target={target} />
            <Sent items={preview.published} />
            {again ? <p className="quiet">这一版已经发过；再写一次，内容和编号都和上次一样。</p> : null}
          </>
        ) : null}
        <ProblemNote problem={problem} action={<Button onClick={() => void target.choose()}>换一个文件夹</Button>} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            不发布了
          </Button>
          <Button size="large" type="primary" loading={busy} disabled={!preview} onClick={() => void publish()}>
            {preview ? `发布第 ${preview.version} 版` : '发布'}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
