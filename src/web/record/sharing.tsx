import { listed } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { AlertChoice, Kind, MyOptOuts, PersonRequest, Said, Sharing, Wish } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { PARTS, partIn } from './kinds.ts';
import { Button, Choice, Field, type Option, Post } from '../parts/form.tsx';
import { BeyondCare } from './opt-outs.tsx';
import { Requests } from './rights/parts.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';

export type SharingShown = {
  readonly sharing: Sharing;
  readonly alerts: AlertChoice;
  readonly objections: readonly PersonRequest[];
  readonly optOuts: MyOptOuts;
  /** Research projects to which nothing was said yet. */
  readonly asking: number;
  readonly typed?: { readonly what: string; readonly from: readonly string[]; readonly until: string };
};

/** What a person keeps back, from whom and until when: theirs to change at any time. */
export const sharingPage: PageDefinition<SharingShown> = {
  path: '/me/sharing',
  policy: { allow: 'roles', roles: ['person'] },
  title: () => 'What I share',
  loader: async ({ record, access, signedIn, typed }) => {
    if (signedIn.person === undefined)
      return refuse('forbidden', 'web.no-own-record', 'This sign-in is for no person’s own record.');
    const sharing = await record.sharing(access, signedIn.person);
    if (!sharing.ok) return sharing;
    const alerts = await record.alertChoice(access);
    if (!alerts.ok) return alerts;
    const mine = await record.rights.mine(access);
    if (!mine.ok) return mine;
    const optOuts = await record.optOuts.mine(access);
    if (!optOuts.ok) return optOuts;
    const research = await record.research.mine(access);
    if (!research.ok) return research;
    const objections = mine.value.requests.filter(({ right }) => right === 'object');
    const kept = typed && {
      what: typed.get('what') ?? '',
      from: typed.getAll('from'),
      until: typed.get('until') ?? '',
    };
    return accepted({
      sharing: sharing.value,
      alerts: alerts.value,
      objections,
      optOuts: optOuts.value,
      asking: research.value.filter(({ over, answer }) => !over && answer === undefined).length,
      ...(kept ? { typed: kept } : {}),
    });
  },
  Page: ({ sharing, alerts, objections, optOuts, asking, typed }) => {
    const holds = sharing.said.filter(({ silent }) => silent === undefined);
    const past = sharing.said.filter(({ silent }) => silent !== undefined);
    return (
      <div class="page narrow own">
        <PageHead
          title="What I share"
          under="The organisations that look after you see what they agreed to share. Here you keep something back from some of them."
        />
        <Section title="What I keep back now" count={holds.length}>
          {holds.length === 0 ? (
            <Empty title="Nothing">
              <p>Everything is shared as the organisations agreed.</p>
            </Empty>
          ) : (
            <Wishes of={holds} />
          )}
        </Section>
        <KeepBack sharing={sharing} typed={typed} />
        <Objections of={objections} />
        <Section title="Who may know, by name">
          <p>
            You choose which community worker may know of a condition that people are looked down upon for, and what it
            is called to everybody who need not know.
          </p>
          <p class="actions">
            <a class="button" href="/me/sharing/who-knows">
              Choose who may know
            </a>
          </p>
        </Section>
        <BeyondCare of={optOuts} />
        <Section title="Research that asks me">
          <p>
            {asking === 0
              ? 'Nothing waits for your answer. You can change what you said at any time.'
              : `${counted(asking, 'project waits', 'projects wait')} for your answer.`}
          </p>
          <p class="actions">
            <a class="button" href="/me/sharing/research">
              Decide about research
            </a>
          </p>
        </Section>
        <SafetyAlerts of={alerts} />
        {past.length > 0 && (
          <Section title="What I kept back before" count={past.length}>
            <Wishes of={past} />
          </Section>
        )}
      </div>
    );
  },
  actions: {
    keep: async ({ record, access }, form) => {
      const wish = wishOf(form);
      if (!wish.ok) return wish;
      const done = await record.keepBack(access, wish.value);
      return done.ok ? accepted({ to: '/me/sharing', said: 'Kept back. It holds from now on.' }) : done;
    },
    refuse: async ({ record, access }, form) => {
      const said = { understood: form.get('understood') === 'yes', risk: form.get('risk') ?? '' };
      const done = await record.refuseAlerts(access, said);
      return done.ok
        ? accepted({ to: '/me/sharing', said: 'Nobody is warned any more of what they do not see.' })
        : done;
    },
    allow: async ({ record, access }) => {
      const done = await record.allowAlerts(access);
      return done.ok ? accepted({ to: '/me/sharing', said: 'Whoever prescribes for you is warned again.' }) : done;
    },
    'opt-out': async ({ record, access }, form) => {
      const done = await record.optOuts.optOut(access, form.get('rule') ?? '');
      return done.ok
        ? accepted({ to: '/me/sharing', said: 'Written down. Nobody uses it beyond your own care from now on.' })
        : done;
    },
    'opt-in': async ({ record, access }, form) => {
      const done = await record.optOuts.takeBack(access, form.get('rule') ?? '');
      return done.ok
        ? accepted({ to: '/me/sharing', said: 'Taken back. What was said before stays written down.' })
        : done;
    },
    share: async ({ record, access }, form) => {
      const done = await record.shareAgain(access, form.get('consent') ?? '');
      return done.ok ? accepted({ to: '/me/sharing', said: 'Shared again, as the organisations agreed.' }) : done;
    },
  },
};

function Wishes({ of }: { readonly of: readonly Said[] }) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id}>
          <span class="item-title">
            <Words>{`${one.what.charAt(0).toUpperCase()}${one.what.slice(1)}`}</Words>
          </span>
          <span class="item-fact">
            {one.silent !== undefined ? (
              <Tag tone="wait">not now</Tag>
            ) : one.effect === 'deny' ? (
              <Tag tone="concern">kept back</Tag>
            ) : (
              <Tag tone="done">permitted</Tag>
            )}
          </span>
          <span class="item-words">
            {one.effect === 'deny' ? 'Not shown to' : 'Shown to'}{' '}
            <bdi>{one.from.length > 0 ? listed(one.from) : 'anybody'}</bdi>
            {one.since !== undefined && (
              <>
                , since <When at={one.since} />
              </>
            )}
            {one.until !== undefined && (
              <>
                , until <When at={one.until} />
              </>
            )}
            .
          </span>
          {one.own && one.silent === undefined && (
            <Post action="share">
              <input type="hidden" name="consent" value={one.id} />
              <p class="actions">
                <Button>Share it again</Button>
              </p>
            </Post>
          )}
        </li>
      ))}
    </ul>
  );
}

function KeepBack({ sharing, typed }: { readonly sharing: Sharing; readonly typed: SharingShown['typed'] }) {
  return (
    <Section title="Keep something back">
      <p>
        Staff of the organisations that you choose no longer see it where others wrote it down; what they wrote
        themselves stays in their own record, which they have to keep. They are not told that there is something.
        Whoever treats you then decides without knowing it, so talk to somebody you trust if you are in doubt.
      </p>
      <Post action="keep">
        <Choice
          label="What is to be kept back?"
          name="what"
          options={[{ value: '', words: 'Choose' }, ...options(sharing)]}
          value={typed?.what}
        />
        <fieldset class="field">
          <legend>From whom?</legend>
          {sharing.organizations.map(({ organization, name }) => (
            <label key={organization} class="tick">
              <input type="checkbox" name="from" value={organization} checked={typed?.from.includes(organization)} />
              <bdi>{name}</bdi>
            </label>
          ))}
        </fieldset>
        <Field
          label="Until when?"
          name="until"
          type="date"
          hint="The last day. Leave it empty to keep it back until you share it again."
          value={typed?.until}
        />
        <p class="actions">
          <Button kind="main">Keep it back</Button>
        </p>
      </Post>
    </Section>
  );
}

/** To what organisations agreed themselves: decided by them with reasons, and kept back until then. */
function Objections({ of }: { readonly of: readonly PersonRequest[] }) {
  return (
    <Section title="What I object to" count={of.length}>
      <p>
        You can object to an organisation sharing what it wrote. It is kept back from the moment you object; the
        organisation decides by a day that the law sets, and has to tell you why if it does not grant it.
      </p>
      {of.length > 0 && <Requests of={of} at={(id) => `/me/requests/${encodeURIComponent(id)}`} />}
      <p class="actions">
        <a class="button" href="/me/requests?right=object">
          Object to sharing
        </a>
      </p>
    </Section>
  );
}

/** The one thing that is told of what is kept back; refused by who was told what may happen then. */
function SafetyAlerts({ of: { law, risk, refused } }: { readonly of: AlertChoice }) {
  return (
    <Section title="Warnings about allergies and medicines">
      <p>
        Whoever prescribes for you is warned of an allergy, or of a medicine that must not be taken with another, also
        where you keep it back. The warning says that there is a risk and of which substance, and not who wrote it down
        or what else you keep back.
      </p>
      {refused ? (
        <>
          <p>
            <Tag tone="concern">Declined</Tag> since <When at={refused.since} />. You were told:{' '}
            <Words>{refused.told}</Words>
          </p>
          <Post action="allow">
            <p class="actions">
              <Button kind="main">Warn them again</Button>
            </p>
          </Post>
        </>
      ) : (
        <details>
          <summary>I do not want these warnings</summary>
          <p>
            <Words>{risk}</Words> {law !== undefined && <bdi>({law})</bdi>}
          </p>
          <Post action="refuse">
            <input type="hidden" name="risk" value={risk} />
            <label class="tick">
              <input type="checkbox" name="understood" value="yes" required />I have read this and understood what may
              happen
            </label>
            <p class="actions">
              <Button kind="danger">Do not warn anybody</Button>
            </p>
          </Post>
        </details>
      )}
    </Section>
  );
}

function options({ organizations }: Sharing): readonly Option[] {
  return [
    ...PARTS,
    ...organizations.map(({ organization, name }) => ({
      value: `recorder ${organization}`,
      words: `What ${name} wrote`,
    })),
    { value: 'everything', words: 'My whole record' },
  ];
}

function wishOf(form: URLSearchParams): Outcome<Wish> {
  const [kind = '', named = ''] = (form.get('what') ?? '').split(' ');
  const what = kindOf(kind, named);
  if (!what) return refuse('required', 'web.wish-what', 'Choose what is to be kept back.', 'what');
  const until = form.get('until') ?? '';
  return accepted({ what, from: form.getAll('from'), ...(until === '' ? {} : { until }) });
}

function kindOf(kind: string, named: string): Kind | undefined {
  const part = partIn(`${kind} ${named}`);
  if (part) return part;
  if (kind === 'recorder') return { kind, organization: named };
  return kind === 'everything' ? { kind } : undefined;
}
