// Which tools a server offers: all, or the two that nothing goes without, for conversations in which every token
// counts.

export const TOOL_SETS = ['all', 'basic'] as const
export type ToolSet = (typeof TOOL_SETS)[number]
