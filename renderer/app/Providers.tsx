import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { makeTheme } from './theme.ts'

function useMedia(query: string): boolean {
  const media = useMemo(() => window.matchMedia(query), [query])
  return useSyncExternalStore(
    (changed) => {
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => media.matches,
  )
}

export function Providers({ children }: { children: ReactNode }) {
  const dark = useMedia('(prefers-color-scheme: dark)')
  const quiet = useMedia('(prefers-reduced-motion: reduce)')
  const theme = useMemo(() => makeTheme(dark, quiet), [dark, quiet])
  const csp = useMemo(() => ({ nonce: window.kexie.cspNonce() }), [])
  return (
    <ConfigProvider locale={zhCN} theme={theme} csp={csp} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      {children}
    </ConfigProvider>
  )
}
