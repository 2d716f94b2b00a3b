import { EditOutlined, PlusSquareOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useContext, useState } from 'react'
import { countCharacters } from '../../../../shared/form/characters.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import type { TextEditor } from '../../../form/text-editor.ts'
import { afterPaint } from '../../../ui/after-paint.ts'
import { FigureMenu } from './FigureMenu.tsx'
import { InsertDialog } from './InsertDialog.tsx'
import { draftOf, RegisterContext } from './register-context.ts'

/** What a long text can take from the register: whole activities, single numbers, a first draft of it all. */
export function TextTakes({ field, editor }: { field: string; editor: TextEditor }) {
  const place = useContext(RegisterContext)
  const [dialog, setDialog] = useState<'insert' | 'compose' | null>(null)
  const [busy, setBusy] = useState(false)
  const draft = place && draftOf(place.register, field)
  if (!place || !draft) return null
  const { scope } = place.register

  const guarded = async (work: () => Promise<void>) => {
    setBusy(true)
    place.onProblem(null)
    try {
      await work()
    } catch (thrown) {
      place.onProblem(problemOf(thrown))
    } finally {
      setBusy(false)
      setDialog(null)
    }
  }
  const insert = (activityIds: string[], as: 'items' | 'sentences') =>
    guarded(async () => {
      // What the text has noted already is looked at in the store.
      if (!(await place.flush())) return
      const made = await call('register.paragraphs', { recordId: place.recordId, field, activityIds, as })
      // The dialog gives the cursor back first.
      afterPaint(() => {
        const undo = place.undoOf(field)
        editor.insertLines(made.text)
        place.note(field, made.taken, false)
        place.tell(`已插入 ${activityIds.length} 项活动。`, undo)
      })
    })
  const compose = (how: 'replace' | 'append') =>
    guarded(async () => {
      if (!(await place.flush())) return
      const made = await call('register.compose', { recordId: place.recordId, field, draft })
      afterPaint(() => {
        if (made.text === '') {
          announce('登记里还没有可以写进来的活动。')
          return
        }
        const undo = place.undoOf(field)
        const before = editor.text().trimEnd()
        const text = how === 'replace' || before === '' ? made.text : `${before}\n${made.text}`
        const at = how === 'replace' ? 0 : before.length + 1
        editor.edit(text, { from: at, to: at })
        place.note(field, made.taken, how === 'replace')
        place.tell('已写出初稿，请核对修改。', undo)
      })
    })
  const ask = () => {
    if (editor.text().trim() === '') void compose('replace')
    else setDialog('compose')
  }
  return (
    <span className="text-tool-group text-takes">
      {scope === 'notice' ? (
        <>
          <button
            type="button"
            className="text-tool"
            data-from="register"
            title="从活动登记里选几项活动，插到光标处"
            onClick={() => setDialog('insert')}
          >
            <PlusSquareOutlined aria-hidden="true" />
            插入活动…
          </button>
          <FigureMenu field={field} editor={editor} />
        </>
      ) : null}
      <button
        type="button"
        className="text-tool"
        data-from="register"
        disabled={busy}
        title="用登记的活动和数字写出一份初稿"
        onClick={ask}
      >
        <EditOutlined aria-hidden="true" />
        写出初稿
      </button>
      {dialog === 'insert' ? (
        <InsertDialog
          field={field}
          busy={busy}
          as={draft === 'plan' ? 'items' : 'sentences'}
          onInsert={(ids, as) => void insert(ids, as)}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'compose' ? (
        <Modal open title="写出初稿" footer={null} width={480} onCancel={() => setDialog(null)}>
          <div className="stack">
            <p>这一栏已经写了 {countCharacters(editor.text())} 字。初稿放在哪里？都可以撤销。</p>
            <div className="dialog-foot">
              <Button size="large" onClick={() => setDialog(null)}>
                先不写
              </Button>
              <Button size="large" loading={busy} onClick={() => void compose('replace')}>
                替换全文
              </Button>
              <Button size="large" type="primary" loading={busy} onClick={() => void compose('append')}>
                接在后面
              </Button>
            </div>
          </div>
        </Modal>
      ) : null}
    </span>
  )
}
