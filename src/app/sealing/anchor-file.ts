import { appendFile, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Anchor, Head } from '#repository';
import type { Anchoring } from './sealing.ts';

const FOLDER = 'audit-anchors';
/** As many as narrow down where a rewritten past begins; the newest alone tells that there is one. */
const ANCHORS_MAX = 10_000;

/** Keeps the newest seals in files of the data folder, a file a month: copy them to where the database's owner cannot write. */
export function fileAnchoring(folder: string): Anchoring {
  return { name: 'file', tell: (head) => append(join(folder, FOLDER), head) };
}

async function append(folder: string, { n, hash, at }: Head): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${at.toISOString().slice(0, 7)}.ndjson`);
  await appendFile(path, `${JSON.stringify({ n, hash, at: at.toISOString() })}\n`, { mode: 0o600 });
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

/** What the files say. A line that is none says so by failing: a file that was cut or edited is no anchor to trust. */
export async function anchorsOfFiles(folder: string): Promise<readonly Anchor[]> {
  const names = await readdir(join(folder, FOLDER)).catch(() => []);
  const lines: string[] = [];
  for (const name of names.filter((each) => each.endsWith('.ndjson')).toSorted()) {
    const text = await readFile(join(folder, FOLDER, name), 'utf8');
    // The last line may be half written where the power was cut.
    lines.push(...text.split('\n').slice(0, -1));
  }
  const step = Math.max(1, Math.ceil(lines.length / ANCHORS_MAX));
  return lines
    .filter((_, at) => at % step === 0 || at === lines.length - 1)
    .map((line) => {
      const { n, hash } = JSON.parse(line) as Anchor;
      return { place: 'file', n, hash };
    });
}
