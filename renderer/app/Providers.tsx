import { LoadingOutlined } from '@ant-design/icons'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { makeTheme } from './theme.ts'

// The icon is a picture of what the word beside it says already.
const button = { autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden="true" /> }

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
    <ConfigProvider
      locale={zhCN}
      theme={theme}
      csp={csp}
      button={button}
      modal={{ centered: true }}
      wave={{ disabled: true }}
    >
      {children}
    </ConfigProvider>
  )
}
