import assert from 'node:assert/strict';
import { install } from '../installed.js';
import { fish, tmux, zsh, type Need } from '../needs.js';
import type { Check } from '../run-checks.js';
import { Terminal } from '../terminal.js';

const SIZE = { columns: 100, rows: 24 };

interface Shell {
  readonly name: string;
  readonly needs: readonly Need[];
  /** Starts it with a prompt that the terminal knows, and none of the user's own settings. */
  readonly start: string;
  readonly setUp: string;
}

const shells: readonly Shell[] = [
  { name: 'bash', needs: [], start: "PS1='$ ' bash --norc", setUp: 'source <(ram-sweep completion bash)' },
  {
    name: 'zsh',
    needs: [zsh],
    start: "PS1='$ ' zsh -f",
    setUp: 'autoload -U compinit; compinit -D -u; source <(ram-sweep completion zsh)',
  },
  {
    name: 'fish',
    needs: [fish],
    start: String.raw`fish --no-config -C 'function fish_prompt; printf "\x24 "; end'`,
    setUp: 'ram-sweep completion fish | source',
  },
];

/** What is typed before Tab, and the line that it becomes. */
const completed = [
  ['ram-sweep val', '$ ram-sweep validate'],
  ['ram-sweep best --form', '$ ram-sweep best --format'],
  ['ram-sweep best --format js', '$ ram-sweep best --format json'],
  ['ram-sweep start only-stu', '$ ram-sweep start only-study.yaml'],
] as const;

/** Tab in a real shell on a real terminal. */
export const completionInShells: readonly Check[] = shells.map(({ name, needs, start, setUp }) => ({
  name: `completion-in-${name}`,
  needs: [tmux, ...needs],
  run: async (tell) => {
    await using installed = await install();
    const { sandbox, env } = installed;
    await sandbox.writeStudy('only-study.yaml', '');
    using terminal = await Terminal.open(sandbox.home, { ...SIZE, env: { ...env, HOME: sandbox.home } });
    await terminal.type(start);
    await terminal.type(setUp);
    for (const [typed, line] of completed) {
      await terminal.prompt();
      await terminal.press(typed);
      await terminal.press('Tab');
      const screen = await terminal.until(new RegExp(`^${line.replaceAll(/[$.]/g, String.raw`\$&`)}$`));
      tell(screen.at(-1)!);
      await terminal.press('C-c');
      await terminal.press('C-l');
    }
    assert.deepEqual(await sandbox.serverPids('postgres'), [], 'no server was started');
  },
}));
