import { describe, expect, test } from 'vitest'
import { LAMP_URL } from './lamp-site.ts'
import { type Connection, connect, ERAS, useLampIndex } from './mcp-setup.ts'

const lamp = useLampIndex()
const ERROR = 'LampTimeoutException: lamp did not report\n``` caused by: no power'

describe.each(ERAS)('prompts, asked by the %s client', (era) => {
  test('are three, each with its argument and an optional language', async () => {
    const client = await connect(era, lamp.folder)
    const { prompts } = await client.listPrompts()
    expect(
      prompts.map(({ name, arguments: args = [] }) => [name, ...args.map((one) => [one.name, one.required])]),
    ).toEqual([
      ['troubleshoot', ['error', true], ['language', false]],
      ['explain_page', ['heading_or_url', true], ['language', false]],
      ['explain_pricing', ['question', true], ['language', false]],
    ])
  })

  test('troubleshoot holds the error whole, whatever fences it has, and leads to the tools and to citing', async () => {
    const client = await connect(era, lamp.folder)
    const text = await readText(client, 'troubleshoot', { error: ERROR })
    expect(text).toContain(`\`\`\`\`\n${ERROR}\n\`\`\`\``)
    expect(text).toContain('search_documentation with the error as it is')
    expect(text).toMatch(/Quote .*word for word/)
    expect(text).toContain('the title and URL')
    expect(text).toContain('If the index does not hold the answer, say so')
    expect(text).toContain('Mermaid')
  })

  test('speak the language of the argument unless another is asked for', async () => {
    const client = await connect(era, lamp.folder)
    expect(await readText(client, 'explain_page', { heading_or_url: 'ランプの調光' })).toContain('説明してください')
    expect(await readText(client, 'explain_page', { heading_or_url: 'Dimming', language: 'ja' })).toContain(
      '説明してください',
    )
    expect(await readText(client, 'troubleshoot', { error: 'エラー', language: 'en' })).toContain('Find out')
  })

  test('in a language that there is not are refused with those that there are', async () => {
    const client = await connect(era, lamp.folder)
    const given = { error: 'x', heading_or_url: 'x', question: 'x' }
    for (const [prompt, argument] of [
      ['troubleshoot', 'error'],
      ['explain_page', 'heading_or_url'],
      ['explain_pricing', 'question'],
    ] as const) {
      for (const language of ['fr', 'klingon'])
        await expect(readText(client, prompt, { [argument]: given[argument], language })).rejects.toThrow(
          `The prompts are not in "${language}". language is one of en, ja; `,
        )
      await expect(readText(client, prompt, { [argument]: ' ' })).rejects.toThrow(`${argument}: is empty.`)
      expect(await readText(client, prompt, { [argument]: 'x', language: '' })).toContain('Quote the sentences')
    }
  })

  test('explain_pricing says that prices are not in the documentation, in both languages', async () => {
    const client = await connect(era, lamp.folder)
    const question = { question: 'How is Lamp billed?' }
    expect(await readText(client, 'explain_pricing', question)).toContain('It holds no prices')
    expect(await readText(client, 'explain_pricing', { ...question, language: 'ja_JP' })).toContain(
      '価格は文書にありません',
    )
  })

  test('complete their arguments from what is indexed', async () => {
    const client = await connect(era, lamp.folder)
    const complete = async (prompt: string, name: string, value: string) => {
      const { completion } = await client.complete({
        ref: { type: 'ref/prompt', name: prompt },
        argument: { name, value },
      })
      return completion.values
    }
    expect(await complete('explain_page', 'heading_or_url', 'dimm')).toEqual(['Dimming a lamp'])
    expect(await complete('explain_page', 'heading_or_url', `${LAMP_URL}co`)).toEqual([`${LAMP_URL}colours.html`])
    expect(await complete('explain_pricing', 'question', 'How')).toEqual(['How is Lamp billed?'])
    expect(await complete('explain_pricing', 'question', 'lampの料金')).toEqual(['Lamp'])
    expect(await complete('troubleshoot', 'error', 'resourcei')).toEqual(['ResourceInitializationError'])
    expect(await complete('troubleshoot', 'language', '')).toEqual(['en', 'ja'])
  })
})

async function readText(client: Connection, name: string, args: Record<string, string>): Promise<string> {
  const { messages } = await client.getPrompt({ name, arguments: args })
  const [first] = messages
  return first?.content.type === 'text' ? first.content.text : ''
}
