import { Input as AntInput, type InputProps, type InputRef } from 'antd'
import type { PasswordProps, TextAreaProps } from 'antd/es/input'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import type { Ref } from 'react'
import { useComposed } from './use-composed.ts'

/** antd's boxes, safe for input methods. All boxes of the program come from here (a test looks). */
export function Input({ ref, ...props }: InputProps & { ref?: Ref<InputRef> }) {
  const composed = useComposed<HTMLInputElement, InputProps['value']>(props)
  return <AntInput {...props} {...(composed as InputProps)} {...(ref && { ref })} />
}

function Area({ ref, ...props }: TextAreaProps & { ref?: Ref<TextAreaRef> }) {
  const composed = useComposed<HTMLTextAreaElement, TextAreaProps['value']>(props)
  return <AntInput.TextArea {...props} {...(composed as TextAreaProps)} {...(ref && { ref })} />
}

function Password({ ref, ...props }: PasswordProps & { ref?: Ref<InputRef> }) {
  return <AntInput.Password {...props} {...(ref && { ref })} />
}

Input.TextArea = Area
Input.Password = Password
