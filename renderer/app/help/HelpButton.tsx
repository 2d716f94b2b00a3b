import { QuestionCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { helpOnScreen, useHelpAtHand } from './help.ts'

/** Explains the screen that is shown. */
export function HelpButton() {
  if (!useHelpAtHand()) return null
  return (
    <Button
      type="text"
      icon={<QuestionCircleOutlined aria-hidden="true" />}
      title="这个画面怎么用（F1）"
      aria-keyshortcuts="F1"
      onClick={() => void helpOnScreen()}
    >
      帮助
    </Button>
  )
}
