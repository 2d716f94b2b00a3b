/** Says it once when a look through the store has found something, wherever the clerk is. */
import { useEffect, useRef } from 'react'
import { announce } from '../announce.ts'
import { navigate } from '../route.ts'
import { useMethod } from '../use-method.ts'

export function useStoreWarning(): void {
  const check = useMethod('backups.lastCheck', {}, ['backups']).value
  const told = useRef<string | null>(null)
  useEffect(() => {
    if (!check || check.findings.length === 0 || told.current === check.at) return
    told.current = check.at
    announce(`数据检查发现 ${check.findings.length + check.more} 处问题。`, {
      label: '看怎么办',
      run: () => void navigate({ screen: 'settings', part: 'backups' }),
    })
  }, [check])
}
