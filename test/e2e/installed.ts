import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type Installed = {
  /** 'http://localhost:PORT'. */
  readonly address: string;
  /** Of the FHIR API. */
  readonly base: string;
  /** The link that begins a partnership, as it is printed to whoever starts it. */
  readonly begins: string;
  /** A token of an organisation's system, as an operator makes one. */
  readonly tokenFor: (client: string, organization: string) => Promise<string>;
  /** What the program has written to whoever started it: words, and its log. */
  readonly said: () => string;
  /** Asks it to stop, as Ctrl-C does; answers the code with which it ended. */
  readonly close: () => Promise<number | null>;
};

/** What `npm start -- --demo none` runs, with a folder of its own and its own database in it: nothing is there before. */
export async function installed(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'concord-installed-'));
  // Another database would be another installation: this one has to bring its own.
  const { DATABASE_URL: _, ...env } = process.env;
  const args = ['start.mjs', '--demo', 'none', '--data', folder, '--port', '0', '--no-open'];
  const program = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, CI: 'true', NO_COLOR: '1' },
  });
  let said = '';
  const ended = new Promise<number | null>((resolve) => program.once('exit', resolve));
  const begins = new Promise<string>((resolve, reject) => {
    const listen = (words: Buffer): void => {
      said += words.toString();
      const found = /Begin a partnership here: (\S+)\s/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    program.stdout.on('data', listen);
    program.stderr.on('data', listen);
    void ended.then((code) => reject(new Error(`it ended with ${code} before anybody could begin: ${said}`)));
  });
  const close = async (): Promise<number | null> => {
    program.kill('SIGTERM');
    const code = await ended;
    await rm(folder, { recursive: true, force: true });
    return code;
  };
  // One a system: making one is a start of the program.
  const tokens = new Map<string, Promise<string>>();
  const tokenFor = (client: string, organization: string): Promise<string> => {
    const made = tokens.get(client) ?? token(folder, client, organization);
    tokens.set(client, made);
    return made;
  };
  try {
    const link = await begins;
    const address = new URL(link).origin;
    return {
      address,
      base: `${address}/fhir`,
      begins: link,
      tokenFor,
      said: () => said,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function token(folder: string, client: string, organization: string): Promise<string> {
  const args = ['token', '--data', folder, '--client', client, '--organization', organization];
  const { stdout } = await promisify(execFile)(process.execPath, [join('bin', 'concord.mjs'), ...args]);
  return stdout.trim();
}
