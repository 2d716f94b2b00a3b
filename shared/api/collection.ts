/** 收作品: what arrives by WeChat, mail or stick, put together into entries, looked at, and only then taken in. */
import { z } from 'zod'
import type { FormValues, TableRow } from '../form/definition.ts'
import { fieldValues } from './records.ts'
import type { InspectedVideo } from './videos.ts'

const path = z.string().min(1).max(4096)
const duty = { noticeId: z.string().min(1).max(100), deliverableId: z.string().min(1).max(40) }

/** Files and folders as they were dropped; folders are walked, 500 files at most. */
export const readCollectionInput = z.strictObject({ ...duty, paths: z.array(path).min(1).max(500) })
export const takeCollectionInput = z.strictObject({
  ...duty,
  entries: z
    .array(
      z.strictObject({
        /** Of the proposal; comes back in the answer. */
        key: z.string().min(1).max(80),
        /** An entry that is here already gets the files and the values; null: a new one. */
        entryId: z.uuid().nullable(),
        /** Of 报名登记表, as confirmed. */
        values: fieldValues,
        /** Rows of 参赛人; null: left as they are. Of a new entry all of them. */
        participants: z
          .array(z.record(z.string().max(40), z.string().max(2000)))
          .max(200)
          .nullable(),
        /**
         * Into an entry that is here. `merge`: whoever its letter names stays as signed; gaps are filled, people who are
         * missing are added. `replace`: these rows and no others; signatures of the others count no longer.
         */
        participantsMode: z.enum(['merge', 'replace']).default('merge'),
        videoPath: path.nullable(),
        /** False: an entry that holds another video keeps it, and `videoLeft` of the answer says so. */
        replaceVideo: z.boolean().default(false),
        /** Photos and scans of signed letters. */
        scanPaths: z.array(path).max(50),
        /** When it came, where that is not today. */
        receivedAt: z.iso.datetime({ offset: true }).nullable().default(null),
      }),
    )
    .min(1)
    .max(200),
})
export const saveBlankInput = z.strictObject({
  ...duty,
  format: z.enum(['docx', 'xlsx']),
  out: path,
})

/** A question that the program must not answer alone. */
export type CollectionQuestion = {
  /** `field`: of 报名登记表; null: of the whole entry. */
  field: string | null
  /** Row of a participant from 0, where it is about one. */
  row: number | null
  code:
    | 'not-sure-of-column'
    | 'value-odd'
    | 'identity-as-number'
    | 'titles-differ'
    | 'several-videos'
    | 'same-entry'
    | 'same-video'
    /** The entry that this joins holds a video, and another one came. */
    | 'other-video'
    | 'no-video'
    | 'no-registration'
  /** In a clerk's words. */
  message: string
}
export type CollectedFile = {
  path: string
  kind: 'video' | 'registration' | 'authorization' | 'picture' | 'other'
  /** What was read, or why not; '' for nothing to say. */
  message: string
}
/** What a list says about the video, beside what the file itself says. */
export type StatedVideo = {
  seconds: number | null
  /** How it was meant is not certain: 2:30, 180, 约3分钟. */
  askSeconds: boolean
  /** Null: nothing said. `ask`: 高清, or a direction that is not clear. */
  frame: { width?: number; height?: number; label?: string; portrait?: boolean; ask?: boolean } | null
  /** 授权书: the list says that it is signed, or not; null: it does not say. */
  signed: boolean | null
}
export type ProposedEntry = {
  key: string
  title: string
  files: CollectedFile[]
  values: FormValues
  participants: TableRow[]
  video: { path: string; bytes: number; inspected: InspectedVideo | null; problem: string | null } | null
  scanPaths: string[]
  /** Null without such columns. */
  stated: StatedVideo | null
  questions: CollectionQuestion[]
  /** An entry of ours that this seems to be. */
  existing: { entryId: string; title: string } | null
}
export type CollectionProposal = { entries: ProposedEntry[]; leftOver: CollectedFile[] }
export type TakenEntry =
  | {
      key: string
      entryId: string
      title: string
      problem: null
      /** Why the video that came was not taken, in a clerk's words; null otherwise. */
      videoLeft: string | null
      scans: number
      scansLeft: { path: string; message: string }[]
    }
  /** Nothing of this one was taken in. */
  | { key: string; entryId: null; title: string; problem: string }
