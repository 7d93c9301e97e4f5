/** Shells that a script can be printed for. */
export const shellNames = ['bash', 'zsh', 'fish'] as const;
export type ShellName = (typeof shellNames)[number];

/** `program`: the whole path of ram-sweep's own program, which the script asks. */
type Script = (program: string) => string;

/** bash 3.2 and later. Where nothing is printed, -o default completes files. */
const bash: Script = (program) => `# bash completion for ram-sweep
_ram_sweep() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files | :folders) return ;;
      *) COMPREPLY+=("$line") ;;
    esac
  done < <(node ${quote(program)} complete bash "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  # Nothing fits: no file does either. bash 3 has no compopt.
  [ \${#COMPREPLY[@]} -gt 0 ] || compopt +o default 2>/dev/null
}
complete -o default -F _ram_sweep ram-sweep
`;

const zsh: Script = (program) => `#compdef ram-sweep
_ram_sweep() {
  local line wanted
  local -a found
  while IFS= read -r line; do
    case $line in
      :files) wanted=files ;;
      :folders) wanted=folders ;;
      *$'\\t'*) found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
      *) found+=("\${line//:/\\\\:}") ;;
    esac
  done < <(node ${quote(program)} complete zsh "\${(@)words[2,CURRENT]}" 2>/dev/null)
  case $wanted in
    files) _files ;;
    folders) _files -/ ;;
    *) (( $#found )) && _describe -V 'ram-sweep' found ;;
  esac
}
if [ "$funcstack[1]" = "_ram_sweep" ]; then
  _ram_sweep "$@"
else
  compdef _ram_sweep ram-sweep
fi
`;

const fish: Script = (program) => `# fish completion for ram-sweep
function __ram_sweep_complete
  set -l words (commandline -opc)
  set -l typed (commandline -ct)
  for line in (node ${quote(program)} complete fish $words[2..-1] "$typed" 2>/dev/null)
    switch $line
      case ':files'
        __fish_complete_path "$typed"
      case ':folders'
        __fish_complete_directories "$typed"
      case '*'
        echo $line
    end
  end
end
complete -c ram-sweep -f -k -a '(__ram_sweep_complete)'
`;

const scripts: Readonly<Record<ShellName, Script>> = { bash, zsh, fish };

/** What the shell is to read, so that it completes ram-sweep's commands, flags, studies and files. */
export const completionScript = (shell: ShellName, program: string): string => scripts[shell](program);

/** In single quotes, as all three read it. */
const quote = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;
