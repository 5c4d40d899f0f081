// The names of the sets of tools: all, or the two that nothing goes without, for conversations in which every token
// counts. build-server.ts says which tools each has.

export const TOOL_SETS = ['all', 'basic'] as const
export type ToolSet = (typeof TOOL_SETS)[number]
