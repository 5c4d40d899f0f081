// What stands where a page links: the text of each paragraph, list item and table cell with links in it, read from the
// content tree before Turndown changes it.

import { parseDocUrl } from '../../core/model/doc-url.ts'
import { ELEMENT_EDGE, type LinkedText } from '../../core/text/link-context.ts'
import { type ContentNode, ElementNode, isApart } from '../markdown/content-tree.ts'

export function listLinkedTexts(root: ElementNode): LinkedText[] {
  const reader = new Reader()
  reader.readInside(root, false)
  reader.endText()
  return reader.texts
}

class Reader {
  readonly texts: LinkedText[] = []
  private text = ''
  /** Pieces so far that are not blank. Looking into the text would join all its pieces, for every link anew. */
  private shown = 0
  private links: { start: number; end: number; path: string }[] = []

  endText(): void {
    if (this.links.length > 0) this.texts.push({ text: this.text, links: this.links })
    this.text = ''
    this.links = []
  }

  readInside(node: ElementNode, isInCell: boolean): void {
    for (const child of node.childNodes) this.read(child, isInCell)
  }

  private read(node: ContentNode, isInCell: boolean): void {
    if (!(node instanceof ElementNode)) this.addText(node.data)
    else if (node.nodeName === 'A') this.readLink(node, isInCell)
    else if (node.nodeName === 'IMG') this.addText(` ${node.detail} `)
    else if (!isApart(node)) {
      this.text += ELEMENT_EDGE
      this.readInside(node, isInCell)
      this.text += ELEMENT_EDGE
    } else if (node.nodeName !== 'X-ANCHOR') {
      // A cell is one text, whatever stands in it.
      const part = () => (isInCell && node.nodeName !== 'TD' ? this.addBlank() : this.endText())
      part()
      this.readInside(node, isInCell || node.nodeName === 'TD')
      part()
    }
  }

  // A link without text is not shown.
  private readLink(node: ElementNode, isInCell: boolean): void {
    const { shown } = this
    const start = this.text.length
    this.text += ELEMENT_EDGE
    this.readInside(node, isInCell)
    this.text += ELEMENT_EDGE
    const target = node.value.startsWith('https://') ? parseDocUrl(node.value) : undefined
    if (target && this.shown > shown) this.links.push({ start, end: this.text.length, path: target.path })
  }

  private addText(text: string): void {
    this.text += text
    if (/\S/.test(text)) this.shown += 1
  }

  private addBlank(): void {
    this.text += ' '
  }
}
