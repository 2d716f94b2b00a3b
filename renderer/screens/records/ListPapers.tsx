import { AuditOutlined } from '@ant-design/icons'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { call } from '../../api.ts'
import { PaperButton } from '../../app/papers/PaperButton.tsx'
import { SaveSheetButton } from '../../app/SaveSheetButton.tsx'

/** 用印清单 of what waits for the seal, and one Excel file where all that is shown is of one form. */
export function ListPapers({ shown, noticeId }: { shown: readonly RecordSummary[]; noticeId: string | null }) {
  const waiting = shown.filter(({ own, state }) => own && state === 'to-stamp')
  const [first] = shown
  const oneForm =
    first !== undefined && shown.every((one) => one.noticeId === first.noticeId && one.formId === first.formId)
  return (
    <>
      {oneForm && first ? (
        <SaveSheetButton
          size="large"
          name={`${first.noticeShortTitle}-${first.formShortName}`}
          hasPersonal
          save={(order) => call('sheets.saveRecords', { noticeId: first.noticeId, formId: first.formId, ...order })}
        />
      ) : null}
      {waiting.length > 0 ? (
        <>
          <PaperButton
            size="large"
            ask={{ of: 'waiting', noticeId }}
            icon={<AuditOutlined aria-hidden="true" />}
            title="待盖章的列成一张，交给保管印章的人"
          >
            用印清单
          </PaperButton>
          {waiting.length > 1 ? (
            <PaperButton
              size="large"
              ask={{ of: 'records', recordIds: waiting.map(({ recordId }) => recordId) }}
              title={`待盖章的 ${waiting.length} 份一起审批：发文稿纸、用印审批单`}
            >
              一起审批
            </PaperButton>
          ) : null}
        </>
      ) : null}
    </>
  )
}
