import { accepted, refuse } from '#fhir';
import type { CandidateSide, MatchPair, WaitingPairs } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Born, spaced, Value, Words } from '../parts/value.tsx';
import { LINKERS } from '../shell/places.ts';

const LIMIT = 20;

export type IdentityShown = {
  readonly waiting: WaitingPairs;
  /** Those shown come behind others. */
  readonly behindOthers?: true;
  readonly typed?: { readonly pair: string; readonly reason: string };
};

/** Pairs of records that may be of one person and wait for somebody to decide. */
export const identityPage: PageDefinition<IdentityShown> = {
  path: '/identity',
  policy: { allow: 'roles', roles: LINKERS },
  title: () => 'Same person?',
  loader: async ({ record, access, query, typed }) => {
    const after = query.get('after') ?? undefined;
    const found = await record.waitingPairs(access, LIMIT, after);
    if (!found.ok) return found;
    const kept = typed && { pair: typed.get('pair') ?? '', reason: typed.get('reason') ?? '' };
    return accepted({
      waiting: found.value,
      ...(after === undefined ? {} : { behindOthers: true }),
      ...(kept ? { typed: kept } : {}),
    });
  },
  Page: ({ waiting, behindOthers, typed }) => (
    <div class="page narrow">
      <PageHead
        title="Same person?"
        under="Two organisations hold records that may be of one person. Until somebody decides they are shown apart."
      />
      {waiting.pairs.length === 0 && <Nothing of={waiting} behindOthers={behindOthers === true} />}
      {waiting.pairs.map((pair) => (
        <Pair key={pair.id} of={pair} reason={typed?.pair === pair.id ? typed.reason : undefined} />
      ))}
      <Further of={waiting} behindOthers={behindOthers === true} />
    </div>
  ),
  actions: {
    decide: async ({ record, access, query }, form) => {
      const decision = form.get('decision');
      if (decision !== 'same' && decision !== 'different') {
        return refuse('value', 'web.no-decision', 'Say whether it is the same person or not.');
      }
      const done = await record.decidePair(access, form.get('pair') ?? '', decision, form.get('reason') ?? '');
      const said = decision === 'same' ? 'Linked. The two are shown as one record.' : 'Kept apart.';
      // Who has gone on in the list stays where they are.
      const after = query.get('after');
      const to = after === null ? '/identity' : `/identity?after=${encodeURIComponent(after)}`;
      return done.ok ? accepted({ to, said }) : done;
    },
  },
};

type Place = { readonly of: WaitingPairs; readonly behindOthers: boolean };

function Nothing({ of, behindOthers }: Place) {
  if (of.next !== undefined || behindOthers)
    return (
      <Section title="None here">
        <Empty title={of.next === undefined ? 'No more pairs come behind these' : 'None of these is yours to decide'} />
      </Section>
    );
  return (
    <Section title="Nothing waits">
      <Empty title="No pair of records waits for a decision">
        <p>Clear cases are linked by themselves; doubtful ones come here.</p>
      </Empty>
    </Section>
  );
}

/** A pair that cannot be decided today must not keep others from being seen. */
function Further({ of, behindOthers }: Place) {
  if (of.next === undefined && !behindOthers) return null;
  const count = `${of.atLeast ? 'at least ' : ''}${of.behind}`;
  return (
    <nav class="actions" aria-label="More pairs">
      {of.next !== undefined && (
        <a class="button" href={`/identity?after=${encodeURIComponent(of.next)}`}>
          {of.behind === 0 ? 'Look further' : `Next pairs (${count} more)`}
        </a>
      )}
      {behindOthers && (
        <a class="button" href="/identity">
          From the likeliest
        </a>
      )}
    </nav>
  );
}

function Pair({ of, reason }: { readonly of: MatchPair; readonly reason?: string | undefined }) {
  return (
    <Section title={`${of.left.name} and ${of.right.name}`} kind="pair">
      <table class="rows compare">
        <caption class="sr">The two records side by side</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">
              <Words>{of.left.organization}</Words>
            </th>
            <th scope="col">
              <Words>{of.right.organization}</Words>
            </th>
          </tr>
        </thead>
        <tbody>
          {FIELDS.map(([label, show]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{show(of.left)}</td>
              <td>{show(of.right)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <details>
        <summary>Why it is not clear</summary>
        <Reasons of={of} />
      </details>
      <Post action="decide">
        <input type="hidden" name="pair" value={of.id} />
        <Field
          label="How do you know?"
          name="reason"
          id={`reason-${of.id.replace(/\W/g, '-')}`}
          hint="For example: asked her on the telephone; same address for ten years."
          required
          value={reason}
        />
        <p class="actions">
          <Button kind="main" name="decision" value="same">
            Same person
          </Button>
          <Button name="decision" value="different">
            Not the same
          </Button>
        </p>
      </Post>
    </Section>
  );
}

const FIELDS: readonly (readonly [string, (side: CandidateSide) => preact.ComponentChildren])[] = [
  ['Name', ({ name }) => <Words>{name}</Words>],
  ['Born', ({ born }) => (born === undefined ? 'not recorded' : <Born on={born} />)],
  ['Gender', ({ gender }) => gender ?? 'not recorded'],
  ['Address', ({ address }) => <Words>{address ?? 'not recorded'}</Words>],
  [
    'Numbers',
    ({ identifiers }) => (
      <Value>{identifiers.map(({ label, value }) => `${label} ${spaced(value)}`).join(', ') || 'none'}</Value>
    ),
  ],
];

function Reasons({ of }: { readonly of: MatchPair }) {
  return (
    <table class="rows tight">
      <thead>
        <tr>
          <th scope="col">What was compared</th>
          <th scope="col">How it agrees</th>
          <th scope="col" class="number">
            Weight
          </th>
        </tr>
      </thead>
      <tbody>
        {of.reasons.map(({ field, agreement, weight }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>{agreement}</td>
            <td class="number">
              <Value>{`${weight > 0 ? '+' : weight < 0 ? '−' : ''}${Math.abs(weight).toFixed(1)}`}</Value>
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">Together</th>
          <td />
          <td class="number">
            <Value strong>{of.score.toFixed(1)}</Value>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
