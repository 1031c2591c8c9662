import {
  type Access,
  amountWords,
  type Evidence,
  evidenceWords,
  type Milestone,
  spaced,
  type Tranche,
} from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Asking, SERVICE } from '../ask.ts';
import type { MilestoneView } from './contract.ts';
import type { HumpKept } from './ground.ts';
import type { ShownRow } from './hump.queries.ts';

/** What this folder asks of governance and insight; the rest of their contracts is not its business. */
type PapersAnswer = {
  readonly decisions?: {
    readonly paper: (access: Access, id: string) => Promise<Outcome<DecidedPaper>>;
  };
};
type DecidedPaper = {
  readonly title: string;
  readonly topic: string;
  readonly state: string;
  readonly amount?: { readonly minor: number; readonly currency: string };
  readonly decided?: string;
};
type FiguresAnswer = {
  readonly measure: (
    access: Access,
    id: string,
    place: string,
  ) => Promise<Outcome<{ readonly measure: { readonly tally?: { readonly met: number; readonly of: number } } }>>;
};

/** How each milestone of a tranche stands: by the record, by the figures, or by what somebody showed. */
export async function milestonesOf(
  asking: Asking,
  { shown }: Pick<HumpKept, 'shown'>,
  tranche: Tranche,
): Promise<readonly MilestoneView[]> {
  const found: MilestoneView[] = [];
  for (const milestone of tranche.milestones) {
    const row = shown.find((one) => one.tranche === tranche.id && one.milestone === milestone.id);
    found.push(await standing(asking, milestone, row));
  }
  return found;
}

async function standing(asking: Asking, { id, words, evidence }: Milestone, row: ShownRow | undefined) {
  const base = { id, words, how: evidenceWords(evidence), by: evidence.by };
  if (evidence.by === 'search') return { ...base, ...(await bySearch(asking, evidence)) };
  if (evidence.by === 'measure') return { ...base, ...(await byMeasure(asking, evidence)) };
  if (!row) return { ...base, shown: false, told: 'Nobody has shown it yet.' };
  return {
    ...base,
    shown: true,
    told: `${row.words} (${row.by})`,
    ...(row.hash === null ? {} : { hash: row.hash }),
    ...(row.paper === null ? {} : { paper: row.paper }),
  };
}

type Told = { readonly shown: boolean; readonly told: string };

/** A count over all that is recorded: it says how many, and nothing of whom. */
async function bySearch(
  { services }: Asking,
  { search, count }: Extract<Evidence, { readonly by: 'search' }>,
): Promise<Told> {
  const [type = '', query = ''] = search.split('?', 2);
  const parameters = [...new URLSearchParams(query), ['_summary', 'count']] as const;
  const found = await services
    .repository(SERVICE)
    .search({ type, parameters: [...parameters] as never, handling: 'strict' });
  if (!found.ok) return { shown: false, told: `It cannot be looked for: ${found.refusals[0].text}` };
  const total = found.value.total ?? 0;
  return { shown: total >= count, told: `${total} of ${count} are recorded.` };
}

async function byMeasure(
  { services }: Asking,
  { measure, percent }: Extract<Evidence, { readonly by: 'measure' }>,
): Promise<Told> {
  const insight = services.answers['insight'] as FiguresAnswer | undefined;
  const found = await insight?.measure({ ...SERVICE, purpose: 'planning' }, measure, 'all');
  const tally = found?.ok ? found.value.measure.tally : undefined;
  if (!tally || tally.of === 0) return { shown: false, told: 'The figure is not known.' };
  const reached = (tally.met * 100) / tally.of;
  return { shown: reached >= percent, told: `It is at ${reached.toFixed(1)} % of ${percent} %.` };
}

/** A decision that a body took on a topic, as whoever asks may read it. */
export async function decidedPaper(
  { services }: Asking,
  access: Access,
  asked: { readonly id: string; readonly topic: string; readonly minor?: bigint; readonly currency?: string },
): Promise<Outcome<DecidedPaper>> {
  const governance = services.answers['governance'] as PapersAnswer | undefined;
  const id = asked.id.trim().replace(/^.*\/papers\//, '');
  const found = id === '' ? undefined : await governance?.decisions?.paper(access, id);
  if (!found?.ok) return refuse('not-found', 'money.no-decision', `No decision has the number '${id.slice(0, 60)}'.`);
  const { state, topic, amount, title } = found.value;
  if (state !== 'agreed' || topic !== asked.topic) {
    return refuse(
      'business-rule',
      'money.not-decided',
      `'${title}' is not an agreed decision on ${spaced(asked.topic)}.`,
    );
  }
  if (
    asked.minor !== undefined &&
    amount &&
    (amount.currency !== asked.currency || BigInt(amount.minor) < asked.minor)
  ) {
    return refuse(
      'business-rule',
      'money.not-decided',
      `'${title}' is about ${amountWords(amount)}, less than is asked for.`,
    );
  }
  return accepted(found.value);
}
