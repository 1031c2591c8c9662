import { listed } from '#agreement';
import { accepted, refuse } from '#fhir';
import type { InstrumentSummary } from '#governance/contract';
import type { Check } from '#insight/contract';
import type { PersonRecord, ResultSeries, Source } from '#record/contract';
import { sideOf, targetWords } from '../charts/trend.ts';
import type { PageDefinition } from '../page.ts';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Ago, Value, When, Words } from '../parts/value.tsx';
import { checkWords } from '../parts/words.ts';
import { groupMedicines, groupProblems, isPast } from './group.ts';
import { Restricted } from './person.tsx';

export type MeShown = {
  readonly record: PersonRecord;
  readonly checks?: readonly Check[];
  readonly agreements: readonly InstrumentSummary[];
  /** How many forms wait for them. */
  readonly forms?: number;
  /** Somebody sits here in the place of a person who decides some matters: this page is all that opens. */
  readonly narrowed?: boolean;
};

/** A person's own record in plain words and large type: what comes next, what is known, who shares it. */
export const mePage: PageDefinition<MeShown> = {
  path: '/me',
  policy: { allow: 'roles', roles: ['person'], narrowed: true },
  title: () => 'My record',
  loader: async ({ record, insight, governance, access, signedIn, today }) => {
    if (signedIn.person === undefined)
      return refuse('forbidden', 'web.no-own-record', 'This sign-in is for no person’s own record.');
    const found = await record.openPerson(access, signedIn.person, today);
    if (!found.ok) return found;
    // Their own pages would tell of what is kept back: nothing but the record itself is asked for.
    if (access.narrowed) return accepted({ record: found.value, agreements: [], narrowed: true });
    const [checks, instruments, forms] = await Promise.all([
      insight.checks(access, found.value.person),
      governance.instruments(access),
      record.forms.list(access),
    ]);
    const agreements = instruments.filter(({ state }) => state === 'in-effect');
    const asked = forms.ok ? forms.value.asked.length : 0;
    return accepted({ record: found.value, agreements, forms: asked, ...(checks.ok ? { checks: checks.value } : {}) });
  },
  Page: ({ record, checks = [], agreements, forms = 0, narrowed = false }) => (
    <div class="page narrow own">
      <PageHead title="My record" under={<Words>{record.banner.name}</Words>} />
      {!narrowed && <Forms count={forms} />}
      <Next of={checks} />
      <Mine record={record} />
      <MyResults of={record.results} />
      {!narrowed && <Shares record={record} agreements={agreements} />}
      {narrowed ? <Left /> : <Restricted own />}
    </div>
  ),
};

/** The line that stands on every record, without the way to a page that is the person's alone. */
function Left() {
  return (
    <p class="restricted">
      <bdi>Some information may be restricted.</bdi> <a href="/explain">What your seat sees</a>
    </p>
  );
}

function Forms({ count }: { readonly count: number }) {
  return (
    <p class="forms-asked">
      {count === 0 ? (
        <a href="/me/forms">Forms for me</a>
      ) : (
        <a class="button" href="/me/forms">
          {count === 1 ? 'You are asked to fill in a form' : `You are asked to fill in ${count} forms`}
        </a>
      )}
    </p>
  );
}

function Next({ of }: { readonly of: readonly Check[] }) {
  const due = of.filter(({ kind, state }) => kind === 'process' && state === 'due');
  const done = of.filter(({ kind, state }) => kind === 'process' && state === 'met');
  if (due.length + done.length === 0) return null;
  return (
    <Section title="What comes next">
      {due.length === 0 && <p>All your yearly checks are done. Nothing is due now.</p>}
      <ul class="item-list">
        {due.map((check) => (
          <li key={check.measure}>
            <span class="item-title">
              <Words>{checkWords(check.title)}</Words>
            </span>
            <span class="item-fact">
              <Tag tone="concern">due</Tag>
            </span>
            <span class="item-words">
              {check.last === undefined ? (
                'We have none on record. '
              ) : (
                <bdi>
                  Last done <Ago at={check.last} />.
                </bdi>
              )}{' '}
              Your practice can do this.
            </span>
          </li>
        ))}
      </ul>
      {done.length > 0 && (
        <p class="meta">Done in the last year: {listed(done.map(({ title }) => checkWords(title)))}.</p>
      )}
    </Section>
  );
}

function Mine({ record }: { readonly record: PersonRecord }) {
  const problems = groupProblems(record.problems).filter(({ item }) => !isPast(item.status));
  const medicines = groupMedicines(record.medicines).filter(({ item }) => !isPast(item.status));
  return (
    <>
      {record.matters.length > 0 && (
        <Section title="What matters to me">
          {record.matters.map(({ text, source }) => (
            <figure class="matter" key={source.reference}>
              <blockquote dir="auto">{text}</blockquote>
            </figure>
          ))}
        </Section>
      )}
      <Section title="My medicines" count={medicines.length}>
        <ul class="item-list">
          {medicines.map(({ item, sources }) => (
            <Item key={item.source.reference} title={item.text} sources={sources}>
              {item.dose !== undefined && <Value>{item.dose}</Value>}
            </Item>
          ))}
        </ul>
      </Section>
      <Section title="My health problems" count={problems.length}>
        <ul class="item-list">
          {problems.map(({ item, sources }) => (
            <Item key={item.source.reference} title={item.text} sources={sources}>
              {item.onset !== undefined && <When at={item.onset} />}
            </Item>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Item(props: {
  readonly title: string;
  readonly sources: readonly Source[];
  readonly children: preact.ComponentChildren;
}) {
  return (
    <li>
      <span class="item-title">
        <Words>{props.title}</Words>
      </span>
      <span class="item-fact">{props.children}</span>
      <span class="item-words meta">
        <bdi>written by {listed(props.sources.map(({ organization }) => organization))}</bdi>
      </span>
    </li>
  );
}

function MyResults({ of }: { readonly of: readonly ResultSeries[] }) {
  const aimed = of.filter(({ target, points }) => target && points.length > 0);
  if (aimed.length === 0) return null;
  return (
    <Section title="My results">
      <ul class="item-list">
        {aimed.map((series) => (
          <MyResult key={series.code} of={series} />
        ))}
      </ul>
    </Section>
  );
}

function MyResult({ of: { title, target, points } }: { readonly of: ResultSeries }) {
  const latest = points.at(-1);
  if (!latest || !target) return null;
  const side = sideOf(latest.value, target);
  return (
    <li>
      <span class="item-title">
        <Words>{title}</Words>
      </span>
      <span class="item-fact">
        <Value strong>{latest.shown}</Value>
      </span>
      <span class="sources">
        <Tag
          tone={side === 'within' ? 'done' : 'concern'}
          shape={side === 'within' ? '✓' : side === 'above' ? '▲' : '▼'}
        >
          {side === 'within'
            ? 'Where it should be'
            : side === 'above'
              ? 'Higher than it should be'
              : 'Lower than it should be'}
        </Tag>
        <bdi class="meta">
          Aim: {targetWords(target)}. Measured <Ago at={latest.at} />.
        </bdi>
      </span>
    </li>
  );
}

function Shares({
  record,
  agreements,
}: {
  readonly record: PersonRecord;
  readonly agreements: readonly InstrumentSummary[];
}) {
  const from = record.contributors.filter(({ state }) => state === 'sharing' || state === 'late');
  return (
    <Section title="Who shares and who looked">
      <p>These organisations share what they write about you, so that you do not have to tell it twice:</p>
      <ul class="definition">
        {from.map(({ name }) => (
          <li key={name}>
            <Words>{name}</Words>
          </li>
        ))}
      </ul>
      {agreements.length > 0 && (
        <>
          <p>They do so under what they agreed and signed:</p>
          <ul class="definition">
            {agreements.map(({ id, title }) => (
              <li key={id}>
                <a href={`/agreements/${encodeURIComponent(id)}`}>
                  <Words>{title}</Words>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="actions">
        <a class="button main" href="/me/access">
          See who looked at my record
        </a>
        <a class="button" href="/me/sharing">
          Change what I share
        </a>
        <a class="button" href="/me/agreements">
          By what it is seen, and by whom
        </a>
        <a class="button" href="/me/decides">
          Who decides
        </a>
      </p>
    </Section>
  );
}
