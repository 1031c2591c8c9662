import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Role } from '#agreement';
import type { Outcome } from '#fhir';
import type { BoardPackKept, GovernanceAnswers } from '#governance/contract';
import { attach } from './attach.ts';
import { EXIT } from './exit.ts';
import type { DatabaseFlags } from './settings.ts';
import { bold, say } from './terminal.ts';

export type BoardPackFlags = DatabaseFlags & {
  readonly organization: string;
  readonly role: Role;
  readonly issue?: true;
  readonly out: string;
  readonly json?: true;
};

/** Writes the report of a month as it was issued, its PDF and its sealed JSON, as files; with `--issue`, issues it first. */
export async function boardPack(month: string, flags: BoardPackFlags): Promise<void> {
  const { core } = await attach(flags);
  try {
    const { boardPacks } = core.services.answers['governance'] as GovernanceAnswers;
    const organization = flags.organization.includes('/') ? flags.organization : `Organization/${flags.organization}`;
    const seat = { id: 'command-line', account: 'command-line', name: 'the command line' };
    const access = await core.auth.accessOfSeat({
      ...seat,
      role: flags.role,
      organization,
      organizationName: organization,
    });
    if (flags.issue) {
      const issued = await boardPacks.issue(access, month);
      if (!issued.ok) return refused(issued);
    }
    const found = await boardPacks.kept(access, month);
    if (!found.ok) return refused(found);
    const files = await written(found.value, flags.out);
    const { text: _, file: __, ...told } = found.value;
    process.stdout.write(flags.json ? `${JSON.stringify({ ...told, files })}\n` : wordsOf(found.value, files));
    if (!found.value.seal.intact) process.exitCode = EXIT.refused;
  } finally {
    await core.stop();
  }
}

function refused(outcome: Extract<Outcome<unknown>, { readonly ok: false }>): void {
  for (const { code, text } of outcome.refusals) say(`${text} [${code}]`);
  process.exitCode = EXIT.refused;
}

/** What was sealed, byte for byte: both files are as they are kept, never made anew. */
async function written({ month, text, file }: BoardPackKept, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const json = join(folder, `board-report-${month}.json`);
  await writeFile(json, text);
  if (!file) return [json];
  const pdf = join(folder, `board-report-${month}.pdf`);
  await writeFile(pdf, file);
  return [json, pdf];
}

function wordsOf({ month, seal, drawnSame }: BoardPackKept, files: readonly string[]): string {
  const drawn = drawnSame
    ? 'Drawn anew from its cells, the PDF is the same byte for byte.'
    : 'Drawn anew from its cells, the PDF is another; the one that was issued was written.';
  return `${[
    bold(seal.intact ? 'As it was issued' : 'Not as it was issued: see `concord audit verify`'),
    `Report ${seal.n}, ${month}, issued ${seal.issued} by ${seal.by}`,
    `Seal: ${seal.hash}`,
    ...(drawnSame === undefined ? [`There is no PDF: ${seal.noFile ?? 'its file is missing'}`] : [drawn]),
    ...files.map((name) => `Written: ${name}`),
  ].join('\n')}\n`;
}
