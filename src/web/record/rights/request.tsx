import { accepted } from '#fhir';
import type { Decided, Finding, RequestForLead } from '#record/contract';
import { AuditTabs } from '../../audit/tabs.tsx';
import { type LoaderContext, type PageDefinition } from '../../page.ts';
import { Button, Choice, Field, Post } from '../../parts/form.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { When, Words } from '../../parts/value.tsx';
import { personPath } from '../path.ts';
import { Deciding, Review } from './deciding.tsx';
import { Copy, Decision, Facts, revisionOf, StandsAt, Steps } from './parts.tsx';
import { GIVEN_WORDS, RIGHT_WORDS } from './words.ts';

export type RequestShown = { readonly request: RequestForLead; readonly typed?: Readonly<Record<string, string>> };

/** One request, for the organisation that answers it: what is known, what the law says, and the decision. */
export const requestPage: PageDefinition<RequestShown> = {
  path: '/audit/requests/:id',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: ({ request }) => RIGHT_WORDS[request.right],
  revision: ({ request }) => revisionOf(request),
  loader: async ({ record, access, params, typed }) => {
    const found = await record.rights.forLead(access, params['id'] ?? '');
    if (!found.ok) return found;
    return accepted({ request: found.value, ...(typed ? { typed: Object.fromEntries(typed) } : {}) });
  },
  Page: ({ request, typed = {} }) => {
    const open = request.state === 'open' || request.state === 'identity';
    return (
      <>
        <AuditTabs />
        <div class="page narrow">
          <PageHead
            title={RIGHT_WORDS[request.right]}
            under={
              <a href={personPath(request.person, '/access')}>
                <Words>{request.name}</Words>
              </a>
            }
          />
          <Section title="Where it stands" aside={<StandsAt of={request} />}>
            <Facts of={request} />
          </Section>
          {open && <Clock of={request} typed={typed} />}
          {open && <Known of={request} />}
          {open && <Decide of={request} typed={typed} />}
          {request.copy !== undefined && (
            <Copy of={request.copy} at={`/audit/requests/${encodeURIComponent(request.id)}`} />
          )}
          <Decision of={request} />
          {request.review && <Review typed={typed} />}
          {request.restricted && !open && <Lift typed={typed} />}
          {request.right === 'object' && <Deciding of={request} typed={typed} />}
          <Steps of={request} />
        </div>
      </>
    );
  },
  actions: {
    identified: (context, form) =>
      back(
        context,
        'The clock runs now.',
        context.record.rights.identified(context.access, idOf(context), wordsOf(form)),
      ),
    extend: (context, form) =>
      back(
        context,
        'Put off; the person reads why.',
        context.record.rights.extend(context.access, idOf(context), wordsOf(form)),
      ),
    decide: (context, form) =>
      back(
        context,
        'Decided. The person reads it.',
        context.record.rights.decide(context.access, idOf(context), decidedOf(form)),
      ),
    found: (context, form) =>
      back(
        context,
        'Written down; the person reads it.',
        context.record.rights.found(context.access, idOf(context), findingOf(form)),
      ),
    reviewed: (context, form) =>
      back(
        context,
        'Looked at again; the person reads it.',
        context.record.rights.reviewed(context.access, idOf(context), wordsOf(form)),
      ),
    lift: (context, form) =>
      back(
        context,
        'Lifted; the person reads why.',
        context.record.rights.lift(context.access, idOf(context), wordsOf(form)),
      ),
  },
};

function idOf({ params }: LoaderContext): string {
  return params['id'] ?? '';
}

function wordsOf(form: URLSearchParams): string {
  return form.get('words') ?? '';
}

async function back(context: LoaderContext, said: string, work: ReturnType<LoaderContext['record']['rights']['lift']>) {
  const done = await work;
  return done.ok ? accepted({ to: `/audit/requests/${encodeURIComponent(idOf(context))}`, said }) : done;
}

type Formed = { readonly of: RequestForLead; readonly typed: Readonly<Record<string, string>> };

function Clock({ of, typed }: Formed) {
  if (of.state === 'identity') {
    return (
      <Section title="Who asks">
        <Post action="identified">
          <Field
            label="What showed that it is they who ask"
            name="words"
            hint="Two papers, or a person who knows them. Never ask for more than you need."
            required
            value={typed['action'] === 'identified' ? typed['words'] : ''}
          />
          <p class="actions">
            <Button kind="main">It is clear: let the clock run</Button>
          </p>
        </Post>
      </Section>
    );
  }
  if (of.extended || of.extendMonths === 0 || of.late) return null;
  return (
    <details class="card">
      <summary>It takes longer</summary>
      <Post action="extend">
        <Field
          label="Why it takes longer"
          name="words"
          hint="Only where it is complex, or they ask for many things. Once, while the first term runs, and by as much as the law allows."
          required
          id="why-longer"
          value={typed['action'] === 'extend' ? typed['words'] : ''}
        />
        <p class="actions">
          <Button>Put it off and tell them</Button>
        </p>
      </Post>
    </details>
  );
}

/** What its officer has to know: what is left out of a copy, what has to be kept. Told to nobody else. */
function Known({ of }: { readonly of: RequestForLead }) {
  return (
    <>
      {of.kept.length > 0 && (
        <Section title="Has to be kept" count={of.keptCount}>
          <ul class="item-list">
            {of.kept.map((one) => (
              <li key={one.reference}>
                <span class="item-title">
                  <Words>{one.words}</Words>
                </span>
                <span class="item-words">
                  At least until <When at={one.until} />. <Words>{one.law}</Words>
                </span>
              </li>
            ))}
          </ul>
          {of.keptCount > of.kept.length && <p class="meta">The first {of.kept.length} are shown.</p>}
        </Section>
      )}
    </>
  );
}

function Decide({ of, typed }: Formed) {
  const grounds = of.grounds.map(({ id, words, law, for: what }) => ({
    value: id,
    words: `${what === 'granting' ? 'Grant' : 'Do not grant'}: ${words} (${law})`,
  }));
  return (
    <Section title="Decide">
      <Post action="decide">
        <LeftOut of={of} />
        <Right of={of} typed={typed} />
        <fieldset class="field">
          <legend>What you decide</legend>
          {(of.right === 'object' ? WHOLE : ALL).map((given) => (
            <label key={given} class="tick">
              <input type="radio" name="given" value={given} checked={given === (typed['given'] ?? 'granted')} />
              {GIVEN_WORDS[given]}
            </label>
          ))}
        </fieldset>
        <Choice
          label="On which ground"
          name="ground"
          options={[{ value: '', words: 'None is needed' }, ...grounds]}
          value={typed['ground']}
        />
        <Field
          label="What the person reads"
          name="words"
          id="decide-words"
          hint="In words that they understand. Whom they can complain to is told with it."
          lines={4}
          value={typed['action'] === 'decide' ? typed['words'] : ''}
        />
        <p class="actions">
          <Button kind={of.right === 'erase' ? 'danger' : 'main'}>Decide and tell them</Button>
        </p>
      </Post>
    </Section>
  );
}

const ALL = ['granted', 'partly', 'refused'] as const;
/** Whom it is kept from is the person's to choose, so that nothing of it can be granted in part. */
const WHOLE = ['granted', 'refused'] as const;

/** What a copy leaves out; this list is for its officer alone. */
function LeftOut({ of }: { readonly of: RequestForLead }) {
  if (of.heldBack.length === 0) return null;
  return (
    <fieldset class="field">
      <legend>Left out of the copy. Tick what is to be given all the same.</legend>
      <p class="hint">
        Only you read this list. The copy says on every page alike that some information may be held back.
      </p>
      {of.heldBack.map((one) => (
        <label key={one.reference} class="tick">
          <input type="checkbox" name="give" value={one.reference} />
          <span>
            <Words>{one.words}</Words>: {one.because}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** What of an item is to be put right. */
function Right({ of, typed }: Formed) {
  return (
    <>
      {of.fields.map(({ name, label, value }) => (
        <Field
          key={name}
          id={`field-${name.replaceAll('/', '-')}`}
          label={label}
          name={`field ${name}`}
          value={typed[`field ${name}`] ?? value}
        />
      ))}
    </>
  );
}

function Lift({ typed }: { readonly typed: Readonly<Record<string, string>> }) {
  return (
    <Section title="End the restriction">
      <Post action="lift">
        <Field
          label="Why it ends"
          name="words"
          hint="The person reads it before anything is used again."
          lines={3}
          required
          value={typed['words']}
        />
        <p class="actions">
          <Button>End it and tell them</Button>
        </p>
      </Post>
    </Section>
  );
}

function findingOf(form: URLSearchParams): Finding {
  const text = (name: string) => form.get(name)?.trim() ?? '';
  const as = text('as') === 'deputy' ? 'deputy' : 'attorney';
  return {
    able: text('able') === 'yes',
    on: text('on'),
    by: text('by'),
    ...(text('speaker') === '' ? {} : { speaker: { name: text('speaker'), as } }),
    ...(text('advocate') === '' ? {} : { advocate: text('advocate') }),
  };
}

const FIELD = 'field ';

function decidedOf(form: URLSearchParams): Decided {
  const ground = form.get('ground') ?? '';
  const fields = [...form]
    .filter(([name]) => name.startsWith(FIELD))
    .map(([name, value]) => [name.slice(FIELD.length), value]);
  return {
    given: (form.get('given') ?? '') as Decided['given'],
    words: wordsOf(form),
    give: form.getAll('give'),
    fields: Object.fromEntries(fields) as Record<string, string>,
    ...(ground === '' ? {} : { ground }),
  };
}
