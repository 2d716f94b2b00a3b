/** What main accepts from a page, besides the port: checked on every call. */
import { z } from 'zod'
import { largestZoom, smallestZoom, toneChoices } from '../domain/appearance.ts'
import { backupId } from './backups.ts'

const title = z.string().max(200)
const filters = z
  .array(
    z.strictObject({
      name: z.string().max(100),
      extensions: z.array(z.string().regex(/^[A-Za-z0-9*]{1,10}$/)).max(40),
    }),
  )
  .max(20)
  .optional()

export const pickFilesInput = z.strictObject({ title, filters, multiple: z.boolean().optional() })
export const pickFolderInput = z.strictObject({ title })
export const saveAsInput = z.strictObject({ title, defaultName: z.string().max(240), filters })
/** An absolute path; length as Windows allows it at most. */
export const showInFolderInput = z.string().min(1).max(32_767)
export const storeChoiceInput = z.enum(['own', 'example', 'discard'])
export const appearanceInput = z.strictObject({
  tone: z.enum(toneChoices).optional(),
  zoom: z.number().int().min(smallestZoom).max(largestZoom).optional(),
})
export const restoreBackupInput = backupId

export type PickFilesInput = z.output<typeof pickFilesInput>
export type PickFolderInput = z.output<typeof pickFolderInput>
export type SaveAsInput = z.output<typeof saveAsInput>
