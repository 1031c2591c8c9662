import { accepted } from '#fhir';
import type { DisputeView, InstrumentView, ReadingView, Simulated } from '#governance/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { DisputeDeeds } from './dispute-deeds.tsx';
import { DisputeTag } from './disputes.tsx';
import { agreementHref } from './path.ts';
import { readingFrom } from './raise-dispute.tsx';
import { EffectLines } from './simulate.tsx';

export type DisputeShown = {
  readonly view: DisputeView;
  readonly agreement: InstrumentView;
  /** What each organisation's reading would change, by organisation; absent for who may not count. */
  readonly counted: Readonly<Record<string, Simulated>>;
  readonly today: string;
  readonly typed?: URLSearchParams;
};

/** A dispute for all parties: readings side by side, what each would mean, what holds meanwhile, and how it is settled. */
export const disputePage: PageDefinition<DisputeShown> = {
  path: '/disputes/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `Dispute: ${view.title}, paragraph ${view.paragraph}`,
  loader: async (context) => {
    const { governance, access, params, typed, today } = context;
    const found = await governance.disputes.one(access, params.id ?? '');
    if (!found.ok) return found;
    const agreement = await governance.instrument(access, found.value.instrument, found.value.version);
    if (!agreement.ok) return agreement;
    const counted = await counts(context, found.value);
    return accepted({ view: found.value, agreement: agreement.value, counted, today, ...(typed ? { typed } : {}) });
  },
  Page: (shown) => (
    <div class="page">
      <p class="back">
        <a href="/disputes">Disputes</a>
      </p>
      <Head view={shown.view} />
      <Matter view={shown.view} />
      {shown.view.ruling && <Ruled view={shown.view} />}
      <div class="halves">
        {shown.view.readings.map((reading) => (
          <OneReading key={reading.organization} of={reading} counted={shown.counted[reading.organization]} />
        ))}
      </div>
      <Ladder of={shown.view} />
      <DisputeDeeds shown={shown} />
      <History of={shown.view} />
    </div>
  ),
  actions: {
    read: async (context, form) => {
      const { governance, access, params } = context;
      const id = params.id ?? '';
      const found = await governance.disputes.one(access, id);
      if (!found.ok) return found;
      const agreement = await governance.instrument(access, found.value.instrument, found.value.version);
      if (!agreement.ok) return agreement;
      const reading = readingFrom(agreement.value, found.value.clause, form);
      if (!reading.ok) return reading;
      return toward(
        id,
        await governance.disputes.read(access, id, reading.value),
        'Your reading stands beside the others.',
      );
    },
    'move-on': async ({ governance, access, params }, form) => {
      const id = params.id ?? '';
      return toward(
        id,
        await governance.disputes.moveOn(access, id, form.get('reason') ?? ''),
        'It goes to the next step.',
      );
    },
    rule: async ({ governance, access, params }, form) => {
      const id = params.id ?? '';
      const text = (name: string) => form.get(name) ?? '';
      const done = await governance.disputes.rule(access, id, {
        follows: text('follows'),
        words: text('ruling'),
        reason: text('because'),
        keptAs: text('keptAs') === 'new-version' ? 'new-version' : 'interpretation',
        from: text('from'),
        document: text('document'),
      });
      return toward(id, done, 'It is written down.');
    },
    accept: async ({ governance, access, params }) => {
      const id = params.id ?? '';
      return toward(id, await governance.disputes.accept(access, id), 'Accepted.');
    },
    withdraw: async ({ governance, access, params }, form) => {
      const id = params.id ?? '';
      return toward(id, await governance.disputes.withdraw(access, id, form.get('reason') ?? ''), 'It is taken back.');
    },
  },
};

async function counts({ governance, access }: LoaderContext, view: DisputeView): Promise<DisputeShown['counted']> {
  if (!view.may.simulate || view.clause === undefined) return {};
  const differing = view.readings.filter(({ difference }) => difference.length > 0);
  const found = await Promise.all(
    differing.map(async ({ organization }) => {
      const counted = await governance.disputes.simulate(access, view.id, organization);
      return counted.ok ? ([[organization, counted.value]] as const) : [];
    }),
  );
  return Object.fromEntries(found.flat());
}

function toward(id: string, done: Awaited<ReturnType<LoaderContext['governance']['disputes']['one']>>, said: string) {
  return done.ok ? accepted({ to: `/disputes/${id}`, said }) : done;
}

function Head({ view }: { readonly view: DisputeView }) {
  return (
    <PageHead
      title={<Words>{view.about}</Words>}
      under={
        <>
          <a href={agreementHref(view.instrument, view.version)}>{view.title}</a>, version {view.version}, paragraph{' '}
          {view.paragraph}. Raised by {view.raisedBy} on <When at={view.raised} />.
        </>
      }
    >
      <p class="state-now">
        <DisputeTag is={view.state} />
      </p>
    </PageHead>
  );
}

function Matter({ view }: { readonly view: DisputeView }) {
  return (
    <Section title={`Paragraph ${view.paragraph}`}>
      <blockquote dir="auto">{view.text}</blockquote>
      <p>
        <Words>{view.runs === undefined ? 'Nothing runs because of it.' : `Runs today: ${view.runs}`}</Words>
      </p>
      {view.state !== 'ruled' && view.state !== 'withdrawn' && <p>{view.meanwhile}</p>}
    </Section>
  );
}

function OneReading({ of, counted }: { readonly of: ReadingView; readonly counted: Simulated | undefined }) {
  return (
    <Section title={`How ${of.name} reads it`}>
      <p>
        <Words>{of.words}</Words>
      </p>
      <p class="meta">
        <Words>{of.by}</Words>
      </p>
      <h3 class="sub">What would run otherwise</h3>
      {of.difference.length === 0 ? (
        <p>Nothing: it is right as it runs.</p>
      ) : (
        <ul class="changes">
          {of.difference.map(({ words, change }) => (
            <li key={`${change}${words}`} class={change}>
              <Tag tone={change === 'added' ? 'better' : 'concern'}>{change === 'added' ? 'New' : 'No longer'}</Tag>
              <Words>{words}</Words>
            </li>
          ))}
        </ul>
      )}
      {counted && (
        <>
          <h3 class="sub">What would be seen otherwise</h3>
          <EffectLines of={counted} />
        </>
      )}
    </Section>
  );
}

const STEP_WORDS = { done: 'over', now: 'now', late: 'late', 'to-come': 'to come' } as const;
const STEP_TONES = { done: 'done', now: 'wait', late: 'concern', 'to-come': 'quiet' } as const;

function Ladder({ of }: { readonly of: DisputeView }) {
  return (
    <Section title="How it is settled" aside={of.binding ? 'the last step binds' : 'the last step advises'}>
      <ol class="changes">
        {of.steps.map((step) => (
          <li key={step.words}>
            <Tag tone={STEP_TONES[step.state]}>{STEP_WORDS[step.state]}</Tag>
            <div>
              <bdi>
                It goes {step.words}
                {step.dueBy !== undefined && (
                  <>
                    , by <When at={step.dueBy} />
                  </>
                )}
                .
              </bdi>
              <p class="meta">
                <bdi>
                  {step.who.length > 0
                    ? `With ${step.who.join(', ')}. `
                    : 'With nobody of the parties; a lead of the host brings its word. '}
                  {step.workingDays} working days.
                  {step.ended !== undefined && (
                    <>
                      {' '}
                      Ended without agreement on <When at={step.ended} />: {step.reason}
                    </>
                  )}
                </bdi>
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Ruled({ view }: { readonly view: DisputeView }) {
  const { ruling } = view;
  if (!ruling) return null;
  return (
    <Section
      title={ruling.stands ? 'Settled' : 'How it would be settled'}
      {...(ruling.stands ? {} : { kind: 'waits' })}
    >
      <p class="answer-words">
        <Words>{ruling.words}</Words>
      </p>
      <p>
        <Words>{`Because: ${ruling.reason}`}</Words>
      </p>
      <p class="meta">
        <bdi>
          {ruling.follows === 'as-it-runs' ? 'It stays as it runs' : `As ${ruling.holds} reads it`},{' '}
          {ruling.keptAs === 'interpretation'
            ? 'kept as how the text is read'
            : 'to be written into a new version, which all sign'}
          , from <When at={ruling.from} />. Written by {ruling.by} on <When at={ruling.at} />.
          {ruling.document !== undefined && ` Where it is written: ${ruling.document}.`}
        </bdi>
      </p>
      {ruling.awaited.length > 0 && (
        <p>
          <bdi>Not yet accepted by {ruling.awaited.join(', ')}.</bdi>
        </p>
      )}
    </Section>
  );
}

function History({ of }: { readonly of: DisputeView }) {
  return (
    <Section title="What was done" count={of.deeds.length}>
      <ul class="item-list">
        {of.deeds.map(({ at, by, words }) => (
          <li key={`${at}${words}`}>
            <span class="item-title">
              <Words>{words}</Words>
            </span>
            <span class="item-words meta">
              <bdi>
                {by} <When at={at} time />
              </bdi>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
