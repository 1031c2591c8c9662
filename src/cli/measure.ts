import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPack } from '#insight';
import { EXIT } from './exit.ts';
import { say } from './terminal.ts';

/** Runs the golden people of a pack folder: every answer that is not the stated one is printed, with why. */
export async function checkMeasures(folder: string): Promise<void> {
  const missing = ['pack.json', 'golden.json'].filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0) {
    say(`${folder}: there is no ${missing.join(' and no ')}. A pack folder holds both.`);
    process.exitCode = EXIT.usage;
    return;
  }
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const { ok, people, measures, lines } = checkPack({ pack: read('pack.json'), golden: read('golden.json') });
  for (const line of lines) process.stdout.write(`${folder}: ${line}\n`);
  if (ok) process.stdout.write(`${folder}: ${people} golden people, ${measures} measures, every answer as stated\n`);
  else process.exitCode = EXIT.failed;
}
