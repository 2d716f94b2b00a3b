import { anewSteps } from '../../text/devices.ts'
import { PaperButton } from '../papers/PaperButton.tsx'
import { ExportCardButton } from './ExportCardButton.tsx'
import './anew-steps.css'

/** After the office was registered anew, on the desk and in 设置: what is to be done, until the card has gone out. */
export function AnewSteps() {
  return (
    <section className="anew" aria-label={anewSteps.title}>
      <h2>{anewSteps.title}</h2>
      <ol>
        <li>
          <span>{anewSteps.print}</span>
          <PaperButton ask={{ of: 'office' }}>打印单位备案表</PaperButton>
        </li>
        <li>
          <span>{anewSteps.stamp}</span>
        </li>
        <li>
          <span>{anewSteps.send}</span>
          <ExportCardButton next={anewSteps.sent} />
        </li>
      </ol>
      <p className="quiet">{anewSteps.note}</p>
    </section>
  )
}
