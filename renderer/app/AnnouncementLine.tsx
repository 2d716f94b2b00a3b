import { CloseOutlined } from '@ant-design/icons'
import { dismissAnnouncement, useAnnouncement } from './announce.ts'
import './floating.css'

export function AnnouncementLine() {
  const current = useAnnouncement((held) => held.current)
  const action = current?.action
  return (
    <div className="announcement" aria-live="polite">
      {current ? (
        <div className="announcement-line" key={current.id}>
          <span className="announcement-text" title={current.text}>
            {current.text}
          </span>
          {action ? (
            <button
              type="button"
              className="plain-button announcement-action"
              onClick={() => {
                dismissAnnouncement()
                action.run()
              }}
            >
              {action.label}
            </button>
          ) : null}
          <button type="button" className="plain-button" aria-label="关闭提示" onClick={dismissAnnouncement}>
            <CloseOutlined aria-hidden="true" />
          </button>
        </div>
      ) : null}
    </div>
  )
}
