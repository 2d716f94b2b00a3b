import { FileSearchOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { SupportPreview } from '../../../shared/api/upkeep.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { Section } from '../../ui/Page.tsx'

/** 请人帮忙: what goes to whoever helps, read in full before it is written. */
export function SupportSection() {
  const [preview, setPreview] = useState<SupportPreview | null>(null)
  const { problem, attempt, idle } = useAttempt<'look' | 'save'>()
  const look = () => attempt('look', async () => setPreview(await call('upkeep.supportPreview', {})))
  const save = () =>
    attempt('save', async () => {
      const day = new Date().toLocaleDateString('sv-SE').replaceAll('-', '')
      const out = await window.kexie.saveAs({
        title: '存成文件',
        defaultName: `科协报送台-情况说明-${day}.txt`,
        filters: [{ name: '文本文件', extensions: ['txt'] }],
      })
      if (out === null) return
      await call('upkeep.saveSupport', { out })
      setPreview(null)
      announce('情况说明已写好，可以发给帮忙的人。', {
        label: '打开所在文件夹',
        run: () => void window.kexie.showInFolder(out),
      })
    })
  return (
    <Section title="请人帮忙">
      <dl className="facts settings-facts">
        <dt>情况说明</dt>
        <dd>
          <p>程序哪里不对，写一份情况说明发给懂行的人：版本、份数、大小、出错的编号。</p>
          <p className="field-note">
            里面没有单位名称、人名、号码、材料的标题和内容、口令、钥匙和文件夹路径。先全部看过，再存。
          </p>
          {preview === null ? <ProblemNote problem={problem} /> : null}
          <div className="settings-actions">
            <Button icon={<FileSearchOutlined aria-hidden="true" />} {...idle('look')} onClick={() => void look()}>
              先看内容
            </Button>
          </div>
        </dd>
      </dl>
      {preview ? (
        <Modal open title="情况说明" footer={null} width={760} onCancel={() => setPreview(null)}>
          <div className="stack">
            <p className="quiet">存下来的就是下面这些，一字不多。</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard */}
            <section className="support-text" tabIndex={0} aria-label="情况说明的内容">
              {preview.text}
            </section>
            <ProblemNote problem={problem} />
            <div className="dialog-foot">
              <Button size="large" onClick={() => setPreview(null)}>
                先不存
              </Button>
              <Button size="large" type="primary" {...idle('save')} onClick={() => void save()}>
                存成文件
              </Button>
            </div>
          </div>
        </Modal>
      ) : null}
    </Section>
  )
}
