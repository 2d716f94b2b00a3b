/** Which duties of a notice collect video works, and with which forms. */
import type { FormDefinition } from '../../../shared/form/definition.ts'
import type { Deliverable, NoticePack, VideoCollection } from '../../../shared/notice/pack.ts'
import type { NoticeShelf } from '../notices/notice-shelf.ts'

export interface Collection {
  readonly pack: NoticePack
  readonly deliverable: Deliverable
  readonly video: VideoCollection
  /** 报名登记表. */
  readonly registration: FormDefinition
  /** 作品授权书. */
  readonly authorization: FormDefinition
}

/** check-pack.ts has seen to it that both forms are there. */
export function collectionsOf(pack: NoticePack): Collection[] {
  return pack.deliverables.flatMap((deliverable): Collection[] => {
    const { video } = deliverable
    const form = (id: string | undefined) => pack.forms.find((one) => one.id === id)
    const [registration, authorization] = [form(video?.registrationFormId), form(video?.authorizationFormId)]
    return video && registration && authorization ? [{ pack, deliverable, video, registration, authorization }] : []
  })
}

type Shelf = { readonly notices: Pick<NoticeShelf, 'all' | 'find'> }

/** Of one notice, or of all. */
export function allCollections({ notices }: Shelf, noticeId: string | null): Collection[] {
  const shelved = noticeId === null ? notices.all() : [notices.find(noticeId)]
  return shelved.flatMap((notice) => (notice ? collectionsOf(notice.pack) : []))
}

export function findCollection(shelf: Shelf, noticeId: string, deliverableId: string): Collection | undefined {
  return allCollections(shelf, noticeId).find(({ deliverable }) => deliverable.id === deliverableId)
}

/** The field of the registration that names who hands the work in; null where the form has none that is open. */
export function unitFieldOf({ fields }: FormDefinition): string | null {
  const open = fields.filter((field) => field.kind === 'text' && !field.personal)
  return (open.find(({ id }) => id === 'workUnit') ?? open.find(({ label }) => label.includes('单位')))?.id ?? null
}
