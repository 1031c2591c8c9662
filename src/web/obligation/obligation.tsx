import { accepted, type Outcome, refuse } from '#fhir';
import type { HappeningView, ObligationView } from '#governance/contract';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Fact } from '../parts/fact.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { CommitmentTag, Creditor, DueWords, kindOf, Owner, StateTag } from './state.tsx';
import { DueTabs } from './tabs.tsx';
import type { Role } from '#agreement';

export type ObligationShown = {
  readonly view: ObligationView;
  readonly role: Role;
  /** Whose seat reads it; where it is done is shown to whom it falls. */
  readonly organization?: string;
  /** Who else could stand in the way. */
  readonly partners?: readonly { readonly organization: string; readonly name: string }[];
  /** What was typed into a form that was not taken. */
  readonly typed?: { readonly action: string; readonly words: string; readonly day: string };
};

/** One thing that is due: where it stands, what this seat can do about it, and what happened. */
export const obligationPage: PageDefinition<ObligationShown> = {
  path: '/obligations/:id',
  policy: { allow: 'signed-in' },
  title: ({ view }) => view.title,
  loader: async ({ governance, access, params, typed, signedIn }) => {
    const found = await governance.obligations.one(access, params['id'] ?? '');
    if (!found.ok) return found;
    const kept = typed && {
      action: typed.get('action') ?? '',
      words: typed.get('words') ?? '',
      day: typed.get('day') ?? '',
    };
    const { partners } = await governance.partnership(access);
    const { organizationRef: organization } = signedIn;
    const seat = { role: access.role, ...(organization === undefined ? {} : { organization }) };
    return accepted({ view: found.value, ...seat, partners, ...(kept ? { typed: kept } : {}) });
  },
  Page: ({ view, role, organization = view.owner.organization, partners = [], typed }) => (
    <>
      <DueTabs role={role} />
      <div class="page narrow">
        <PageHead title={<Words>{view.title}</Words>} under={kindOf(view)} />
        <Section
          title="Where it stands"
          aside={view.commitment === undefined ? <StateTag of={view} /> : <CommitmentTag of={view} />}
        >
          <Facts of={view} falls={view.owner.role === role && view.owner.organization === organization} />
        </Section>
        <Deeds of={view} partners={partners} typed={typed} />
        {view.happenings !== undefined && (
          <Section title="What happened">
            <ol class="item-list">
              {view.happenings.map((one, index) => (
                <Happened key={index} of={one} />
              ))}
            </ol>
          </Section>
        )}
      </div>
    </>
  ),
  actions: {
    answer: (context, form) =>
      done(context, 'Your answer is there for both sides.', (obligations, id) => {
        const [day, blockedBy] = [form.get('day') ?? '', form.get('blockedBy') ?? ''];
        return obligations.answer(context.access, id, {
          words: form.get('words') ?? '',
          ...(day === '' ? {} : { until: day }),
          ...(blockedBy === '' ? {} : { blockedBy }),
        });
      }),
    close: (context, form) =>
      done(context, 'Done, and written down as done.', (obligations, id) =>
        obligations.close(context.access, id, {
          words: form.get('words') ?? '',
          reference: form.get('reference') ?? '',
        }),
      ),
    'ask-again': (context, form) =>
      done(context, 'Asked again.', (obligations, id) =>
        obligations.askAgain(context.access, id, form.get('words') ?? ''),
      ),
    pause: (context, form) =>
      done(context, 'The clock stands.', (obligations, id) =>
        obligations.pause(context.access, id, form.get('words') ?? ''),
      ),
    resume: (context, form) =>
      done(context, 'The clock runs again.', (obligations, id) =>
        obligations.resume(context.access, id, form.get('words') ?? ''),
      ),
    extend: (context, form) =>
      done(context, 'It has another date.', (obligations, id) =>
        obligations.extend(context.access, id, { on: form.get('day') ?? '', reason: form.get('words') ?? '' }),
      ),
    'hand-over': (context, form) =>
      done(context, 'Handed over.', (obligations, id) => {
        const account = form.get('account') ?? '';
        return obligations.handOver(context.access, id, {
          reason: form.get('words') ?? '',
          ...(account === '' ? {} : { account }),
        });
      }),
    withdraw: (context, form) =>
      done(context, 'Let go.', (obligations, id) => obligations.withdraw(context.access, id, form.get('words') ?? '')),
  },
};

type Obligations = LoaderContext['governance']['obligations'];

async function done(
  { governance, params }: LoaderContext,
  said: string,
  work: (obligations: Obligations, id: string) => Promise<Outcome<true>>,
): Promise<Outcome<Done>> {
  const id = params['id'];
  if (id === undefined) return refuse('not-found', 'web.no-obligation', 'Open the list again.');
  const outcome = await work(governance.obligations, id);
  return outcome.ok ? accepted({ to: `/obligations/${encodeURIComponent(id)}`, said }) : outcome;
}

function Facts({ of, falls }: { readonly of: ObligationView; readonly falls: boolean }) {
  return (
    <dl class="facts">
      <Fact name="Due">
        <DueWords of={of} />
        {of.repeats !== undefined && `, comes again ${of.repeats}`}
      </Fact>
      <Fact name="Owed by">
        <Owner of={of} />
      </Fact>
      <Fact name="Owed to">
        <Creditor of={of} />
      </Fact>
      {of.because !== undefined && (
        <Fact name="Because">
          <Words>{of.because}</Words>
        </Fact>
      )}
      {of.next !== undefined && (
        <Fact name="Told next">
          <Words>{`${SEAT_WORDS[of.next.role]}, ${of.next.organizationName}`}</Words>, after{' '}
          <When at={of.next.at} time />
        </Fact>
      )}
      {of.arrivesFrom !== undefined && of.closed === undefined && (
        <Fact name="Kept when">
          <Words>{`records of ${of.arrivesFrom} arrive; nobody has to say so`}</Words>
        </Fact>
      )}
      {of.evidence !== undefined && (
        <Fact name="Shown by">
          <Words>{EVIDENCE[of.evidence.by]}</Words>
          {of.evidence.reference !== undefined && (
            <>
              {': '}
              <Words>{of.evidence.reference}</Words>
            </>
          )}
        </Fact>
      )}
      {falls && of.page !== undefined && of.closed === undefined && (
        <Fact name="Where">
          <a href={of.page}>Do it here</a>
        </Fact>
      )}
    </dl>
  );
}

const EVIDENCE: Readonly<Record<'attestation' | 'fact' | 'search', string>> = {
  attestation: 'who owed it says so',
  fact: 'what was done here',
  search: 'a record that was written',
};

type Deed = {
  readonly action: string;
  readonly may: keyof ObligationView['may'];
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly day?: string;
  readonly document?: true;
  readonly holder?: true;
  readonly button: string;
};

const DEEDS: readonly Deed[] = [
  { action: 'close', may: 'close', title: 'It is done', label: 'What was done?', document: true, button: 'Done' },
  {
    action: 'answer',
    may: 'answer',
    title: 'Answer',
    label: 'What stands in the way, and what will you do?',
    hint: 'Both sides read this. It stays owed.',
    day: 'By when, if you can say',
    button: 'Answer',
  },
  {
    action: 'ask-again',
    may: 'askAgain',
    title: 'Ask again',
    label: 'Why is the answer not enough?',
    button: 'Ask again',
  },
  {
    action: 'extend',
    may: 'extend',
    title: 'Give it another date',
    label: 'Why?',
    day: 'New last day',
    button: 'Give it this date',
  },
  { action: 'hand-over', may: 'handOver', title: 'Hand it over', label: 'Why?', holder: true, button: 'Hand it over' },
  { action: 'pause', may: 'pause', title: 'Stop the clock', label: 'What does it wait for?', button: 'Stop the clock' },
  { action: 'resume', may: 'resume', title: 'Let the clock run', label: 'What has changed?', button: 'Let it run' },
  { action: 'withdraw', may: 'withdraw', title: 'Let it go', label: 'Why is it no longer owed?', button: 'Let it go' },
];

type Partners = NonNullable<ObligationShown['partners']>;

function BlockedBy({ of, partners }: { readonly of: ObligationView; readonly partners: Partners }) {
  const others = partners.filter(({ organization }) => organization !== of.owner.organization);
  return (
    <Choice
      label="Does another stand in the way?"
      name="blockedBy"
      options={[
        { value: '', words: 'No' },
        ...others.map(({ organization, name }) => ({ value: organization, words: name })),
      ]}
    />
  );
}

type DeedsShown = {
  readonly of: ObligationView;
  readonly partners: Partners;
  readonly typed: ObligationShown['typed'];
};

function Deeds(shown: DeedsShown) {
  const deeds = DEEDS.filter(({ may }) => shown.of.may[may]);
  if (deeds.length === 0) return null;
  return (
    <Section title="What you can do" kind="deeds">
      {deeds.map((deed) => (
        <DeedForm key={deed.action} deed={deed} {...shown} />
      ))}
    </Section>
  );
}

function DeedForm({ deed, of, partners, typed }: DeedsShown & { readonly deed: Deed }) {
  const kept = typed?.action === deed.action ? typed : undefined;
  return (
    <details open={kept !== undefined}>
      <summary>{deed.title}</summary>
      <Post action={deed.action}>
        <Field
          label={deed.label}
          name="words"
          id={`${deed.action}-words`}
          lines={2}
          required
          value={kept?.words}
          {...(deed.hint === undefined ? {} : { hint: deed.hint })}
        />
        {deed.day !== undefined && (
          <Field
            label={deed.day}
            name="day"
            id={`${deed.action}-day`}
            type="date"
            required={deed.action === 'extend'}
            value={kept?.day}
          />
        )}
        {deed.action === 'answer' && of.commitment !== undefined && <BlockedBy of={of} partners={partners} />}
        {deed.holder && (
          <Choice
            label="To whom?"
            name="account"
            options={[
              { value: '', words: 'The role as a whole' },
              ...(of.holders ?? []).map(({ account, name }) => ({ value: account, words: name })),
            ]}
          />
        )}
        {deed.document && (
          <Field label="Document, where there is one" name="reference" id={`${deed.action}-reference`} />
        )}
        <p class="actions">
          <Button kind="main">{deed.button}</Button>
        </p>
      </Post>
    </details>
  );
}

const WHAT: Readonly<Record<HappeningView['what'], string>> = {
  opened: 'Opened',
  answered: 'Answered',
  'asked-again': 'Asked again',
  paused: 'Clock stopped',
  resumed: 'Clock runs again',
  extended: 'Given another date',
  'handed-over': 'Handed over',
  escalated: 'Told, since nothing happened',
  repeated: 'Came again',
  kept: 'Done',
  withdrawn: 'Let go',
};

function Happened({ of }: { readonly of: HappeningView }) {
  return (
    <li>
      <span class="item-title">{WHAT[of.what]}</span>
      <span class="item-fact">
        <When at={of.at} time />
      </span>
      <span class="item-words meta">
        <bdi>{of.by}</bdi>
        {of.words !== undefined && (
          <>
            : <Words>{of.words}</Words>
          </>
        )}
      </span>
    </li>
  );
}
