import { Segmented, type SegmentedProps } from 'antd'

type Value = string | number | boolean

/** One of a few, side by side. The choice inside is the one stop of Tab; antd would stop at the frame first. */
export function Segments<V extends Value>({
  label,
  labelledBy,
  ...props
}: SegmentedProps<V> & ({ label: string; labelledBy?: never } | { label?: never; labelledBy: string })) {
  // Without an own name antd calls it “segmented control”.
  const name =
    labelledBy === undefined ? { 'aria-label': label } : { 'aria-label': undefined, 'aria-labelledby': labelledBy }
  return <Segmented<V> {...props} {...name} tabIndex={-1} />
}
