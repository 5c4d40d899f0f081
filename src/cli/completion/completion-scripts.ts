// The scripts that make a shell ask the program what could follow, and the form in which each shell wants the answer.
// The scripts know nothing of commands and options, so they need not change when those do.

import type { Completion } from './complete-words.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const

export type Shell = (typeof SHELLS)[number]

/** Said instead of words where a file is wanted. */
const FILES = ':files'

export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# bash completion of aws-docs-offline. In ~/.bashrc: source <(aws-docs-offline completion bash)
_aws_docs_offline() {
  local IFS=$'\\n' typed="\${COMP_WORDS[COMP_CWORD]}" answer
  answer=($("\${COMP_WORDS[0]/#\\~/$HOME}" completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  if [[ "\${answer[0]}" == '${FILES}' ]]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$typed"))
  else
    COMPREPLY=("\${answer[@]}")
  fi
}
complete -F _aws_docs_offline aws-docs-offline`,

  zsh: `#compdef aws-docs-offline
# zsh completion of aws-docs-offline. In ~/.zshrc after compinit: source <(aws-docs-offline completion zsh)
_aws_docs_offline() {
  local -a answer
  answer=("\${(@f)$("\${words[1]/#\\~/$HOME}" completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ "\${answer[1]}" == '${FILES}' ]]; then
    _files
  elif [[ -n "\${answer[1]}" ]]; then
    _describe 'aws-docs-offline' answer
  fi
}
if [[ "\${funcstack[1]}" == '_aws_docs_offline' ]]; then
  _aws_docs_offline "$@"
else
  compdef _aws_docs_offline aws-docs-offline
fi`,

  fish: `# fish completion of aws-docs-offline. In ~/.config/fish/config.fish: aws-docs-offline completion fish | source
function __aws_docs_offline_complete
  set -l words (commandline -opc)
  set -l typed (commandline -ct)
  set -l answer ($words[1] completion fish -- $words[2..] "$typed" 2>/dev/null)
  if test "$answer[1]" = '${FILES}'
    __fish_complete_path "$typed"
  else
    printf '%s\\n' $answer
  end
end
complete -c aws-docs-offline -f -a '(__aws_docs_offline_complete)'`,
}

/** Lines that the script of the shell reads. */
export function formatCompletion(shell: Shell, completion: Completion): string {
  if (completion.kind === 'files') return FILES
  return completion.candidates
    .map(({ value, description }) => {
      if (shell === 'bash' || description === '') return shell === 'zsh' ? escapeColons(value) : value
      return shell === 'zsh' ? `${escapeColons(value)}:${description}` : `${value}\t${description}`
    })
    .join('\n')
}

// zsh takes the first bare colon for the end of the value.
function escapeColons(value: string): string {
  return value.replaceAll(':', '\\:')
}
