import {
  CLASS_WORDS,
  DATA_CLASSES,
  LABEL_WORDS,
  LABELS,
  PURPOSES,
  type Relationship,
  RELATIONSHIP_WORDS,
  ROLES,
} from '#agreement';
import type { Day } from '#base';
import { accepted } from '#fhir';
import type { InstrumentSummary, PartnerView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { capital, PURPOSE_CHOICES, SEAT_WORDS } from '../parts/words.ts';
import { MANDATE_CHOICES, mandateFrom } from './mandate-form.ts';
import { agreementHref } from './path.ts';

export type MandateShown = {
  readonly partners: readonly PartnerView[];
  readonly today: Day;
  readonly typed?: URLSearchParams;
};

/** Entering what nobody signs: an order, a law, a direction, one's own policy. It holds from its day, above what was agreed. */
export const mandatePage: PageDefinition<MandateShown> = {
  path: '/mandates/new',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'Enter an order or a law',
  loader: async ({ governance, access, today, typed }) => {
    const { partners } = await governance.partnership(access);
    return accepted({ partners, today, ...(typed ? { typed } : {}) });
  },
  Page: ({ partners, today, typed }) => (
    <div class="page narrow">
      <PageHead
        title="Enter an order or a law"
        under="Nobody signs it. It holds from its day, whatever has been agreed, and whoever asks why something is kept back or shown is told of it. Where it makes an organisation’s records seen, that organisation confirms first that it is bound. Your name stands with it."
      />
      <Section title="What it is">
        <Post action="enter">
          <Written today={today} typed={typed} />
          <Does typed={typed} />
          <Concerned partners={partners} typed={typed} />
          <Shown typed={typed} />
          <p class="actions">
            <Button kind="main">Enter it</Button>
            <a class="button" href="/agreements">
              Not now
            </a>
          </p>
        </Post>
      </Section>
    </div>
  ),
  actions: {
    enter: async ({ governance, access, today }, form) => {
      const draft = mandateFrom(form, await governance.partnership(access), today);
      if (!draft.ok) return draft;
      const done = await governance.propose(access, draft.value);
      return done.ok ? accepted({ to: agreementHref(done.value.id), said: saidOf(done.value.state) }) : done;
    },
  },
};

/** What makes records seen holds once those whose records they are have confirmed it: whoever entered it must not go away thinking that it runs. */
function saidOf(state: InstrumentSummary['state']): string {
  return state === 'awaiting-signatures'
    ? 'It is entered. It holds once those whose records it makes seen have confirmed it.'
    : 'It is entered and holds from its day.';
}

type Typed = { readonly typed: URLSearchParams | undefined };

function Written({ today, typed }: Typed & { readonly today: Day }) {
  return (
    <>
      <Choice label="It is" name="mandate" value={typed?.get('mandate') ?? undefined} options={MANDATE_CHOICES} />
      <Field label="Its name" name="title" required value={typed?.get('title') ?? ''} />
      <Field
        label="Who made it, and where it can be read"
        name="authority"
        hint="The court or ministry, its number, and the document’s address."
        lines={2}
        required
        value={typed?.get('authority') ?? ''}
      />
      <Field
        label="What it says"
        name="effect"
        hint="In its own words."
        lines={4}
        required
        value={typed?.get('effect') ?? ''}
      />
      <Field
        label="About whom"
        name="population"
        hint="Name nobody: people under an enquiry, for example."
        value={typed?.get('population') ?? ''}
      />
      <Field label="Made on" name="decided" type="date" required value={typed?.get('decided') ?? today} />
      <Field
        label="Holds from"
        name="effective"
        type="date"
        hint="From the day it was made, where it is empty."
        value={typed?.get('effective') ?? ''}
      />
      <Field
        label="Until"
        name="expires"
        type="date"
        hint="The first day on which it holds no more; until it is ended, where it is empty."
        value={typed?.get('expires') ?? ''}
      />
    </>
  );
}

const DOES = [
  { value: 'withhold', words: 'It keeps something back' },
  { value: 'share', words: 'It makes something seen' },
] as const;

function Does({ typed }: Typed) {
  const chosen = typed?.get('does') === 'share' ? 'share' : 'withhold';
  return (
    <fieldset class="field">
      <legend>What does it do?</legend>
      {DOES.map(({ value, words }) => (
        <label key={value} class="tick">
          <input type="radio" name="does" value={value} checked={value === chosen} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** For whom it makes something seen; an order that keeps back needs none of it. */
function Shown({ typed }: Typed) {
  return (
    <details class="past" open={typed?.get('does') === 'share'}>
      <summary>Where it makes something seen: by whom, and of whom</summary>
      <Ticks
        label="Seen in these roles"
        name="roles"
        typed={typed}
        options={ROLES.filter((one) => one !== 'system' && one !== 'person').map((one) => ({
          value: one,
          words: SEAT_WORDS[one],
        }))}
      />
      <Ticks
        label="Of people (for giving care; for all else it is of the population)"
        name="relationships"
        typed={typed}
        options={OF_PEOPLE.map((one) => ({ value: one, words: RELATIONSHIP_WORDS[one] }))}
      />
      <Ticks
        label="Also what is labelled (nothing that is labelled, where none is ticked)"
        name="sensitive"
        typed={typed}
        options={LABELS.map((one) => ({ value: one, words: capital(LABEL_WORDS[one]) }))}
      />
      <Choice
        label="For"
        name="purpose"
        value={typed?.get('purpose') ?? undefined}
        options={PURPOSES.filter((one) => one !== 'own-record').map((one) => ({
          value: one,
          words: PURPOSE_CHOICES[one],
        }))}
      />
    </details>
  );
}

/** Those that come about by care; duties and alerts are the law's own. */
const OF_PEOPLE: readonly Relationship[] = ['contributed', 'registered', 'team', 'referred', 'caseload'];

function Concerned({ partners, typed }: Typed & { readonly partners: readonly PartnerView[] }) {
  return (
    <>
      <Ticks
        label="What"
        name="classes"
        typed={typed}
        options={DATA_CLASSES.filter((one) => one !== 'directory').map((one) => ({
          value: one,
          words: capital(CLASS_WORDS[one]),
        }))}
      />
      <Ticks
        label="Keeping back: only what is labelled (all of it, where none is ticked)"
        name="labels"
        typed={typed}
        options={LABELS.map((one) => ({ value: one, words: capital(LABEL_WORDS[one]) }))}
      />
      <Ticks
        label="Recorded by"
        name="from"
        typed={typed}
        options={partners.map(({ organization, name }) => ({ value: organization, words: name }))}
      />
      <Ticks
        label="The staff of (keeping back: everybody else’s, where none is ticked)"
        name="to"
        typed={typed}
        options={partners.map(({ organization, name }) => ({ value: organization, words: name }))}
      />
    </>
  );
}

function Ticks(props: {
  readonly label: string;
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly words: string }[];
  readonly typed: URLSearchParams | undefined;
}) {
  const chosen = props.typed?.getAll(props.name) ?? [];
  return (
    <fieldset class="shared">
      <legend>{props.label}</legend>
      <div class="ticks">
        {props.options.map(({ value, words }) => (
          <label key={value} class="tick">
            <input type="checkbox" name={props.name} value={value} checked={chosen.includes(value)} />
            <bdi>{words}</bdi>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
