import { CheckOutlined, SettingOutlined, UserOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect } from 'react'
import { call, problemOf } from '../../api.ts'
import { useMenu } from '../../ui/use-menu.ts'
import { announce } from '../announce.ts'
import { useAppState } from '../app-state.ts'
import { navigate } from '../route.ts'
import { useMethod } from '../use-method.ts'
import '../../ui/more-menu.css'
import './desk-person.css'

async function choose(personId: string | null): Promise<void> {
  try {
    await call('people.atDesk', { personId })
  } catch (thrown) {
    announce(`没有换成：${problemOf(thrown).code}`)
  }
}

function Names({ current, onChosen }: { current: string | null; onChosen: () => void }) {
  const people = (useMethod('people.list', {}, ['people']).value?.people ?? []).filter(({ leftAt }) => leftAt === null)
  const entries = [
    ...people.map(({ personId, name }) => ({ personId: personId as string | null, name })),
    ...(people.length === 0 ? [] : [{ personId: null, name: '不指定' }]),
  ]
  return (
    <>
      {entries.map(({ personId, name }) => (
        <button
          key={personId ?? ''}
          type="button"
          role="menuitemradio"
          aria-checked={personId === current}
          tabIndex={-1}
          onClick={() => {
            onChosen()
            void choose(personId)
          }}
        >
          <CheckOutlined className="desk-person-check" aria-hidden="true" data-shown={personId === current} />
          {name}
        </button>
      ))}
    </>
  )
}

/** Who is at the desk: what 操作日志 and the papers say. Quiet where nobody wants it. */
export function DeskPerson() {
  const atDesk = useAppState((held) => held.state?.atDesk ?? null)
  const { open, setOpen, place, list, close, onBlur, onKeyDown } = useMenu<HTMLDivElement>()
  useEffect(() => {
    if (open) list.current?.querySelector('button')?.focus()
  }, [open, list])
  const name = atDesk?.name ?? '经办人？'
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches whether the focus has left the menu
    <div className="more-menu desk-person" ref={place} onBlur={onBlur}>
      <Button
        type="text"
        icon={<UserOutlined aria-hidden="true" />}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={atDesk ? `经办人：${name}` : '经办人：没有指定'}
        title={atDesk ? `现在的经办人是 ${name}，操作日志照此记名` : '操作日志里还没有记名，点这里选经办人'}
        data-nobody={atDesk === null}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        <span className="desk-person-name one-line">{name}</span>
      </Button>
      {open ? (
        <div className="more-menu-list" role="menu" aria-label="经办人" tabIndex={-1} ref={list} onKeyDown={onKeyDown}>
          <Names current={atDesk?.personId ?? null} onChosen={close} />
          <button
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              close()
              void navigate({ screen: 'settings', part: 'people' })
            }}
          >
            <SettingOutlined aria-hidden="true" />
            登记人员…
          </button>
        </div>
      ) : null}
    </div>
  )
}
