/**
 * antd gives its own styles the nonce of the page's policy, but its scroll lock and its measure of scroll bars do not.
 * Every style element that a script of ours makes gets it here; call once, before anything is drawn.
 */
export function giveStylesTheirNonce(nonce: string): void {
  const create = Document.prototype.createElement
  Document.prototype.createElement = function createWithNonce(
    this: Document,
    name: string,
    options?: ElementCreationOptions,
  ) {
    const element: unknown = Reflect.apply(create, this, [name, options])
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  } as typeof create
}
