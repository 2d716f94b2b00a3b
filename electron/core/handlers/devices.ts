import type { Handlers } from './context.ts'
import { notBuilt } from './not-built.ts'

export const devicesHandlers = {
  'devices.list': async () => notBuilt(),
  'devices.name': async () => notBuilt(),
  'devices.request': async () => notBuilt(),
  'devices.readRequest': async () => notBuilt(),
  'devices.grant': async () => notBuilt(),
  'devices.join': async () => notBuilt(),
  'devices.revoke': async () => notBuilt(),
  'devices.renew': async () => notBuilt(),
  'keys.saveBackup': async () => notBuilt(),
  'keys.restore': async () => notBuilt(),
  'offices.reregister': async () => notBuilt(),
  'offices.show': async () => notBuilt(),
  'offices.saveCardCopy': async () => notBuilt(),
  'offices.succeed': async () => notBuilt(),
  'offices.undoSucceed': async () => notBuilt(),
  'offices.readRegistration': async () => notBuilt(),
  'offices.removeRegistration': async () => notBuilt(),
} satisfies Partial<Handlers>
