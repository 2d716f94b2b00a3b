import { InputNumber as AntInputNumber, type InputNumberProps } from 'antd'

/** ↑ and ↓ count; antd's own little arrows are too small to hit and speak English. */
export function InputNumber<V extends number | string = number>(props: InputNumberProps<V>) {
  return <AntInputNumber<V> {...props} controls={false} />
}
