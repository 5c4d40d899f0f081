// Comforts of the reading view: copying, the place in the contents, the outline that follows the reading.

// An image that does not come leaves its place to its words

function showInstead(image) {
  const picture = image.closest('.picture')
  if (!picture) return
  picture.querySelector('.image').hidden = false
  image.remove()
  picture.querySelector('a:empty')?.remove()
}

document.addEventListener('error', ({ target }) => target instanceof HTMLImageElement && showInstead(target), true)
for (const image of document.querySelectorAll('.picture img')) {
  // One that failed before this ran; a drawing without a size of its own has no width either, and can be drawn.
  if (image.complete && image.naturalWidth === 0 && image.currentSrc !== '')
    image.decode().catch(() => showInstead(image))
}

// An address may name a section that the page does not have, which no server is told

const noSection = document.querySelector('.no-section')

function tellNoSection() {
  const anchor = location.hash.slice(1)
  const isBeginning = /^(?:top|:~:.*)?$/i.test(anchor)
  noSection.hidden = isBeginning || document.getElementById(decodeAnchor(anchor)) !== null
  if (!noSection.hidden) noSection.scrollIntoView({ block: 'center' })
}

function decodeAnchor(anchor) {
  try {
    return decodeURIComponent(anchor)
  } catch {
    return anchor
  }
}

if (noSection) {
  window.addEventListener('hashchange', tellNoSection)
  tellNoSection()
}

// Code, copied by one press

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  // Plain HTTP beyond this machine has no clipboard API.
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

for (const block of document.querySelectorAll('.prose .code')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.lang = root.lang
  button.textContent = root.dataset.copy
  button.addEventListener('click', async () => {
    await copy(block.querySelector('pre').textContent.replace(/\n$/, ''))
    button.textContent = root.dataset.copied
    status.textContent = root.dataset.copied
    setTimeout(() => {
      button.textContent = root.dataset.copy
      status.textContent = ''
    }, 1600)
  })
  block.append(button)
}

// The contents show where the page is; the outline follows the reading

const contents = document.querySelector('.contents')
const current = contents?.querySelector('[aria-current]')
if (current) {
  const top = current.getBoundingClientRect().top - contents.getBoundingClientRect().top
  if (top > contents.clientHeight * 0.75) contents.scrollTop = top - contents.clientHeight / 3
}

// The last heading above the upper quarter of the window is what is being read

const outline = [...document.querySelectorAll('.outline a')].flatMap((link) => {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)))
  return heading ? [{ link, heading }] : []
})
const here = document.querySelector('.outline .here')
let isAwaited = false

function follow() {
  isAwaited = false
  const line = window.innerHeight / 4
  let [low, high] = [0, outline.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (outline[middle].heading.getBoundingClientRect().top <= line) low = middle + 1
    else high = middle
  }
  const now = outline[low - 1]?.link
  const before = document.querySelector('.outline [aria-current]')
  if (now === before) return
  before?.removeAttribute('aria-current')
  now?.setAttribute('aria-current', 'location')
  here.textContent = now?.textContent ?? ''
  const box = now?.closest('.outline ul')
  if (!box || box.scrollHeight <= box.clientHeight) return
  const top = now.offsetTop - box.offsetTop
  if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - 60) box.scrollTop = top - box.clientHeight / 2
}

if (outline.length > 0) {
  const followSoon = () => {
    if (!isAwaited) requestAnimationFrame(follow)
    isAwaited = true
  }
  window.addEventListener('scroll', followSoon, { passive: true })
  window.addEventListener('resize', followSoon)
  follow()
  for (const { link } of outline)
    link.addEventListener('click', () => {
      if (!isWidest.matches) link.closest('details').open = false
    })
}

// A table that fits needs no box to scroll in: its header then follows the page

const boxes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    target.classList.remove('fits')
    target.classList.toggle('fits', target.scrollWidth <= target.clientWidth)
  }
})
for (const box of document.querySelectorAll('.prose .table-scroll')) boxes.observe(box)
