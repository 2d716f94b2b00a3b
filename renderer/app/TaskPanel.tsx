import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  CloseOutlined,
  LoadingOutlined,
  MinusCircleOutlined,
} from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { TaskInfo } from '../../shared/api/desk.ts'
import { call } from '../api.ts'
import { progressText, timeLeftText } from '../text/amounts.ts'
import { Mark } from '../ui/Mark.tsx'
import { useAppState } from './app-state.ts'
import { ProblemNote } from './ProblemNote.tsx'
import { cancelTask, dismissTask, type PageTask, showTasks, useTasks } from './tasks.ts'
import { useMethod } from './use-method.ts'
import './floating.css'

function Running({ task }: { task: PageTask }) {
  const { progress } = task
  const percent = progress?.total ? Math.floor((progress.done / progress.total) * 100) : 0
  const left = progress ? timeLeftText(progress.done, progress.total, Date.now() - task.phaseSince) : ''
  return (
    <>
      <Progress percent={percent} showInfo={false} size="small" aria-label={`${task.title}的进度`} />
      <div className="task-line">
        <span className="quiet">
          {progress ? `${progress.phase} ${progressText(progress)}` : '正在准备…'}
          {left === '' ? '' : ` · ${left}`}
        </span>
        <Button size="small" disabled={task.state === 'cancelling'} onClick={() => cancelTask(task.id)}>
          {task.state === 'cancelling' ? '正在取消…' : '取消'}
        </Button>
      </div>
    </>
  )
}

function stateMark(state: PageTask['state']) {
  switch (state) {
    case 'running':
    case 'cancelling':
      return (
        <Mark tone="work" icon={<LoadingOutlined />}>
          {state === 'running' ? '进行中' : '正在取消'}
        </Mark>
      )
    case 'done':
      return (
        <Mark tone="good" icon={<CheckCircleOutlined />}>
          完成
        </Mark>
      )
    case 'failed':
      return (
        <Mark tone="stop" icon={<CloseCircleOutlined />}>
          没有完成
        </Mark>
      )
    case 'cancelled':
      return (
        <Mark tone="none" icon={<MinusCircleOutlined />}>
          已取消
        </Mark>
      )
  }
}

function PageTaskRow({ task }: { task: PageTask }) {
  const over = task.state !== 'running' && task.state !== 'cancelling'
  const { next } = task
  return (
    <li className="task">
      <div className="task-line">
        <span className="task-title one-line" title={task.title}>
          {task.title}
        </span>
        {stateMark(task.state)}
        {over ? (
          <button
            type="button"
            className="plain-button"
            aria-label={`收起：${task.title}`}
            onClick={() => dismissTask(task.id)}
          >
            <CloseOutlined />
          </button>
        ) : null}
      </div>
      {over ? null : <Running task={task} />}
      {task.state === 'done' ? (
        <div className="task-line">
          <span>{task.sentence}</span>
          {next ? (
            <Button type="primary" onClick={next.run}>
              {next.label}
            </Button>
          ) : null}
        </div>
      ) : null}
      {task.state === 'cancelled' ? <p className="quiet">做到一半的内容已清理，没有留下半份文件。</p> : null}
      <ProblemNote problem={task.problem} />
    </li>
  )
}

/** Work that was under way before the page was loaded again, or that a power cut ended. */
function EarlierTaskRow({ task }: { task: TaskInfo }) {
  const words: Readonly<Record<TaskInfo['state'], PageTask['state']>> = {
    running: 'running',
    done: 'done',
    failed: 'failed',
    cancelled: 'cancelled',
    interrupted: 'failed',
  }
  return (
    <li className="task">
      <div className="task-line">
        <span className="task-title one-line" title={task.title}>
          {task.title}
        </span>
        {stateMark(words[task.state])}
        {task.state === 'running' ? null : (
          <button
            type="button"
            className="plain-button"
            aria-label={`收起：${task.title}`}
            onClick={() => void call('tasks.dismiss', { taskId: task.taskId })}
          >
            <CloseOutlined />
          </button>
        )}
      </div>
      {task.state === 'running' && task.progress ? (
        <p className="quiet">{`${task.progress.phase} ${progressText(task.progress)}`}</p>
      ) : null}
      {task.state === 'interrupted' ? (
        <p className="quiet">上次没有做完就中断了，没有留下半份文件，请重新做一次。</p>
      ) : null}
      <ProblemNote problem={task.problem} />
    </li>
  )
}

/** Tasks that need a person's eye: of this page all, of earlier ones those that run or did not end well. */
function useEarlierTasks(): TaskInfo[] {
  const since = useRef(new Date().toISOString())
  const now = useAppState((held) => held.state?.now ?? null)
  const [start] = useState(now ?? since.current)
  const { value } = useMethod('tasks.list', {}, ['tasks'])
  const first = Date.parse(start)
  return (value ?? []).filter(
    (task) => Date.parse(task.startedAt) < first && (task.state === 'running' || task.state === 'interrupted'),
  )
}

export function TaskPanel() {
  const { tasks, open } = useTasks()
  const earlier = useEarlierTasks()
  const interrupted = earlier.length
  useEffect(() => {
    if (interrupted > 0) showTasks(true)
  }, [interrupted])
  if (!open || tasks.length + earlier.length === 0) return null
  return (
    <section className="task-panel" aria-label="正在做的事" data-region>
      <div className="task-panel-head">
        <h2>正在做的事</h2>
        <button type="button" className="plain-button" aria-label="收起面板" onClick={() => showTasks(false)}>
          <CloseOutlined />
        </button>
      </div>
      <ul aria-live="polite">
        {tasks.map((task) => (
          <PageTaskRow key={task.id} task={task} />
        ))}
        {earlier.map((task) => (
          <EarlierTaskRow key={task.taskId} task={task} />
        ))}
      </ul>
    </section>
  )
}
