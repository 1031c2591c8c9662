import { accepted, type Outcome } from '#fhir';
import type { RoundView } from '#governance/contract';
import { FormItems, formProgram } from '../form/items.tsx';
import { type Filling, fillingOf, itemsToSend } from '../form/filling.ts';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { typedFrom } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { RoundFigures } from './figures.tsx';

export type RoundShown = {
  readonly round: RoundView;
  readonly typed?: URLSearchParams;
  /** The form, once it was opened: with the token that it is sent under. */
  readonly sheet?: { readonly token: string; readonly filling: Filling };
};

/** One round: the form for who is asked, what it came to, and what follows. */
export const roundPage: PageDefinition<RoundShown> = {
  path: '/readiness/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ round }) => round.change?.words ?? round.title,
  loader: async ({ governance, access, params, typed, zone }) => {
    const found = await governance.readiness.one(access, params['id'] ?? '');
    if (!found.ok) return found;
    const token = typed?.get('token') ?? '';
    const { program } = found.value;
    return accepted({
      round: found.value,
      ...(typed ? { typed } : {}),
      ...(token === '' || !typed ? {} : { sheet: { token, filling: fillingOf(program, typed, zone ?? 'UTC') } }),
    });
  },
  Page: (shown) => {
    const { round, sheet } = shown;
    return (
      <div class="page">
        <p class="back">
          {round.programme ? (
            <a href={`/programmes/${round.programme.id}/levels`}>
              <Words>{round.programme.name}</Words>
            </a>
          ) : (
            <a href="/readiness">Asked of teams</a>
          )}
        </p>
        <PageHead title={<Words>{round.change?.words ?? round.title}</Words>} under={round.program.description} />
        {sheet ? <Sheet {...sheet} /> : <TakePart of={round} />}
        {!sheet && <RoundFigures {...shown} />}
      </div>
    );
  },
  actions: {
    take: async ({ governance, access, params }, form) => {
      const given = await governance.readiness.take(access, params['id'] ?? '');
      if (!given.ok) return given;
      // Only the page that follows has it: kept nowhere, so that no answer leads back to whom it was given to.
      form.set('token', given.value.token);
      return accepted({ to: '', again: true });
    },
    answer: sendAnswer,
    close: async ({ governance, access, params }) => {
      const id = params['id'] ?? '';
      const done = await governance.readiness.close(access, id);
      return done.ok ? accepted({ to: `/readiness/${id}`, said: 'Counted. The answers themselves are gone.' }) : done;
    },
    do: async ({ governance, access, params }, form) => {
      const id = params['id'] ?? '';
      const done = await governance.readiness.decide(access, id, typedFrom(form));
      return done.ok ? accepted({ to: `/readiness/${id}`, said: 'What follows is written down.' }) : done;
    },
  },
};

async function sendAnswer(context: LoaderContext, form: URLSearchParams): Promise<Outcome<Done>> {
  const { governance, access, params, zone } = context;
  const id = params['id'] ?? '';
  const found = await governance.readiness.one(access, id);
  if (!found.ok) return found;
  if (form.get('do') !== 'send') return accepted({ to: '', again: true });
  const { items, complaints } = itemsToSend(found.value.program, form, zone ?? 'UTC');
  if (complaints.length > 0) return accepted({ to: '', again: true });
  const done = await governance.readiness.answer(id, { token: form.get('token') ?? '', items });
  return done.ok ? accepted({ to: `/readiness/${id}`, said: 'Your answer is in. Nobody can tell which it is.' }) : done;
}

function Sheet({ token, filling }: NonNullable<RoundShown['sheet']>) {
  return (
    <Section title="Your answer">
      <p class="hint">
        Keep this page until you have sent it: nobody can open it for you a second time. Nothing in it says who you are.
      </p>
      <form method="post" class="form" novalidate {...formProgram(filling)}>
        <input type="hidden" name="action" value="answer" />
        <input type="hidden" name="token" value={token} />
        <FormItems of={filling} />
        <p class="actions">
          <Button kind="main" name="do" value="send">
            Send it
          </Button>
        </p>
      </form>
    </Section>
  );
}

function TakePart({ of: { may, until, closed } }: { readonly of: RoundView }) {
  if (may.take) {
    return (
      <Section title="You are asked">
        <p>
          Everybody of your team answers once, until <When at={until} />. That you took part is kept; what you answer is
          kept apart from it, and gone once it is counted. Of fewer than five people nothing is told.
        </p>
        <Post action="take">
          <p class="actions">
            <Button kind="main">Open the form</Button>
          </p>
        </Post>
      </Section>
    );
  }
  return may.taken && closed === undefined ? (
    <p class="meta">You have taken part. What came of it is told once the round is counted.</p>
  ) : null;
}
