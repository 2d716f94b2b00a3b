import { Select } from 'antd'
import { useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useMethod } from '../../app/use-method.ts'

const usual = [0, 5, 10, 20, 30, 60, 120]
const words = (minutes: number): string => (minutes === 0 ? '不自动锁' : `${minutes} 分钟`)

/** 没人操作时自动锁上. @param isSet whether there is a passphrase: without one there would be no way back in */
export function LockAfter({ isSet }: { isSet: boolean }) {
  const { value: settings, reread } = useMethod('desk.settings', {}, ['notices'])
  const [problem, setProblem] = useState<ProblemData | null>(null)
  if (!settings) return null
  const minutes = settings.lockAfterMinutes
  const choices = [...new Set([...usual, minutes])].sort((a, b) => a - b)
  const save = async (lockAfterMinutes: number) => {
    setProblem(null)
    try {
      await call('desk.saveSettings', { ...settings, lockAfterMinutes })
      reread()
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  return (
    <>
      <Select
        aria-label="没人操作多久后自动锁上"
        className="settings-lock"
        disabled={!isSet}
        value={minutes}
        options={choices.map((value) => ({ value, label: words(value) }))}
        onChange={(value) => void save(value)}
      />
      <p className="field-note">
        {isSet
          ? '到时间没有人动键盘鼠标，就锁上，要口令才能打开；系统锁屏、休眠时也锁。正在填的先存好，正在写出或收件的做完再锁。'
          : '设了口令以后才能锁：没有口令，锁上就打不开了。'}
      </p>
      <ProblemNote problem={problem} />
    </>
  )
}
