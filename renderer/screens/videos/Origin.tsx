import { SafetyCertificateOutlined } from '@ant-design/icons'
import type { VideoEntryDetail } from '../../../shared/api/videos.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { useMethod } from '../../app/use-method.ts'
import { fullDateText } from '../../text/dates.ts'

/** Whose work it is, and whether what the first office signed still holds. */
export function Origin({ entry }: { entry: VideoEntryDetail }) {
  const origin = useMethod('records.origin', { recordId: entry.entryId }, ['packages', 'offices']).value
  return (
    <section className="entry-origin" aria-label="来源">
      <SafetyCertificateOutlined aria-hidden="true" />
      <span>
        来自{origin?.officeName ?? entry.originName ?? entry.officeName}
        {origin ? `，由${origin.forwardedBy}转报` : ''}。这里只能查看。
      </span>
      {origin ? (
        <>
          <ToneMark
            worded={
              origin.trusted
                ? { word: '原单位指纹码已核对', tone: 'good' }
                : { word: '原单位指纹码未核对', tone: 'wait' }
            }
            title={`指纹码 ${origin.groups.join(' ')}`}
          />
          <span className="quiet">原签名 {fullDateText(origin.verifiedAt)} 核对相符</span>
        </>
      ) : null}
    </section>
  )
}
