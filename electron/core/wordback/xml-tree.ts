import { attribute, type XmlToken, xmlTokens } from './xml-tokens.ts'

export interface XmlNode {
  readonly name: string
  readonly attributes: string
  /** A text is a node without a name. */
  readonly children: XmlNode[]
  readonly text: string
}

/** @throws CannotRead damaged, too-much */
export function xmlTree(xml: string): XmlNode {
  const root: XmlNode = { name: '', attributes: '', children: [], text: '' }
  const open = [root]
  const put = (token: Exclude<XmlToken, { kind: 'text' | 'close' }>): XmlNode => {
    const node = { name: token.name, attributes: token.attributes, children: [], text: '' }
    open.at(-1)?.children.push(node)
    return node
  }
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') open.at(-1)?.children.push({ name: '', attributes: '', children: [], text: token.text })
    else if (token.kind === 'close') open.pop()
    else if (token.kind === 'single') put(token)
    else open.push(put(token))
  }
  return root
}

export const childOf = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((child) => child.name === name)

/** `w:val` of a child; '' when either is missing. */
export const settingOf = (node: XmlNode | undefined, child: string): string =>
  attribute(childOf(node, child)?.attributes ?? '', 'w:val')

export function textOf(node: XmlNode): string {
  return node.name === '' && node.children.length === 0 ? node.text : node.children.map(textOf).join('')
}

export function* nodesNamed(node: XmlNode, name: string): Generator<XmlNode> {
  for (const child of node.children) {
    if (child.name === name) yield child
    yield* nodesNamed(child, name)
  }
}
