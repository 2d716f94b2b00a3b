import { SafetyCertificateOutlined } from '@ant-design/icons'
import { navigate } from '../../app/route.ts'
import { fullDateText } from '../../text/dates.ts'

/** Why answers are missing, and that nothing can be done about it. @param at when they were purged */
export function PurgedNote({ at }: { at: string }) {
  const [day] = fullDateText(at).split(' ')
  return (
    <div className="record-since record-purged" role="note">
      <SafetyCertificateOutlined aria-hidden="true" />
      <div>
        <p>
          <strong>这份记录里的个人信息已于{day}清除</strong>
          <button
            type="button"
            className="plain-button link-button"
            onClick={() => void navigate({ screen: 'personal', part: 'purged' })}
          >
            看清除记录
          </button>
        </p>
        <p className="quiet">不能再填写、定稿、报送。其余内容、核对码、回执都还在；打印出来的是遮盖后的。</p>
      </div>
    </div>
  )
}
