import { FormOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { RecordDetail } from '../../../shared/api/records.ts'
import type { VideoEntryDetail } from '../../../shared/api/videos.ts'
import { isBlocking } from '../../../shared/form/validate.ts'
import { valueWords } from '../../../shared/form/value-words.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { Section } from '../../ui/Page.tsx'

/** How often somebody looked behind the mask, for both papers of the entry. */
function Reveals({ entry }: { entry: VideoEntryDetail }) {
  const ofRegistration = useMethod('personal.reveals', { recordId: entry.entryId }, ['records']).value
  const { authorizationId } = entry
  const ofLetter = useMethod('personal.reveals', authorizationId === null ? null : { recordId: authorizationId }, [
    'records',
  ]).value
  const all = [...(ofRegistration ?? []), ...(ofLetter ?? [])]
  if (all.length === 0) return null
  return (
    <p className="quiet entry-reveals">
      个人信息查看过 {all.length} 次，每次的理由都有记录。
      <button
        type="button"
        className="plain-button link-button"
        onClick={() => void navigate({ screen: 'personal', part: 'looked' })}
      >
        看记录
      </button>
    </p>
  )
}

/** 报名登记表 in short; personal answers stay covered here. */
export function Registration({ entry, record }: { entry: VideoEntryDetail; record: RecordDetail | null }) {
  const open = () => void navigate({ screen: 'record', recordId: entry.entryId, field: null })
  const facts = (record?.definition.fields ?? []).flatMap((field) => {
    if (field.kind === 'attachments' || field.kind === 'fixed' || field.kind === 'table') return []
    const words = valueWords(field, record?.values[field.id], true)
    return words === '' ? [] : [{ id: field.id, label: field.label, words, long: field.kind === 'long-text' }]
  })
  const blocking =
    record?.findings.filter((finding) => isBlocking(finding) && finding.code !== 'video-fault').length ?? 0
  return (
    <Section
      title="报名登记表"
      note={entry.registrationCode === null ? '' : `核对码 ${codeText(entry.registrationCode)}`}
      actions={
        <Button
          icon={<FormOutlined aria-hidden="true" />}
          type={entry.lacks[0] === 'registration' ? 'primary' : 'default'}
          onClick={open}
        >
          {entry.own ? (facts.length === 0 ? '填写' : '打开填写') : '查看'}
        </Button>
      }
    >
      <div className="entry-registration">
        {entry.purged ? <p className="quiet">个人信息已清除，作品的其他内容还在。</p> : null}
        {facts.length === 0 && record ? (
          <p className="quiet">还没有填。作者、单位、联系人和创意说明都在这张表里。</p>
        ) : null}
        <dl className="facts">
          {facts.map(({ id, label, words, long }) => (
            <div key={id} className="entry-fact" data-long={long}>
              <dt>{label}</dt>
              <dd title={words}>{words}</dd>
            </div>
          ))}
        </dl>
        {entry.own && blocking > 0 && facts.length > 0 ? (
          <p className="entry-open-points">还有 {blocking} 处要填改</p>
        ) : null}
        <Reveals entry={entry} />
      </div>
    </Section>
  )
}
