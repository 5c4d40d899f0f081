// Questions as people, models and nobody would ask them.

import { mutateText, ODD_TEXTS } from './mutate.ts'
import type { Random } from './random.ts'

const QUESTIONS = [
  ...[
    'how do I import a bundle',
    'crawl --budget',
    'lamp',
    '"offline mode" serve',
    's3:GetObject denied',
    'インデックスの更新',
  ],
  ...[
    'An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
    'what is',
    'a',
    'i-0abc123',
  ],
  ...[
    'https://docs.aws.amazon.com/aws-docs-offline/latest/guide/welcome.html',
    'title:lamp OR NEAR(a b)',
    'bundel imprt',
  ],
]

export function makeQuestion(random: Random): string {
  if (random.drawChance(0.02)) return random.pick([...QUESTIONS, ...ODD_TEXTS]).repeat(1 + random.drawBelow(500))
  if (random.drawChance(0.2))
    return random.drawSome(0, 8, () => random.pick(ODD_TEXTS)).join(random.pick([' ', '', '\n']))
  return mutateText(random.pick(QUESTIONS), random, QUESTIONS)
}
