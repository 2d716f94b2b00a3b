import { createRoot } from 'react-dom/client'
import { connectCore } from './api.ts'
import { App } from './app/App.tsx'
import { loadAppState } from './app/app-state.ts'
import { giveFocusBack } from './app/focus-return.ts'
import { leaveKeysToInputMethods } from './app/ime-keys.ts'
import { Providers } from './app/Providers.tsx'
import { giveStylesTheirNonce } from './app/style-nonce.ts'
import { askAhead } from './app/use-method.ts'

leaveKeysToInputMethods()
giveFocusBack()
giveStylesTheirNonce(window.kexie.cspNonce())
connectCore()
void loadAppState()
askAhead('desk.overview', {})

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <Providers>
      <App />
    </Providers>,
  )
