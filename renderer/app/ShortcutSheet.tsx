import { Modal } from 'antd'
import './shortcut-sheet.css'
import { type Stroke, shortcutPlaces } from '../../shared/domain/shortcut-table.ts'
import { shortcuts, strokeWords } from '../../shared/domain/shortcuts.ts'
import { showSheet, useSheet } from './use-shortcut-sheet.ts'

/** A row of digits is said by its ends. */
function keysOf(strokes: readonly Stroke[]): string[] {
  const words = strokes.map(strokeWords)
  const digits = strokes.filter(({ on }) => on.startsWith('Digit')).length
  return digits > 3 ? [`${words[0]} … ${words.at(-1)?.slice(-1)}`] : words
}

export function ShortcutSheet() {
  const open = useSheet((held) => held.open)
  return (
    <Modal
      className="shortcut-sheet"
      open={open}
      title="快捷键"
      footer={null}
      width={880}
      destroyOnHidden
      onCancel={() => showSheet(false)}
    >
      <p className="quiet">用鼠标能做的，用键盘都能做：Tab 到下一个按钮或栏，Shift+Tab 回上一个，回车或空格按下去。</p>
      <div className="shortcut-places">
        {shortcutPlaces.map((place) => (
          <section key={place} aria-label={place}>
            <h3>{place}</h3>
            <dl>
              {Object.entries(shortcuts)
                .filter(([, shortcut]) => shortcut.place === place)
                .map(([name, { does, strokes }]) => (
                  <div key={name}>
                    <dt>
                      {keysOf(strokes).map((keys) => (
                        <kbd key={keys} className="key-cap">
                          {keys}
                        </kbd>
                      ))}
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
