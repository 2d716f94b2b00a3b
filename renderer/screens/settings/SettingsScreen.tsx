import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { AppInfo } from '../../../shared/api/bridge.ts'
import { BackupsSection } from '../../app/backups/BackupsSection.tsx'
import type { SettingsPart } from '../../app/route.ts'
import { PageHead, Section } from '../../ui/Page.tsx'
import { AppearanceSection } from './AppearanceSection.tsx'
import { DatesSection } from './DatesSection.tsx'
import { DevicesSection } from './DevicesSection.tsx'
import { ExampleSection } from './ExampleSection.tsx'
import { FontsNotice } from './FontsNotice.tsx'
import { KeyBackupSection } from './KeyBackupSection.tsx'
import { KeysSection } from './KeysSection.tsx'
import { KnownOffices } from './KnownOffices.tsx'
import { MovingSection } from './MovingSection.tsx'
import { OwnOfficeSection } from './OwnOfficeSection.tsx'
import { PeopleSection } from './PeopleSection.tsx'
import { PersonalSection } from './personal/PersonalSection.tsx'
import { SelfTestSection } from './SelfTestSection.tsx'
import { SettingsIndex } from './SettingsIndex.tsx'
import { SupportSection } from './SupportSection.tsx'
import './settings.css'

function ProgramSection() {
  const [info, setInfo] = useState<AppInfo | null>(null)
  useEffect(() => {
    window.kexie.appInfo().then(setInfo, () => {})
  }, [])
  if (!info) return null
  const { electron, chromium, node } = info.runtime
  return (
    <Section title="数据和程序">
      <dl className="facts settings-facts">
        <dt>数据文件夹</dt>
        <dd>
          {info.dataDir}
          <div className="settings-actions">
            <Button onClick={() => void window.kexie.showInFolder(info.dataDir)}>打开文件夹</Button>
          </div>
          <p className="field-note">本单位的全部内容都在这个文件夹里。请不要在程序打开时移动或改动里面的文件。</p>
        </dd>
        <dt>程序版本</dt>
        <dd>科协报送台 {info.version}</dd>
        <dt>运行环境</dt>
        <dd className="quiet">
          Electron {electron} · Chromium {chromium} · Node {node}
          {info.sandboxed ? '' : ' · 以系统管理员身份运行，页面隔离未启用'}
        </dd>
        <dt>字体</dt>
        <dd>
          <FontsNotice />
        </dd>
      </dl>
    </Section>
  )
}

export function SettingsScreen({ part }: { part: SettingsPart | null }) {
  const page = useRef<HTMLDivElement>(null)
  const backups = useRef<HTMLDivElement>(null)
  const moving = useRef<HTMLDivElement>(null)
  const people = useRef<HTMLDivElement>(null)
  const selfTest = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const places = { backups, moving, people, 'self-test': selfTest }
    const box = page.current
    if (part === null || !box) return
    // Sections above it come in later and would push it away; who scrolls or types has arrived.
    const observer = new ResizeObserver(() => places[part].current?.scrollIntoView({ block: 'start' }))
    const stop = () => observer.disconnect()
    const acts = ['wheel', 'keydown', 'pointerdown'] as const
    observer.observe(box)
    for (const act of acts) window.addEventListener(act, stop, { passive: true })
    return () => {
      stop()
      for (const act of acts) window.removeEventListener(act, stop)
    }
  }, [part])
  return (
    <div className="page settings" ref={page}>
      <PageHead title="设置" />
      <SettingsIndex page={page} />
      <OwnOfficeSection />
      <div ref={people}>
        <PeopleSection />
      </div>
      <DevicesSection />
      <KeysSection />
      <KeyBackupSection />
      <KnownOffices />
      <DatesSection />
      <AppearanceSection />
      <ExampleSection />
      <PersonalSection />
      <div ref={backups}>
        <BackupsSection />
      </div>
      <div ref={moving}>
        <MovingSection />
      </div>
      <ProgramSection />
      <div ref={selfTest}>
        <SelfTestSection />
      </div>
      <SupportSection />
    </div>
  )
}
