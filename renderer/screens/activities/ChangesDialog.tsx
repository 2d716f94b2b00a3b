import { Button, Modal } from 'antd'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useMethod } from '../../app/use-method.ts'
import { momentText } from '../../text/dates.ts'
import type { ActivityActions } from './use-activity-actions.ts'

/** 最近的改动: every step with its way back and forth. */
export function ChangesDialog({ actions, onClose }: { actions: ActivityActions; onClose: () => void }) {
  const now = useNow()
  const reading = useMethod('activities.changes', {}, ['activities'])
  const changes = reading.value
  return (
    <Modal open title="最近的改动" footer={null} width={640} onCancel={onClose}>
      <ProblemNote problem={actions.problem ?? reading.problem} />
      {changes === null ? null : changes.length === 0 ? (
        <p className="quiet">还没有改动。以后每改一步、每收一批表都记在这里，随时可以撤销和恢复。</p>
      ) : (
        <ul className="rows activity-changes" aria-label="最近的改动">
          {changes.map(({ changeId, at, words, undoneAt }) => (
            <li key={changeId} data-undone={undoneAt !== null}>
              <span className="quiet activity-change-time">{momentText(at, now)}</span>
              <span className="activity-change-words">
                {words}
                {undoneAt === null ? null : <span className="quiet">（已撤销）</span>}
              </span>
              <Button
                size="small"
                aria-label={`${undoneAt === null ? '撤销' : '恢复'}：${words}`}
                onClick={() => void (undoneAt === null ? actions.undo(changeId) : actions.redo(changeId))}
              >
                {undoneAt === null ? '撤销' : '恢复'}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p className="field-note">按 Ctrl+Z 撤销最近一步，按 Ctrl+Y 恢复。后来又改过的活动保持现在的样子。</p>
    </Modal>
  )
}
