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
import { stepText, timeLeftText } from '../text/amounts.ts'
import { Mark } from '../ui/Mark.tsx'
import { useAppState } from './app-state.ts'
import { ProblemNote } from './ProblemNote.tsx'
import { cancelTask, dismissTask, isRunning, type PageTask, showTasks, useTasks } from './tasks.ts'
import { useMethod } from './use-method.ts'
import './floating.css'

function runningText({ progress, phaseSince }: PageTask): string {
  if (!progress) return '正在准备…'
  const left = timeLeftText(progress.done, progress.total, Date.now() - phaseSince)
  return `${stepText(progress)}${left === '' ? '' : ` · ${left}`}`
}

function Running({ task }: { task: PageTask }) {
  const { progress } = task
  const percent = progress?.total ? Math.floor((progress.done / progress.total) * 100) : 0
  return (
    <>
      <Progress
        className="task-progress"
        percent={percent}
        showInfo={false}
        size="small"
        aria-label={`${task.title}的进度`}
      />
      <Button disabled={task.state === 'cancelling'} onClick={() => cancelTask(task.id)}>
        {task.state === 'cancelling' ? '正在取消…' : '取消'}
      </Button>
    </>
  )
}

function stateMark(state: PageTask['state']) {
  switch (state) {
    case 'running':
    case 'cancelling':
      return (
        <Mark tone="work" icon={<LoadingOutlined aria-hidden="true" />}>
          {state === 'running' ? '进行中' : '正在取消'}
        </Mark>
      )
    case 'done':
      return (
        <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
          完成
        </Mark>
      )
    case 'failed':
      return (
        <Mark tone="stop" icon={<CloseCircleOutlined aria-hidden="true" />}>
          没有完成
        </Mark>
      )
    case 'cancelled':
      return (
        <Mark tone="none" icon={<MinusCircleOutlined aria-hidden="true" />}>
          已取消
        </Mark>
      )
  }
}

/** What is said under the title: amounts while it runs, one sentence at its end. */
function TaskNote({ task }: { task: PageTask }) {
  switch (task.state) {
    case 'running':
    case 'cancelling':
      return <p className="quiet one-line">{runningText(task)}</p>
    case 'done':
      return <p>{task.sentence}</p>
    case 'cancelled':
      return <p className="quiet">做到一半的内容已清理，没有留下半份文件。需要时可以重新开始。</p>
    case 'failed':
      return null
  }
}

function PageTaskRow({ task }: { task: PageTask }) {
  const over = !isRunning(task)
  const { next } = task
  return (
    <li className="task">
      <div className="task-line">
        {stateMark(task.state)}
        <div className="task-text">
          <p className="task-title one-line" title={task.title}>
            {task.title}
          </p>
          <TaskNote task={task} />
        </div>
        {over ? null : <Running task={task} />}
        {task.state === 'done' && next ? (
          <Button type="primary" onClick={next.run}>
            {next.label}
          </Button>
        ) : null}
        {over ? <PutAway title={task.title} onClick={() => dismissTask(task.id)} /> : null}
      </div>
      <ProblemNote problem={task.problem} />
    </li>
  )
}

function PutAway({ title, onClick }: { title: string; onClick: () => void }) {
  return (
    <button type="button" className="plain-button" aria-label={`收起：${title}`} title="收起" onClick={onClick}>
      <CloseOutlined aria-hidden="true" />
    </button>
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
        {stateMark(words[task.state])}
        <div className="task-text">
          <p className="task-title one-line" title={task.title}>
            {task.title}
          </p>
          {task.state === 'running' && task.progress ? <p className="quiet">{stepText(task.progress)}</p> : null}
          {task.state === 'interrupted' ? (
            <p className="quiet">上次没有做完就中断了，没有留下半份文件，请重新做一次。</p>
          ) : null}
        </div>
        {task.state === 'running' ? null : (
          <PutAway title={task.title} onClick={() => void call('tasks.dismiss', { taskId: task.taskId })} />
        )}
      </div>
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

/** Stands under the screen and takes room from it, so that it never covers what the clerk works on. */
export function TaskPanel() {
  const { tasks, open, all } = useTasks()
  const earlier = useEarlierTasks()
  const interrupted = earlier.length
  useEffect(() => {
    if (interrupted > 0) showTasks(true)
  }, [interrupted])
  if (!open || tasks.length + earlier.length === 0) return null
  // Of what is over only the last one stays in sight; the others are behind 办理结果.
  const shown = all ? tasks : tasks.filter((task, index) => index === 0 || isRunning(task))
  return (
    <section className="task-panel" aria-label="正在做的事" data-region tabIndex={-1}>
      <div className="task-panel-body">
        <ul aria-live="polite">
          {shown.map((task) => (
            <PageTaskRow key={task.id} task={task} />
          ))}
          {earlier.map((task) => (
            <EarlierTaskRow key={task.taskId} task={task} />
          ))}
        </ul>
        {shown.length + earlier.length > 1 ? (
          <Button className="task-panel-close" onClick={() => showTasks(false)}>
            都收起
          </Button>
        ) : null}
      </div>
    </section>
  )
}
