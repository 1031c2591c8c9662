import type { Purpose, Role } from '#agreement';
import { purposeOf } from '#auth';
import type { Explanation, GovernanceAnswers } from '#governance/contract';
import { attach } from './attach.ts';
import { EXIT } from './exit.ts';
import type { DatabaseFlags } from './settings.ts';
import { bold, say } from './terminal.ts';

export type ExplainFlags = DatabaseFlags & {
  readonly organization: string;
  readonly role: Role;
  readonly purpose?: Purpose;
  readonly on?: string;
  readonly json?: boolean;
};

/** Says who can see an item and why, now or on a day. */
export async function explain(reference: string, flags: ExplainFlags): Promise<void> {
  const { core } = await attach(flags);
  try {
    const access = await core.auth.accessOfClient('command-line', 'Organization/system');
    const governance = core.services.answers['governance'] as GovernanceAnswers;
    const purpose = flags.purpose ?? purposeOf(flags.role);
    const viewer = { organization: flags.organization, role: flags.role, purpose };
    const answer = await governance.explain(access, {
      viewer,
      reference,
      ...(flags.on === undefined ? {} : { on: flags.on }),
    });
    if (!answer.ok) {
      for (const { text } of answer.refusals) say(text);
      process.exitCode = EXIT.refused;
      return;
    }
    process.stdout.write(flags.json ? `${JSON.stringify(answer.value)}\n` : wordsOf(answer.value));
  } finally {
    await core.stop();
  }
}

function wordsOf({ visible, words, steps, decidedBy, stood }: Explanation): string {
  const lines = [bold(visible ? 'Visible' : 'Not visible'), words];
  if (decidedBy) {
    const { instrument, version, paragraph, rank } = decidedBy;
    lines.push(`Decided by ${instrument} (version ${version}), paragraph ${paragraph}, of rank ${rank}.`);
  }
  if (stood && !stood.thatDay)
    lines.push(
      `Told by what stands now: who was related to whom is kept since ${stood.keptSince}, and of days before it nobody can say. Ask with --on ${stood.keptSince} for the first day that is kept.`,
    );
  for (const step of steps) lines.push(`  ${step.holds ? '✓' : '✗'} ${step.words}`);
  return `${lines.join('\n')}\n`;
}
