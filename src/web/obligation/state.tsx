import type { CommitmentState, ObligationView } from '#governance/contract';
import { Tag, type Tone } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital, SEAT_WORDS } from '../parts/words.ts';

/** Where it stands, in a shape and a word. Late is no clinical danger, so it is not red. */
export function StateTag({ of }: { readonly of: ObligationView }) {
  if (of.state === 'kept') return <Tag tone="done">done</Tag>;
  if (of.state === 'withdrawn') return <Tag tone="quiet">let go</Tag>;
  if (of.state === 'paused') return <Tag tone="quiet">clock stopped</Tag>;
  if (of.late) return <Tag tone="concern">{of.answered ? 'late, answered' : 'late'}</Tag>;
  return <Tag tone="wait">to do</Tag>;
}

/** What needs somebody first stands first. */
export const COMMITMENT_WORDS: Readonly<Record<CommitmentState, readonly [Tone, string]>> = {
  broken: ['concern', 'broken'],
  late: ['concern', 'late'],
  blocked: ['wait', 'blocked by another'],
  renegotiated: ['wait', 'renegotiated'],
  'to-come': ['wait', 'to come'],
  'kept-late': ['done', 'kept late'],
  kept: ['done', 'kept'],
  'let-go': ['quiet', 'let go'],
};

export function CommitmentTag({ of }: { readonly of: ObligationView }) {
  const [tone, words] = COMMITMENT_WORDS[of.commitment ?? 'to-come'];
  return <Tag tone={tone}>{words}</Tag>;
}

export function kindOf({ kind }: Pick<ObligationView, 'kind'>): string {
  return capital(kind.replaceAll('-', ' '));
}

/** Who owes it: the role, who holds it today, the organisation. */
export function Owner({ of }: { readonly of: ObligationView }) {
  const { role, organizationName } = of.owner;
  const held = of.holder === undefined ? '' : ` (${of.holder})`;
  return <Words>{`${SEAT_WORDS[role]}${held}, ${organizationName}`}</Words>;
}

/** To whom, in words. */
export function Creditor({ of }: { readonly of: ObligationView }) {
  const { owed } = of;
  if (owed === undefined) return <>nobody in particular</>;
  if (owed.toPerson) return <>the person</>;
  const role = owed.role === undefined ? '' : `${SEAT_WORDS[owed.role]}, `;
  return <Words>{`${role}${owed.organizationName ?? ''}`}</Words>;
}

export function DueWords({ of }: { readonly of: ObligationView }) {
  if (of.closed !== undefined)
    return (
      <>
        {of.state === 'kept' ? 'done' : 'let go'} <When at={of.closed} />
      </>
    );
  if (of.dueDay === undefined) return <>the clock stands</>;
  return (
    <>
      by the end of <When at={of.dueDay} />
    </>
  );
}
