import { accepted, type Outcome } from '#fhir';
import { everyItem, fieldsOf, placesOf } from '#forms';
import type { FormSheet, FormTask } from '#record/contract';
import { type Filling, fillingOf, itemsToSend, typedOnly } from '../form/filling.ts';
import { FormItems, formProgram } from '../form/items.tsx';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { keeping, taskIn } from './places.ts';

export type FillShown = {
  readonly sheet: FormSheet;
  readonly filling: Filling;
  readonly number: string;
  readonly reason: string;
  readonly own: boolean;
};

/** A form to be filled in by staff, for a person or for nobody. */
export const fillPage: PageDefinition<FillShown> = fillOn('/forms/:id/fill', {
  roles: STAFF,
  own: false,
  task: ({ params, query }) => taskIn(params['id'] ?? '', query),
  page: ({ params, query }) => {
    const words = query.toString();
    return `/forms/${encodeURIComponent(params['id'] ?? '')}/fill${words === '' ? '' : `?${words}`}`;
  },
  after: (id) => `/forms/answers/${id}`,
});

/** What a person was asked about themself, or puts right. */
export const myFillPage: PageDefinition<FillShown> = fillOn('/me/forms/:id', {
  roles: ['person'],
  own: true,
  task: ({ params, query }) => (query.get('amends') ? { amends: params['id'] ?? '' } : { ask: params['id'] ?? '' }),
  page: ({ params, query }) =>
    `/me/forms/${encodeURIComponent(params['id'] ?? '')}${query.get('amends') ? '?amends=yes' : ''}`,
  after: () => '/me/forms',
});

type On = {
  readonly roles: typeof STAFF;
  readonly own: boolean;
  readonly task: (context: LoaderContext) => FormTask;
  readonly page: (context: LoaderContext) => string;
  readonly after: (id: string) => string;
};

function fillOn(path: string, on: On): PageDefinition<FillShown> {
  return {
    path,
    policy: { allow: 'roles', roles: on.roles },
    title: ({ sheet }) => sheet.form.title,
    loader: (context) => load(context, on),
    Page: Fill,
    actions: {
      answer: (context, form) => typedIn(context, form, on),
      discard: async (context) => {
        const done = await context.record.forms.discard(context.access, on.task(context));
        return done.ok ? accepted({ to: on.own ? '/me/forms' : '/forms', said: 'Gone. Nothing was sent.' }) : done;
      },
    },
  };
}

async function load(context: LoaderContext, on: On): Promise<Outcome<FillShown>> {
  const { record, access, typed, zone = 'UTC' } = context;
  const found = await record.forms.open(access, on.task(context), typed !== undefined);
  if (!found.ok) return found;
  const sheet = found.value;
  const before = typed ?? begunWith(sheet, zone);
  return accepted({
    sheet,
    filling: fillingOf(sheet.program, before, zone),
    number: typed?.get('sheet') ?? sheet.sheet,
    reason: before?.get('+why:0') ?? '',
    own: on.own,
  });
}

/** What was typed before and not sent; else what is put right. */
function begunWith({ draft, amends, program }: FormSheet, zone: string): URLSearchParams | undefined {
  if (draft) return new URLSearchParams(draft.fields);
  return amends && fieldsOf(placesOf(program, amends.items).places, zone);
}

/** Whatever button is pressed, and while it is typed, what is there is kept; sent it is once nothing is wrong with it. */
async function typedIn(context: LoaderContext, form: URLSearchParams, on: On): Promise<Outcome<Done>> {
  const { record, access, zone = 'UTC' } = context;
  const task = on.task(context);
  const found = await record.forms.open(access, task, true);
  if (!found.ok) return found;
  const { program, amends } = found.value;
  const number = form.get('sheet') ?? found.value.sheet;
  const pressed = form.get('quiet') === null ? form.get('do') : 'quiet';
  const send = pressed === 'send' ? itemsToSend(program, form, zone) : undefined;
  if (!send || send.complaints.length > 0) {
    const fields = typedOnly(fillingOf(program, form, zone).fields).toString();
    const kept = await record.forms.keep(access, task, { fields, page: on.page(context), sheet: number });
    if (!kept.ok) return kept;
    if (pressed === 'later') return accepted({ to: on.own ? '/me/forms' : '/forms', said: 'Kept. Only you see it.' });
    return accepted({ to: '', again: true });
  }
  const reason = form.get('+why:0') ?? '';
  const done = await record.forms.submit(access, task, {
    sheet: number,
    items: send.items,
    ...(amends ? { reason } : {}),
  });
  return done.ok ? accepted({ to: on.after(done.value), said: amends ? 'Put right.' : 'Your answer is kept.' }) : done;
}

function Fill(shown: FillShown) {
  const { sheet, own } = shown;
  const { form, about, ask, draft } = sheet;
  return (
    <div class={own ? 'page narrow own' : 'page narrow'}>
      <p class="back">
        <a href={own ? '/me/forms' : keeping(`/forms/${encodeURIComponent(form.id)}`, about?.person)}>
          {own ? 'Forms for me' : <Words>{form.title}</Words>}
        </a>
      </p>
      <PageHead title={<Words>{form.title}</Words>} under={<Words>{form.description}</Words>} />
      {about && !own && (
        <p>
          About{' '}
          <strong>
            <Words>{about.name}</Words>
          </strong>
          . The answer goes to their record.
        </p>
      )}
      {ask && (
        <p class="meta">
          <Words>{ask.by}</Words> of <Words>{ask.organization}</Words> asks for it by <When at={ask.until} />.{' '}
          <Words>{ask.words}</Words>
        </p>
      )}
      <Sheet {...shown} />
      {draft && (
        <Post action="discard">
          <p class="actions">
            <bdi class="meta">
              Begun before, kept until <When at={draft.until} />.
            </bdi>{' '}
            <Button>Discard what I typed</Button>
          </p>
        </Post>
      )}
    </div>
  );
}

function Sheet({ sheet: { amends, program }, filling, number, reason, own }: FillShown) {
  return (
    <Section title={amends ? 'Put it right' : own ? 'What you are asked' : 'Questions'}>
      <form method="post" class="form" novalidate data-draft {...formProgram(filling)}>
        <input type="hidden" name="action" value="answer" />
        <input type="hidden" name="sheet" value={number} />
        <FormItems of={filling} />
        {amends && (
          <Field
            label="Why it is put right"
            hint="It stays beside the answer, with what stood there before."
            name="+why:0"
            id="reason"
            lines={2}
            value={reason}
          />
        )}
        <p class="actions">
          <Button kind="main" name="do" value="send">
            {amends ? 'Put it right' : 'Send it'}
          </Button>
          {moves(program) && (
            <button type="submit" class="button without-script" name="do" value="continue">
              Continue
            </button>
          )}
          <Button name="do" value="later">
            Keep it for later
          </Button>
          <span class="meta" id="kept" role="status" />
        </p>
        <p class="hint">
          <bdi>What you type is kept on the way, for you alone, for thirty days.</bdi>
        </p>
      </form>
    </Section>
  );
}

/** Whether what is asked, or shown, depends on what was answered: without a script that is settled by a button. */
function moves({ calculations, items }: FormSheet['program']): boolean {
  return (
    calculations > 0 ||
    everyItem(items).some(
      ({ conditions, items: below, type }) => conditions.length > 0 || (type !== 'group' && below.length > 0),
    )
  );
}
