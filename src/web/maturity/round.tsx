import { accepted, type Outcome } from '#fhir';
import type { MaturityView } from '#governance/contract';
import { type Filling, fillingOf, itemsToSend } from '../form/filling.ts';
import { FormItems, formProgram } from '../form/items.tsx';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { typedFrom } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { Side } from './side.tsx';

export type MaturityShown = {
  readonly round: MaturityView;
  readonly typed?: URLSearchParams;
  /** The form, for whoever is asked and has not scored. */
  readonly filling?: Filling;
};

/** One round: the form for who is asked, how the scores lie once all are in, and what was agreed. */
export const maturityRoundPage: PageDefinition<MaturityShown> = {
  path: '/maturity/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ round }) => round.program.title,
  loader: async ({ governance, access, params, typed, zone }) => {
    const found = await governance.maturity.one(access, params['id'] ?? '');
    if (!found.ok) return found;
    const { program, may } = found.value;
    const sheet = typed?.get('action') === 'score' ? typed : undefined;
    return accepted({
      round: found.value,
      ...(typed ? { typed } : {}),
      ...(may.score ? { filling: fillingOf(program, sheet, zone ?? 'UTC') } : {}),
    });
  },
  Page: ({ round, typed, filling }) => (
    <div class="page">
      <p class="back">
        <a href="/maturity">How far we are</a>
      </p>
      <PageHead
        title={<Words>{round.program.title}</Words>}
        under={<Words>{round.programme?.name ?? 'All partners'}</Words>}
      />
      {filling && <Score round={round} filling={filling} />}
      <Asked of={round} />
      {round.closed !== undefined &&
        !round.hidden &&
        round.sides.map((side) => <Side key={side.id} of={side} lead={round.may.lead} typed={typed} />)}
      {round.closed !== undefined && !round.hidden && <Told of={round} />}
      {round.may.lead && round.closed === undefined && <Close />}
    </div>
  ),
  actions: {
    score: sendScores,
    close: async ({ governance, access, params }) => {
      const id = params['id'] ?? '';
      const done = await governance.maturity.close(access, id);
      return done.ok
        ? accepted({ to: `/maturity/${id}`, said: 'Closed for scoring. The single answers are gone.' })
        : done;
    },
    do: async ({ governance, access, params }, form) => {
      const id = params['id'] ?? '';
      const done = await governance.maturity.agree(access, id, typedFrom(form));
      return done.ok ? accepted({ to: `/maturity/${id}`, said: 'What was agreed is written down.' }) : done;
    },
  },
};

async function sendScores(context: LoaderContext, form: URLSearchParams): Promise<Outcome<Done>> {
  const { governance, access, params, zone } = context;
  const id = params['id'] ?? '';
  const found = await governance.maturity.one(access, id);
  if (!found.ok) return found;
  const { items, complaints } = itemsToSend(found.value.program, form, zone ?? 'UTC');
  if (found.value.may.score && (form.get('do') !== 'send' || complaints.length > 0))
    return accepted({ to: '', again: true });
  const done = await governance.maturity.score(access, id, items);
  return done.ok
    ? accepted({ to: `/maturity/${id}`, said: 'Your scores are in. Nobody can tell which they are.' })
    : done;
}

function Score({ round, filling }: { readonly round: MaturityView; readonly filling: Filling }) {
  return (
    <Section title="Your scores">
      <p>
        <Words>{round.program.description}</Words>
      </p>
      <p class="hint">
        You score once, until <When at={round.until} />. That you scored is kept; what you scored is kept apart from it,
        and gone once it is counted. Your reasons are shown without your name: write them so that they do not tell who
        you are.
      </p>
      <form method="post" class="form" novalidate {...formProgram(filling)}>
        <input type="hidden" name="action" value="score" />
        <FormItems of={filling} />
        <p class="actions">
          <Button kind="main" name="do" value="send">
            Send your scores
          </Button>
        </p>
      </form>
    </Section>
  );
}

function Asked({ of }: { readonly of: MaturityView }) {
  return (
    <Section title="Who is asked" count={of.scored}>
      <ul class="item-list">
        {of.places.map(({ organization, role, name, scored }) => (
          <li key={`${organization} ${role}`} data-row>
            <span class="item-title">
              <Words>{`${SEAT_WORDS[role]}, ${name}`}</Words>
            </span>
            <span class="item-fact">
              <Value>{scored}</Value> scored
            </span>
          </li>
        ))}
      </ul>
      <p class="meta">{stateWords(of)}</p>
    </Section>
  );
}

function stateWords({ closed, hidden, may }: MaturityView): string {
  if (hidden) return 'Closed for scoring, and being talked over. What was agreed is shown once all of it is.';
  if (closed !== undefined) return 'Closed for scoring.';
  return may.scored
    ? 'You have scored. What others said is shown once the round is closed for scoring.'
    : 'Nothing of what was said is shown, to anybody, before the round is closed for scoring.';
}

function Told({ of: { untold, sides, closed } }: { readonly of: MaturityView }) {
  return (
    <p class="meta">
      {closed !== undefined && (
        <>
          Counted on <When at={closed} />.{' '}
        </>
      )}
      {sides.every(({ spread }) => !spread) && 'Nothing is told of the scores: it would tell of too few. '}
      {untold.length > 0 && (
        <>
          By itself nothing is told of <Words>{untold.join(', ')}</Words>.{' '}
        </>
      )}
      Agreement is a*wg of Brown and Hauenstein (2005). Scores are far apart where a third or more are further than one
      step from the middle. Nothing is told where sums and differences of what is told would tell of fewer than five
      people.
    </p>
  );
}

function Close() {
  return (
    <Section title="Close it for scoring">
      <Post action="close">
        <p class="hint">Nobody scores after that. The single answers are removed once they are counted.</p>
        <p class="actions">
          <Button>Close it now</Button>
        </p>
      </Post>
    </Section>
  );
}
