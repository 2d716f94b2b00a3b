import type { AppState } from '../../../shared/api/offices.ts'
import { announce } from '../../app/announce.ts'
import { adoptAppState } from '../../app/app-state.ts'
import { navigate } from '../../app/route.ts'

/** From the door to the desk of the office that this computer now belongs to. */
export async function enterOffice(state: AppState, said: (name: string) => string): Promise<void> {
  await navigate({ screen: 'desk' })
  adoptAppState(state)
  announce(said(state.office?.name ?? '本单位'))
}
