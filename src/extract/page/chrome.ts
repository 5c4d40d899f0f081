// What inside the main content is not content: the site's widgets. An unknown `awsdocs-*` or `awsui-*` element needs no
// entry: without text it leaves nothing behind, and with text it is content (tabs, expandable sections).

import type { Element } from 'domhandler'

const TAGS = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'title',
  'link',
  'meta',
  'button',
  'svg',
  'awsui-icon',
  'awsdocs-language-banner',
  'awsdocs-page-header',
  'awsdocs-filter-selector',
  'awsdocs-copyright',
  'awsdocs-thumb-feedback',
  'awsdocs-page-utilities',
  'awsdocs-cookie-banner',
])
const CLASSES =
  /(?:^|\s)(?:awsdocs-page-header-container|awsdocs-page-banner|code-btn-container|btn-copy-code|btn-dark-theme|headerlink|prev-next|navbar|related|top-links|sphinxsidebar)(?:\s|$)/
const IDS = new Set(['main-col-footer', 'js_error_message', 'quick-feedback-yes', 'quick-feedback-no'])

/** True for an element of the page that no reader of the text misses. */
export function isChrome(element: Element): boolean {
  if (TAGS.has(element.name)) return true
  const { class: classes, id } = element.attribs
  return (classes !== undefined && CLASSES.test(classes)) || (id !== undefined && IDS.has(id))
}
