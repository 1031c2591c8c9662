import { capital } from '../parts/words.ts';
import { CLASS_WORDS, LABEL_WORDS, listed, type Purpose, PURPOSES, purposesOf, type Role, ROLES } from '#agreement';
import { accepted } from '#fhir';
import type { DecidedBy, Explanation, PartnerView, SeatSees } from '#governance/contract';
import type { InPlace } from '#record/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Choice, Field } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { PURPOSE_CHOICES, rankWords, SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { SeatSection } from './seat-section.tsx';

export type Asked = {
  readonly organization: string;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly reference: string;
  /** Which day's agreements. */
  readonly on?: string;
  /** The seat of somebody in one's own place. */
  readonly proxy?: string;
};

export type ExplainShown = {
  readonly asked: Asked;
  readonly partners: readonly PartnerView[];
  /** Only who answers for data may ask about others' seats. */
  readonly others: boolean;
  /** Who decides what is a page for staff. */
  readonly decides: boolean;
  /** Of the person who asks: who sits in their place. */
  readonly inPlace?: readonly InPlace[];
  readonly explanation?: Explanation;
  /** What the seat sees whoever the person is, where no item was asked about. */
  readonly seat?: SeatSees;
  readonly problem?: string;
};

const LEADS: readonly Role[] = ['ig-lead', 'programme-lead'];

/** Who can see one item and why, or why not: what was agreed, step by step. */
export const explainPage: PageDefinition<ExplainShown> = {
  path: '/explain',
  policy: { allow: 'signed-in', narrowed: true },
  title: () => 'Who can see what',
  loader: async (context) => {
    const { governance, access, record } = context;
    const inPlace = access.role === 'person' && !access.narrowed ? await record.deciding.inPlace(access) : undefined;
    const { partners } = await governance.partnership(access);
    const asked = readAsked(context, partners);
    const others = LEADS.includes(context.signedIn.role);
    const decides = STAFF.includes(access.role);
    const shown = { asked, partners, others, decides, ...(inPlace?.ok ? { inPlace: inPlace.value } : {}) };
    if (asked.reference === '') return accepted({ ...shown, seat: await governance.seat(access) });
    const { organization, role, purpose, reference, on, proxy } = asked;
    const found = await governance.explain(access, {
      viewer: { organization, role, purpose, ...(proxy === undefined ? {} : { proxy }) },
      reference,
      ...(on === undefined ? {} : { on }),
    });
    return accepted(
      found.ok
        ? { ...shown, explanation: found.value }
        : { ...shown, problem: found.refusals.map(({ text }) => text).join(' ') },
    );
  },
  Page: (shown) => (
    <div class="page narrow">
      <PageHead
        title="Who can see what"
        under="What was agreed about what your role sees, and about any one item of a record."
      />
      {shown.problem !== undefined && (
        <p class="problem" role="alert">
          <bdi>{shown.problem}</bdi>
        </p>
      )}
      {shown.explanation && <Answer of={shown.explanation} asked={shown.asked} />}
      {shown.seat && <SeatSection of={shown.seat} />}
      <Ask shown={shown} />
      {shown.decides && (
        <p>
          <a href="/decides">Who decides what</a> · <a href="/law">What holds by law</a>
        </p>
      )}
    </div>
  ),
};

function readAsked({ query, signedIn }: LoaderContext, partners: readonly PartnerView[]): Asked {
  const role = ROLES.find((one) => one === query.get('role')) ?? signedIn.role;
  const purpose = PURPOSES.find((one) => one === query.get('purpose')) ?? purposesOf(role)[0] ?? 'direct-care';
  const own = signedIn.organizationRef ?? partners.find(({ name }) => name === signedIn.organization)?.organization;
  const on = query.get('on') ?? '';
  const proxy = query.get('proxy') ?? '';
  return {
    ...(on === '' ? {} : { on }),
    ...(proxy === '' ? {} : { proxy }),
    organization: query.get('organization') ?? own ?? '',
    role,
    purpose,
    reference: (query.get('reference') ?? '').trim(),
  };
}

function Answer({ of, asked }: { readonly of: Explanation; readonly asked: Asked }) {
  const { item } = of;
  const labels = item.labels.map((label) => LABEL_WORDS[label]);
  return (
    <Section title={of.visible ? 'Can be seen' : 'Cannot be seen'} kind={of.visible ? 'answer seen' : 'answer unseen'}>
      <p class="answer-words">
        <Tag tone={of.visible ? 'done' : 'concern'}>{of.visible ? 'Yes' : 'No'}</Tag> <Words>{of.words}</Words>
      </p>
      <p class="meta">
        <bdi>
          {item.reference}: {CLASS_WORDS[item.dataClass]}, recorded by {item.organization}
          {labels.length > 0 && `, labelled ${listed(labels)}`}
        </bdi>
      </p>
      {asked.on !== undefined && <Stood of={of.stood} asked={asked} on={asked.on} />}
      {of.decidedBy && <Decided by={of.decidedBy} words="Decided by" />}
      {of.overrode && <Decided by={of.overrode} words="Stronger than" />}
      {of.alertedBy && <Decided by={of.alertedBy} words="Warned all the same, without the item, by" />}
      <h3 class="sub">Step by step</h3>
      <ol class="steps">
        {of.steps.map(({ words, holds }) => (
          <li key={words}>
            <Tag tone={holds ? 'done' : 'quiet'}>{holds ? 'Yes' : 'No'}</Tag>
            <Words>{words}</Words>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** By what of which day the answer is; of a day of which nothing was kept, from which day on there is an answer. */
function Stood(props: { readonly of: Explanation['stood']; readonly asked: Asked; readonly on: string }) {
  const { of, asked, on } = props;
  const charges = asked.purpose === 'payment';
  if (of?.thatDay === true)
    return (
      <p class="meta">
        <bdi>
          As it stood when <When at={on} /> ended: the item, who cared for whom, what the person had decided
          {charges && ', what was charged to whom'}, and the agreements.
        </bdi>
      </p>
    );
  return (
    <>
      {of && (
        <p class="not-yet">
          <bdi>
            <b>Not as it was on that day.</b> Who cared for whom, and what the person had decided
            {charges && ', and what was charged to whom'}, is kept since <When at={of.keptSince} />; of days before it
            nobody can say any more.{' '}
            <a href={askedHref({ ...asked, on: of.keptSince })}>Ask about the first day that is kept</a>.
          </bdi>
        </p>
      )}
      <p class="meta">
        <bdi>
          By the agreements of <When at={on} />, as they are signed today; who cares for whom, and what the person
          decided{charges && ', and what is charged'}, is as it is now.
        </bdi>
      </p>
    </>
  );
}

function askedHref({ organization, role, purpose, reference, on = '', proxy }: Asked): string {
  const query = new URLSearchParams({ reference, organization, role, purpose, on });
  if (proxy !== undefined) query.set('proxy', proxy);
  return `/explain?${query}`;
}

function Decided({ by, words }: { readonly by: DecidedBy; readonly words: string }) {
  return (
    <figure class="matter">
      <figcaption>
        <bdi>
          {words}: {by.instrument}, version {by.version}, paragraph {by.paragraph} ({rankWords(by.rank)})
        </bdi>
      </figcaption>
      <blockquote dir="auto">{by.text}</blockquote>
      {by.basis && by.basis.text !== by.text && (
        <p class="meta">
          <bdi>
            Legal basis (paragraph {by.basis.paragraph}): {by.basis.text}
          </bdi>
        </p>
      )}
    </figure>
  );
}

/** Whose seat the person asks about: their own, or that of somebody in their place. */
function InPlaceOf({ of, chosen }: { readonly of: readonly InPlace[]; readonly chosen: string | undefined }) {
  if (of.length === 0) return null;
  const others = of.map(({ seat, name }) => ({ value: seat, words: `${name}, in your place` }));
  const options = [{ value: '', words: 'You' }, ...others];
  return <Choice label="Who looks" name="proxy" value={chosen ?? ''} options={options} />;
}

function Ask({ shown: { asked, partners, others, inPlace = [] } }: { readonly shown: ExplainShown }) {
  return (
    <Section title="Ask">
      <form method="get" action="/explain" class="form">
        <div class="field">
          <label for="f-reference">Item</label>
          <p class="hint" id="h-reference">
            Every item of a record leads here by the name of its organisation. Or give its reference.
          </p>
          <input
            id="f-reference"
            name="reference"
            type="text"
            required
            dir="ltr"
            value={asked.reference}
            aria-describedby="h-reference"
          />
        </div>
        {others && (
          <>
            <Choice
              label="Who looks: organisation"
              name="organization"
              value={asked.organization}
              options={partners.map(({ organization, name }) => ({ value: organization, words: name }))}
            />
            <Choice
              label="In which role"
              name="role"
              value={asked.role}
              options={ROLES.filter((role) => role !== 'system').map((role) => ({
                value: role,
                words: SEAT_WORDS[role],
              }))}
            />
            <Choice
              label="For which purpose"
              name="purpose"
              value={asked.purpose}
              options={PURPOSES.map((purpose) => ({ value: purpose, words: capital(PURPOSE_CHOICES[purpose]) }))}
            />
          </>
        )}
        <InPlaceOf of={inPlace} chosen={asked.proxy} />
        <Field label="On which day" name="on" type="date" hint="Today, where it is empty." value={asked.on} />
        <p class="actions">
          <button type="submit" class="button main">
            Ask
          </button>
        </p>
      </form>
    </Section>
  );
}
