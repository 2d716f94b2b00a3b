import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { Custody, CustodyItem } from '../../../shared/api/moving.ts'
import { keptWords, nothingOpen, openWorkNames } from '../../../shared/wording/custody.ts'
import { useNow } from '../../app/app-state.ts'
import { SaveKeyBackupButton } from '../../app/keys/SaveKeyBackupButton.tsx'
import { navigate, type Route } from '../../app/route.ts'
import { dayText, momentText } from '../../text/dates.ts'
import { EmptyPlace, Section } from '../../ui/Page.tsx'

/** Where the next clerk finds it. */
function placeOf({ what, recordId, noticeId }: CustodyItem): Route {
  switch (what) {
    case 'receipt':
    case 'unwritten':
      return { screen: 'submit', noticeId: null }
    case 'held':
      return { screen: 'inbox', packageId: null }
    case 'to-decide':
      return { screen: 'queue', noticeId: null, recordId: null }
    case 'letters':
      return recordId === null
        ? { screen: 'videos', noticeId }
        : { screen: 'video', entryId: recordId, part: 'signatures' }
    case 'review':
      return { screen: 'reviews' }
    case 'purge':
      return { screen: 'personal', part: 'keep' }
    default:
      return recordId === null ? { screen: 'notices', noticeId } : { screen: 'record', recordId, field: null }
  }
}

export function OpenWorkStep({ custody, onNext }: { custody: Custody; onNext: () => void }) {
  const now = useNow()
  return (
    <>
      {custody.items.length === 0 ? (
        <EmptyPlace icon={<CheckCircleOutlined aria-hidden="true" />} title={nothingOpen}>
          该报的都报了，该收的都收了。移交清单上会照实写。
        </EmptyPlace>
      ) : (
        <ul className="rows" aria-label="未完成的工作">
          {custody.items.map((item) => (
            <li key={[item.what, item.recordId, item.noticeId, item.title, item.note].join(' ')}>
              <button
                type="button"
                className="plain-button custody-row"
                title={item.title}
                onClick={() => void navigate(placeOf(item))}
              >
                <span className="custody-what">{openWorkNames[item.what]}</span>
                <span className="one-line custody-name">{item.title}</span>
                <span className="quiet one-line custody-note">{item.note}</span>
                <span className="quiet custody-due">{item.due === null ? '' : `${dayText(item.due, now)}前`}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Section title="钥匙和备份">
        <dl className="facts custody-kept">
          {keptWords(custody, (at) => momentText(at, now)).map(({ what, state }) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{state}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <div className="custody-foot">
        <SaveKeyBackupButton />
        <Button size="large" type="primary" onClick={onNext}>
          下一步：打印移交清单
        </Button>
      </div>
    </>
  )
}
