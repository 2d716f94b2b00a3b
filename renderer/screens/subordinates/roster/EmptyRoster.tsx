import { ApartmentOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { EmptyPlace } from '../../../ui/Page.tsx'
import type { RosterWays } from './use-roster-ways.tsx'

/** Before there is a roster: what it is for and the four ways to it. */
export function EmptyRoster({ ways }: { ways: RosterWays }) {
  return (
    <EmptyPlace
      icon={<ApartmentOutlined aria-hidden="true" />}
      title="这个通知还没有应报单位的名单"
      action={ways.entries.map(({ name, icon, run }, index) => (
        <Button key={name} type={index === 0 ? 'primary' : 'default'} size="large" icon={icon} onClick={run}>
          {name}
        </Button>
      ))}
    >
      <p className="empty-roster-text">
        列出应当报送的单位，这里就能看到谁报了、谁没报、谁该催。没有装本程序的单位也可以列进来，寄来的纸件由您代录。
      </p>
    </EmptyPlace>
  )
}
