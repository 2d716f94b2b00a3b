/** Notice pack: what a notice asks for, as data. See resources/notices/<id>/<version>/notice.json. */
import { z } from 'zod'
import { formDefinition } from '../form/definition.ts'
import { packRegister } from '../register/rules.ts'
import { calendarDay } from './calendar.ts'

export const officeLevel = z.enum(['national', 'province', 'city', 'county', 'township'])
export type OfficeLevel = z.infer<typeof officeLevel>

/** Kind of sender, by which notices route their duties. */
export const senderType = z.enum([
  'association',
  'science-department',
  'society',
  'university-association',
  'enterprise-association',
  'institution',
])
export type SenderType = z.infer<typeof senderType>

/** An instant with its offset, e.g. 2022-05-15T23:59:00+08:00. */
export const instant = z.iso.datetime({ offset: true })

const recipient = z.strictObject({
  id: z.string(),
  /** Department, never a person. */
  unit: z.string().min(1),
  phone: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional(),
  postcode: z.string().optional(),
  /** A web site that is filled in by hand: nothing is sent there. */
  platform: z.boolean().optional(),
})

const addressee = z.strictObject({
  level: officeLevel,
  type: senderType,
  /** The notice's own words, e.g. 各设区市科协. */
  wording: z.string(),
  /** Id of the recipient that this kind of sender reports to. */
  reportsTo: z.string(),
})

/** A collection of video works: its two papers, how the works are judged, and what becomes of personal data. */
export const videoCollection = z.strictObject({
  /** 报名登记表, with the field that holds the video; one of the duty's forms. */
  registrationFormId: z.string(),
  /** 作品授权书, with a table of 参赛人 (columns `name` and `identityNumber`, and `guardian` where minors take part). */
  authorizationFormId: z.string(),
  /** Review and showing, in the notice's words, and its days. */
  review: z
    .strictObject({ wording: z.string(), from: z.iso.date().nullable(), to: z.iso.date().nullable() })
    .nullable()
    .default(null),
  /** Empty: the notice names none; whoever reviews sets them. */
  criteria: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
        label: z.string().min(1).max(40),
        max: z.number().int().min(1).max(100),
      }),
    )
    .max(12)
    .default([]),
  /** Best first. `count` null: the notice names no number. */
  awards: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
        name: z.string().min(1).max(20),
        count: z.number().int().min(0).max(500).nullable().default(null),
      }),
    )
    .max(10)
    .default([]),
  /** 公示 of so many workdays. */
  publicNoticeDays: z.number().int().min(1).max(60).nullable().default(null),
  /** How many go up, in the notice's words. */
  recommendation: z
    .strictObject({ wording: z.string(), max: z.number().int().positive().nullable() })
    .nullable()
    .default(null),
  /** Personal data are deleted so many days after the receipt (PIPL: no longer than needed); null: the office decides. */
  retentionDays: z.number().int().min(1).max(3650).nullable().default(null),
})
export type VideoCollection = z.infer<typeof videoCollection>

const deliverable = z.strictObject({
  /** Duty id of the domain page, e.g. T12. */
  id: z.string(),
  title: z.string(),
  /** The notice's own words for the duty. */
  wording: z.string(),
  /** The notice's own words for the date, e.g. 5月15日前; 及时 where it names none. */
  dueWording: z.string(),
  /** Confirmed instant; null where the notice names no date. */
  dueAt: instant.nullable(),
  formId: z.string().nullable(),
  /** How many records are asked for; limits of quantity warn, they never block. */
  quantity: z
    .strictObject({ min: z.number().int().min(0), max: z.number().int().positive(), wording: z.string() })
    .nullable(),
  stamped: z.boolean(),
  /** Levels and kinds of sender that owe it; empty means all addressees. */
  levels: z.array(officeLevel).default([]),
  types: z.array(senderType).default([]),
  limits: z.array(z.string()).default([]),
  /** Further forms of the same duty, e.g. the authorization that goes with a video entry. */
  moreFormIds: z.array(z.string()).default([]),
  /** Not before this instant: collecting, registering. */
  opensAt: instant.nullable().default(null),
  /** Prepared and kept, not handed in. */
  kept: z.boolean().default(false),
  /** May be done; nobody is chased for it. */
  optional: z.boolean().default(false),
  /** What is judged, in the notice's terms. */
  criteria: z.array(z.string()).default([]),
  /** Where this one goes when it goes elsewhere than the rest (a video to the centre); absent: by `addressees`. */
  recipientId: z.string().optional(),
  /** Who gets it as well, where the notice names several. */
  alsoRecipientIds: z.array(z.string()).optional(),
  /** Set where video works are collected. */
  video: videoCollection.optional(),
})
export type Deliverable = z.infer<typeof deliverable>
/** As written down, before defaults are filled in. */
export type DeliverableInput = z.input<typeof deliverable>

/** Every form that answers a duty: its own and those that go with it. */
export const dutyForms = ({ formId, moreFormIds }: Pick<Deliverable, 'formId' | 'moreFormIds'>): string[] =>
  formId === null ? moreFormIds : [formId, ...moreFormIds]

const packFacts = {
  format: z.literal('kexie-notice/1'),
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/),
  version: z.string().min(1).max(20),
  title: z.string(),
  shortTitle: z.string().max(30),
  issuer: z.string(),
  documentNumber: z.string().nullable(),
  issuedOn: z.iso.date(),
  theme: z.string().nullable(),
  /** 副主题, or how the notice lets it be set. */
  subTheme: z.string().nullable().default(null),
  period: z
    .strictObject({ wording: z.string(), from: z.iso.date().nullable(), to: z.iso.date().nullable() })
    .nullable(),
  modules: z.array(z.strictObject({ id: z.string(), name: z.string() })).default([]),
  /** Kinds of activities that the notice lists. */
  activityKinds: z.array(z.string()).default([]),
  /** How files of the plain folder are named where the notice asks for it; see electron/core/handover/file-names.ts. */
  fileNaming: z
    .strictObject({
      pattern: z
        .string()
        .min(1)
        .max(200)
        .regex(/^(?:[^{}]|\{(?:序号|单位|事项|标题|日期)\})+$/u),
      wording: z.string(),
    })
    .nullable()
    .default(null),
  addressees: z.array(addressee),
  recipients: z.array(recipient),
  deliverables: z.array(deliverable).min(1),
  /** Contradictions and traps of the notice, shown, never repaired. */
  remarks: z.array(z.string()).default([]),
  /** Holidays and shifted workdays that the notice brings along, e.g. of a year that the program does not know. */
  calendar: z.array(calendarDay).max(400).optional(),
  /** A pack of a past year: to look at and to copy; never overdue. */
  historical: z.boolean().default(false),
  /** Set when an office passed the notice on to those below it, with its own dates. */
  passedOnFrom: z
    .strictObject({ id: z.string(), version: z.string(), title: z.string(), by: z.string() })
    .nullable()
    .default(null),
  /** How its forms draw on the activity register; absent: they don't, or as the library says of its own forms. */
  register: packRegister.optional(),
}

/** A whole pack, as the program works with it and as it is stored or sent. */
export const noticePack = z.strictObject({ ...packFacts, forms: z.array(formDefinition) })
export type NoticePack = z.infer<typeof noticePack>

/**
 * notice.json of a pack folder. Each form is a file of its own beside it; a pack that passes another one on
 * takes that pack's forms (`formsFrom`) so that there is one definition of each form.
 */
export const noticeManifest = z.strictObject({
  ...packFacts,
  formFiles: z.array(z.string().regex(/^forms\/[A-Za-z0-9.-]+\.json$/)).default([]),
  formsFrom: z.strictObject({ id: z.string(), version: z.string() }).nullable().default(null),
  /** Forms of the library that this notice uses as they are. */
  libraryForms: z.array(z.string()).default([]),
})
export type NoticeManifest = z.infer<typeof noticeManifest>
