// Images: the first bytes of files that are spoilt, the addresses of images, and Markdown that shows them.

import { getImagePath, getImageUrl, IMAGE_TYPES, isImagePath, MAX_IMAGE_PIXELS } from '../../../src/core/model/image.ts'
import { checkImage } from '../../../src/core/model/image-header.ts'
import { listImagePaths } from '../../../src/core/text/image-links.ts'
import { GIF, JPEG, makePng, SVG, WEBP } from '../../../test/images/made-images.ts'
import { mutateBytes, mutateText } from '../mutate.ts'
import { require, type Target } from '../target.ts'

const FILES = [makePng(5, 4), GIF, JPEG, WEBP, Buffer.from(SVG)]
const ADDRESS = 'https://docs.aws.amazon.com/mill/latest/dg/images/a%20b.png?x=1'
const TEXT = `![A \\[mill\\]](${ADDRESS}) and [![](${ADDRESS})](b.html)\n\n\`\`\`\n![no](${ADDRESS})\n\`\`\`\n`

export const images: Target = {
  name: 'images',
  open: () => ({
    try(random, made) {
      const bytes = mutateBytes(random.pick(FILES), random)
      made(bytes)
      const types = IMAGE_TYPES.filter((type) => {
        const checked = checkImage(bytes, type)
        if (checked.kind === 'refused') return false
        const { width = 1, height = 1 } = checked.image
        require(width > 0 && height > 0 && width * height <= MAX_IMAGE_PIXELS, `it is ${width} by ${height}`)
        return true
      })
      require(types.length < 2, `one file is ${types.join(' and ')}`)
      const text = mutateText(TEXT, random, [ADDRESS])
      made(text)
      const path = getImagePath(mutateText(ADDRESS, random))
      for (const one of [...listImagePaths(text), ...(path === undefined ? [] : [path])]) {
        require(isImagePath(one) && getImagePath(getImageUrl(one)) === one, `${one} is not its own path`)
        require(/^https:\/\/docs\.(?:aws\.amazon\.com|amazonaws\.cn)\/[^/]/.test(
          getImageUrl(one),
        ), `${one} leads elsewhere`)
      }
    },
  }),
}
