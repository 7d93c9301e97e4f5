import { mkdir, writeFile } from 'node:fs/promises';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname } from 'node:path';

/** What a run told: on the terminal as it comes, and for a file. It names no machine and no folder of one. */
export class Transcript {
  readonly #lines: string[] = [];

  readonly tell = (text: string): void => {
    const scrubbed = scrub(text);
    this.#lines.push(scrubbed);
    console.log(scrubbed);
  };

  readonly save = async (file: string): Promise<void> => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${this.#lines.join('\n')}\n`);
  };
}

interface Places {
  readonly folder: string;
  readonly home: string;
  readonly temporary: string;
  readonly host: string;
}

/** The working directory becomes `.`, and the host a name as long, so that columns stay where they are. */
export function scrub(
  text: string,
  { folder, home, temporary, host }: Places = {
    folder: process.cwd(),
    home: homedir(),
    temporary: tmpdir(),
    host: hostname(),
  },
): string {
  return text
    .replaceAll(folder, '.')
    .replaceAll(home, '~')
    .replaceAll(temporary, '$TMPDIR')
    .replaceAll(hostName(host), (found) => 'host'.padEnd(found.length, '-').slice(0, found.length));
}

/**
 * A host's name, also with the dashes that it has in the name of a worker, and where the dashboard cuts that: after 17
 * characters at least.
 */
function hostName(host: string): RegExp {
  const [whole, start] = [host, host.slice(0, 17)].map((name) => name.replaceAll(/[^A-Za-z0-9]/g, '[.-]'));
  return new RegExp(host.length > 17 ? `${whole}|\\b${start}[^ …]*` : `\\b${whole}\\b`, 'g');
}
