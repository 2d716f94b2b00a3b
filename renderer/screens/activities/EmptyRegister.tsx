import { CalendarOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useIsExample } from '../../app/app-state.ts'
import { ExampleDoor } from '../../app/example/ExampleDoor.tsx'
import { navigate } from '../../app/route.ts'
import { EmptyPlace } from '../../ui/Page.tsx'

/** What the register is for, and the three ways to begin. */
export function EmptyRegister({ noticeId, onNew }: { noticeId: string | null; onNew: () => void }) {
  const isExample = useIsExample()
  return (
    <EmptyPlace
      icon={<CalendarOutlined aria-hidden="true" />}
      title="还没有登记活动"
      action={
        <>
          <Button type="primary" size="large" onClick={onNew}>
            新活动
          </Button>
          <Button size="large" onClick={() => void navigate({ screen: 'collect-tables', noticeId })}>
            收乡镇和学校的表
          </Button>
          {isExample ? null : <ExampleDoor large />}
        </>
      }
    >
      <p className="activity-empty-text">
        每项活动只登记一次：时间、地点、人数、经费、宣传、照片都在这里。以后填统计表、筹备方案、总结，数字和文字都从这里取，不用再数一遍。
      </p>
      <p className="activity-empty-text">第一步：写一个活动名称，或者把乡镇、学校报来的表收进来。</p>
    </EmptyPlace>
  )
}
