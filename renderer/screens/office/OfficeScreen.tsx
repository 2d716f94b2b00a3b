import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { OfficeFile, TrustEvent } from '../../../shared/api/devices.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { TrustDialog } from '../../app/trust/TrustDialog.tsx'
import { TrustMark } from '../../app/trust/TrustMark.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { useMethod } from '../../app/use-method.ts'
import { fullDateText } from '../../text/dates.ts'
import { asFileName } from '../../text/file-names.ts'
import { FingerprintGroups } from '../../ui/FingerprintGroups.tsx'
import { PageHead, Section } from '../../ui/Page.tsx'
import { Registrations } from './Registrations.tsx'
import { Successions } from './Successions.tsx'
import { WaitingCard } from './WaitingCard.tsx'
import './office.css'

const trustWays: Readonly<Record<TrustEvent['way'], string>> = {
  telephone: '电话比对',
  paper: '照盖章的单位备案表比对',
  scan: '备案表扫描件比对',
}

function Devices({ devices }: Pick<OfficeFile, 'devices'>) {
  return (
    <Section title="电脑" note={`名片上有 ${devices.filter(({ revokedAt }) => revokedAt === null).length} 台在用`}>
      {devices.length === 0 ? <p className="quiet office-line">名片上没有登记电脑。</p> : null}
      <ul className="rows">
        {devices.map(({ deviceId, validFrom, revokedAt }, index) => (
          <li key={deviceId} className="office-device" data-revoked={revokedAt !== null}>
            <span>第 {index + 1} 台</span>
            <span>{revokedAt === null ? '在用' : `${fullDateText(revokedAt)}起停用`}</span>
            <span className="quiet">{fullDateText(validFrom)}登记</span>
            <span className="quiet">编号 {deviceId.slice(0, 8)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Trust({ file, comparing, onCompare }: { file: OfficeFile; comparing: boolean; onCompare: () => void }) {
  return (
    <Section
      title="指纹码"
      actions={
        file.hasCard && file.waiting === null ? (
          <Button type={file.trusted ? 'default' : 'primary'} onClick={onCompare}>
            {file.trusted ? '再比对一次' : '比对指纹码'}
          </Button>
        ) : undefined
      }
    >
      {file.hasCard ? (
        <div className="office-trust">
          <div>
            <TrustMark trusted={file.trusted} />
            <p className="quiet">
              {file.trusted
                ? '名片确实是它的：收它的报送包和回执，给它的个人信息只有它能打开。'
                : '只是收到了名片，还不能确定是它的。比对以前，它的报送包先放着等您决定。'}
            </p>
          </div>
          {/* While one compares, our own reckoning would only be copied. */}
          {comparing ? null : file.trusted ? (
            <FingerprintGroups groups={file.groups} />
          ) : (
            <p className="quiet">八组数字请听对方念，或照盖章的备案表输入，所以这里先不显示。</p>
          )}
        </div>
      ) : (
        <p className="quiet office-line">
          还没有它的单位名片，只在名单上。收到名片以后，请在“单位变更”里指明名片是哪个单位的。
        </p>
      )}
      {file.trust.length > 0 ? (
        <ul className="rows" aria-label="比对记录">
          {file.trust.map(({ at, way, cardSeq }) => (
            <li key={`${at} ${cardSeq}`} className="office-line">
              {fullDateText(at)} {trustWays[way]}，第 {cardSeq} 张名片
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  )
}

/** One office: its names, its card and why it is trusted, its computers, and what it became. */
export function OfficeScreen({ officeId }: { officeId: string }) {
  const reading = useMethod('offices.show', { officeId }, ['offices'])
  const [comparing, setComparing] = useState<'card' | 'waiting' | null>(null)
  const { problem, attempt, idle } = useAttempt<'copy'>()
  const file = reading.value
  const saveCopy = () =>
    void attempt('copy', async () => {
      if (!file) return
      const out = await window.kexie.saveAs({
        title: '导出对方名片的副本',
        defaultName: `单位名片副本-${asFileName(file.name)}.zip`,
        filters: [{ name: '单位名片', extensions: ['zip'] }],
      })
      if (out === null) return
      const saved = await call('offices.saveCardCopy', { officeId, out })
      announce('名片副本已写出。对方丢了自己的文件时，用它重新登记，单位编号不变。', {
        label: '在文件夹中显示',
        run: () => void window.kexie.showInFolder(saved.path),
      })
    })
  return (
    <div className="page office-page">
      <div className="office-back">
        <Button
          type="text"
          icon={<ArrowLeftOutlined aria-hidden="true" />}
          onClick={() => void navigate({ screen: 'subordinates', noticeId: null })}
        >
          回到下级单位
        </Button>
      </div>
      <PageHead
        title={file?.name ?? '单位档案'}
        lead={
          file && file.names.length > 1
            ? file.names.map(({ name, from }) => `${fullDateText(from).split(' ')[0]}起：${name}`).join('；')
            : undefined
        }
        actions={
          file?.hasCard ? (
            <Button {...idle('copy')} onClick={saveCopy}>
              导出对方名片的副本
            </Button>
          ) : undefined
        }
      />
      <ProblemNote problem={problem} />
      <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
      {file ? (
        <>
          {file.waiting ? (
            <WaitingCard waiting={file.waiting} name={file.name} onCompare={() => setComparing('waiting')} />
          ) : null}
          <Trust file={file} comparing={comparing !== null} onCompare={() => setComparing('card')} />
          <Registrations file={file} />
          {file.hasCard ? <Devices devices={file.devices} /> : null}
          <Successions file={file} />
        </>
      ) : null}
      {file && comparing !== null ? (
        <TrustDialog
          subject={{ officeId, name: file.name, card: null }}
          upstream={false}
          onlyPaper={comparing === 'waiting' && file.waiting?.onlyPaper === true}
          onClose={() => setComparing(null)}
          onTrusted={(office) => {
            setComparing(null)
            announce(`指纹码一致，${office.name}已比对。`)
          }}
        />
      ) : null}
    </div>
  )
}
