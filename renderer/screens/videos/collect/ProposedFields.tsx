import { Radio } from 'antd'
import { useMemo } from 'react'
import type { FormDefinition } from '../../../../shared/form/definition.ts'
import { tableRows } from '../../../../shared/form/evaluate.ts'
import { validateForm } from '../../../../shared/form/validate.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useMethod } from '../../../app/use-method.ts'
import type { VideoDuty } from '../../../app/videos/video-duties.ts'
import { FormFields } from '../../../form/FormFields.tsx'
import type { AttachmentActions } from '../../../form/field-props.ts'
import type { Collection, Sheet } from './use-collection.ts'

/** Files come with the entry, not with its form. */
const noFiles: AttachmentActions = {
  add: () => undefined,
  pick: () => undefined,
  remove: () => undefined,
  caption: () => undefined,
}
const nothing = {}
const ignore = () => undefined

function only(definition: FormDefinition | null, keep: (kind: FormDefinition['fields'][number]['kind']) => boolean) {
  return definition && { ...definition, checks: [], fields: definition.fields.filter(({ kind }) => keep(kind)) }
}

type Props = { duty: VideoDuty; sheet: Sheet; collection: Collection }

/** The answers that were read, in the very controls of the form, to be put right here. */
export function ProposedFields({ duty, sheet, collection }: Props) {
  const { noticeId, video } = duty
  const registration = useMethod('forms.show', { formId: video.registrationFormId, noticeId }, [])
  const authorization = useMethod('forms.show', { formId: video.authorizationFormId, noticeId }, [])
  const answers = useMemo(() => only(registration.value, (kind) => kind !== 'attachments'), [registration.value])
  const people = useMemo(() => only(authorization.value, (kind) => kind === 'table'), [authorization.value])
  const table = people?.fields[0]?.id ?? null
  const { key } = sheet.proposed
  const findings = useMemo(() => (answers ? validateForm(answers, sheet.values, nothing) : []), [answers, sheet.values])
  const touched = useMemo(() => new Set(answers?.fields.map(({ id }) => id)), [answers])
  const rows = useMemo(
    () => (table === null || sheet.participants.length === 0 ? {} : { [table]: [...sheet.participants] }),
    [table, sheet.participants],
  )
  const peopleFindings = useMemo(() => (people ? validateForm(people, rows, nothing) : []), [people, rows])
  const peopleTouched = useMemo(() => new Set(table === null ? [] : [table]), [table])
  const merged = sheet.proposed.existing !== null && sheet.intoExisting
  const { change, setValue } = collection
  const shared = {
    attachments: [],
    counts: nothing,
    lastYear: null,
    disabled: false,
    onLeave: ignore,
    onReason: ignore,
    actions: noFiles,
  }
  return (
    <div className="collect-fields">
      <ProblemNote problem={registration.problem ?? authorization.problem} />
      {answers ? (
        <section className="collect-part" aria-label="报名登记表">
          <h3>报名登记表</h3>
          <FormFields
            {...shared}
            definition={answers}
            values={sheet.values}
            findings={findings}
            touched={touched}
            onChange={(field, value) => setValue(key, field, value)}
          />
        </section>
      ) : null}
      {people && people.fields.length > 0 ? (
        <section className="collect-part" aria-label="参赛人">
          <h3>参赛人 {sheet.participants.length} 人</h3>
          {merged ? (
            <Radio.Group
              vertical
              aria-label="参赛人怎样并"
              value={sheet.replacePeople}
              onChange={(event) => change(key, { replacePeople: event.target.value as boolean })}
              options={[
                { value: false, label: '已登记的参赛人和签名都不动，只补上缺的人和空着的栏' },
                { value: true, label: '换成下面的人；换掉的人的签名不再算数' },
              ]}
            />
          ) : null}
          <FormFields
            {...shared}
            definition={people}
            values={rows}
            findings={peopleFindings}
            touched={peopleTouched}
            onChange={(_, value) =>
              change(key, { participants: tableRows(value ?? undefined), participantsTouched: true })
            }
          />
        </section>
      ) : null}
    </div>
  )
}
