import { LoadingOutlined } from '@ant-design/icons'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useMemo } from 'react'
import { makeTheme } from './theme.ts'
import { useTone } from './tone.ts'
import { useMedia } from './use-media.ts'

// The icon is a picture of what the word beside it says already.
const button = { autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden="true" /> }

export function Providers({ children }: { children: ReactNode }) {
  const tone = useTone()
  const quiet = useMedia('(prefers-reduced-motion: reduce)')
  const theme = useMemo(() => makeTheme(tone, quiet), [tone, quiet])
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
