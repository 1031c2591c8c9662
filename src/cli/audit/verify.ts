import { anchorsOfFiles, anchorsOfPartner } from '#app';
import { type Anchor, type Verified, verifyAudit } from '#repository';
import { type PackFault, type VerifiedPacks, verifyPacks } from '#governance';
import { attach } from '../attach.ts';
import { EXIT } from '../exit.ts';
import { startProgress } from '../progress.ts';
import { configurationOf, type DatabaseFlags } from '../settings.ts';
import { bold, say } from '../terminal.ts';

export type VerifyFlags = DatabaseFlags & { readonly from?: Date; readonly to?: Date; readonly json?: boolean };

/** Reads the audit from end to end, compares it with its seals and these with their anchors, and names what differs. */
export async function verify(flags: VerifyFlags): Promise<void> {
  const configuration = configurationOf(flags, process.env);
  const { core } = await attach(flags);
  const progress = startProgress(() => Date.now());
  try {
    const anchors: Anchor[] = [...(await anchorsOfFiles(configuration.folder))];
    if (configuration.anchor) {
      const kept = await anchorsOfPartner(configuration.anchor).catch((error: unknown) => {
        say(`What the partner keeps could not be fetched: ${error instanceof Error ? error.message : 'no answer'}`);
        return [];
      });
      anchors.push(...kept);
    }
    const verified = await verifyAudit(core.services.store, {
      anchors,
      progress: (done, total) => progress.step({ what: 'Audit', done, total, unit: 'lines' }),
      ...(flags.from ? { from: flags.from } : {}),
      ...(flags.to ? { to: flags.to } : {}),
    });
    progress.end();
    const boardReports = await verifyPacks(core.services.store);
    process.stdout.write(
      flags.json
        ? `${JSON.stringify({ ...verified, boardReports })}\n`
        : `${wordsOf(verified)}${wordsOfReports(boardReports)}`,
    );
    if (verified.faults.length + boardReports.faults.length > 0) process.exitCode = EXIT.refused;
  } finally {
    progress.end();
    await core.stop();
  }
}

const WHAT: Readonly<Record<Verified['faults'][number]['what'], string>> = {
  edited: 'edited after they were sealed',
  deleted: 'deleted',
  inserted: 'put in where none was sealed',
  reordered: 'in another order than they were sealed in',
  erased: 'emptied without a line that says who erased them',
  'seal-edited': 'under a seal that was edited',
  'seals-missing': 'under seals that are missing',
  rewritten: 'sealed anew: the seals are not those that were made',
  truncated: 'cut off, with their seals',
};

function wordsOf(verified: Verified): string {
  const { faults, lines, seals, unsealed, erased, anchors, head } = verified;
  const counts = `${number(lines)} lines under ${number(seals)} seals, ${number(unsealed)} not sealed yet, ${number(erased)} erased`;
  const places = anchors.map(
    ({ place, agree, newest }) => `Anchors (${place}): ${number(agree)} agree, newest seal ${number(newest)}.`,
  );
  const found = faults.map(({ what, lo, hi, place }) => {
    const which = lo === hi ? `Line ${lo}` : `Lines ${lo} to ${hi}`;
    return `✗ ${which}: ${WHAT[what]}${place === undefined ? '' : ` (told by the ${place})`}`;
  });
  return `${[
    bold(faults.length === 0 ? 'The audit is as it was sealed' : 'The audit is not as it was sealed'),
    counts,
    ...(head ? [`Newest seal: ${head.n} ${head.hash}`] : []),
    ...(places.length > 0 ? places : ['No anchor elsewhere was compared.']),
    ...found,
  ].join('\n')}\n`;
}

const PART: Readonly<Record<PackFault['what'], string>> = {
  cells: 'its cells were edited after it was sealed',
  file: 'its PDF was edited after it was sealed',
  seal: 'its seal was edited',
  order: 'the report before it is missing or was sealed anew',
  removed: 'the log says that it was issued, and it is gone',
  rewritten: 'it is another than the log says was issued',
  added: 'the log does not say that it was issued',
};

function wordsOfReports({ reports, organizations, faults }: VerifiedPacks): string {
  if (reports + faults.length === 0) return '';
  const whose = `${number(reports)} of ${number(organizations)} ${organizations === 1 ? 'organisation' : 'organisations'}`;
  const found = faults.map(
    ({ organization, month, what }) => `✗ Board report ${month} of ${organization}: ${PART[what]}`,
  );
  return `${[
    bold(faults.length === 0 ? 'Board reports are as they were issued' : 'Board reports are not as they were issued'),
    whose,
    ...found,
  ].join('\n')}\n`;
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}
