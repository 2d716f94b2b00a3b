/**
 * While an input method composes, its keys are its own: Enter takes the word, Esc drops it, digits choose. No handler
 * of ours or of antd's hears them, here and nowhere else; what the key does to the text is untouched.
 */
export function leaveKeysToInputMethods(): void {
  const stop = (event: KeyboardEvent) => {
    // 229: the key went to the input method, also where Chromium does not say that it composes.
    if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation()
  }
  window.addEventListener('keydown', stop, true)
  window.addEventListener('keyup', stop, true)
}
