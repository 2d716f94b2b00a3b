/** Computers of our office, its keys, and what is known of others. The work is in trust/; here stands the contract. */
import { appState } from '../offices/own-office.ts'
import { oneAtATime } from '../submission/one-at-a-time.ts'
import { grantDevice, joinOffice, readGrant } from '../trust/device-grant.ts'
import { pendingRequest, readRequest, writeRequest } from '../trust/device-request.ts'
import { needNoOffice } from '../trust/found-store.ts'
import { restoreKeys, saveKeyBackup } from '../trust/key-backup.ts'
import { officeFile } from '../trust/office-file.ts'
import { listDevices, renewDevice, revokeDevice, setDeviceName } from '../trust/own-devices.ts'
import { dropRegistration, readRegistration } from '../trust/registration.ts'
import { reregister, saveCardCopy } from '../trust/reregister.ts'
import { officesWithoutCard, succeed, undoSucceed } from '../trust/succession.ts'
import type { Handlers } from './context.ts'

export const devicesHandlers = {
  'devices.list': async (_input, ctx) => listDevices(ctx.db),
  'devices.name': async ({ deviceId, name }, ctx) => setDeviceName(ctx, deviceId, name),
  'devices.request': async ({ name, out }, ctx) => {
    await needNoOffice(ctx)
    return writeRequest(ctx, name, out)
  },
  'devices.pendingRequest': async (_input, ctx) => pendingRequest(ctx.db),
  'devices.readRequest': async ({ path }) => readRequest(path),
  // Card and numbers change: no package may be composed meanwhile.
  'devices.grant': async (order, ctx, call) => oneAtATime(ctx, 'send', call, () => grantDevice(ctx, call, order)),
  'devices.readGrant': async ({ path }, ctx, call) => readGrant(ctx, call, path),
  'devices.join': async (order, ctx, call) => {
    await joinOffice(ctx, call, order)
    return appState(ctx)
  },
  'devices.revoke': async ({ deviceId }, ctx) => revokeDevice(ctx, deviceId),
  'devices.renew': async ({ name }, ctx, call) => oneAtATime(ctx, 'send', call, () => renewDevice(ctx, call, name)),
  'keys.saveBackup': async (order, ctx) => saveKeyBackup(ctx, order),
  'keys.restore': async (order, ctx, call) => {
    await restoreKeys(ctx, call, order)
    return appState(ctx)
  },
  'offices.reregister': async (order, ctx, call) => {
    await reregister(ctx, call, order)
    return appState(ctx)
  },
  'offices.show': async ({ officeId }, ctx) => officeFile(ctx, officeId),
  'offices.saveCardCopy': async (order, ctx) => saveCardCopy(ctx, order),
  'offices.withoutCard': async (_input, ctx) => officesWithoutCard(ctx.db),
  'offices.succeed': async (order, ctx) => succeed(ctx, order),
  'offices.undoSucceed': async ({ oldOfficeId }, ctx) => {
    await undoSucceed(ctx, oldOfficeId)
    return null
  },
  'offices.readRegistration': async (order, ctx, call) => readRegistration(ctx, call, order),
  'offices.removeRegistration': async ({ registrationId }, ctx) => {
    await dropRegistration(ctx, registrationId)
    return null
  },
} satisfies Partial<Handlers>
