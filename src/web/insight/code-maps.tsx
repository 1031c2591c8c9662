import { accepted, type Outcome } from '#fhir';
import type { CodeMapAct, CodeMapShown, CodeMapsView } from '#insight/contract';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';

export type CodesShown = {
  readonly view: CodeMapsView;
  /** What a question asks about, or what was typed and refused. */
  readonly asked: Readonly<Record<string, string>>;
};

const PATH = '/measures/coding/codes';

/** Codes of senders that count as those that measures read: said by one, approved by another, each with its reason. */
export const codeMapsPage: PageDefinition<CodesShown> = {
  path: PATH,
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Codes that count as others',
  loader: async ({ insight, access, query, typed }) => {
    const found = await insight.codeMaps(access);
    return found.ok ? accepted({ view: found.value, asked: Object.fromEntries(typed ?? query) }) : found;
  },
  // How far records are read is redrawn while the page is open.
  revision: ({ view }) =>
    JSON.stringify([...view.waiting, ...view.standing].map(({ id, state, reading }) => [id, state, reading])),
  actions: {
    say: async ({ insight, access }, form) => {
      const text = (name: string): string => form.get(name) ?? '';
      const said = { organization: text('organization'), system: text('system'), code: text('code') };
      const done = await insight.sayCode(access, { ...said, target: text('target'), reason: text('reason') });
      return done.ok ? accepted({ to: PATH, said: 'Said. It counts once somebody else has approved it.' }) : done;
    },
    approve: (context, form) => decided(context, form, 'approved', 'Approved. Records are being read by it.'),
    decline: (context, form) => decided(context, form, 'declined', 'Declined, with its reason.'),
    withdraw: (context, form) => decided(context, form, 'withdrawn', 'Withdrawn. Records are being read without it.'),
  },
  Page: ({ view, asked }) => (
    <div class="page">
      <p class="back">
        <a href="/measures/coding">Recorded otherwise</a>
      </p>
      <PageHead
        title="Codes that count as others"
        under="What a sender writes with a code of its own counts nowhere, until two people have said which code it is."
      />
      <Section title="To be approved" count={view.waiting.length || undefined}>
        <Listed of={view.waiting} none="Nothing waits to be approved" />
      </Section>
      <Section title="Counting" count={view.standing.length || undefined}>
        <Listed of={view.standing} none="No code counts as another" />
      </Section>
      {view.may.say && <Say view={view} asked={asked} />}
      {view.ended.length > 0 && (
        <Section title="Declined and withdrawn" count={view.ended.length}>
          <Listed of={view.ended} none="" />
        </Section>
      )}
    </div>
  ),
};

async function decided(
  { insight, access }: LoaderContext,
  form: URLSearchParams,
  act: CodeMapAct,
  said: string,
): Promise<Outcome<Done>> {
  const done = await insight.decideCode(access, form.get('id') ?? '', { act, reason: form.get('reason') ?? '' });
  return done.ok ? accepted({ to: PATH, said }) : done;
}

function Listed({ of, none }: { readonly of: readonly CodeMapShown[]; readonly none: string }) {
  if (of.length === 0) return <Empty title={none} />;
  return (
    <ul class="item-list">
      {of.map((one) => (
        <One key={one.id} of={one} />
      ))}
    </ul>
  );
}

const COUNTS: Readonly<Record<CodeMapShown['state'], string>> = {
  waiting: 'is to count as',
  approved: 'counts as',
  declined: 'does not count as',
  withdrawn: 'no longer counts as',
};

function One({ of }: { readonly of: CodeMapShown }) {
  return (
    <li data-row>
      <h3 class="item-title">
        <Value>{of.code}</Value> {COUNTS[of.state]} {of.title === undefined ? 'a code' : <Words>{of.title}</Words>}
      </h3>
      {of.state === 'approved' && of.title === undefined && (
        <p class="item-fact">
          <Tag tone="concern">no measure reads it any more</Tag>
        </p>
      )}
      <p class="item-words">
        <CodeOf text={`${of.system}|${of.code}`} /> → <CodeOf text={of.target} />, sent by{' '}
        {of.sender ? <Words>{of.sender.name}</Words> : 'anybody'}
      </p>
      <p class="item-words">
        <Words>{of.reason}</Words>
      </p>
      <p class="item-words meta">
        said by <Words>{of.by}</Words>, <When at={of.at} />
        <By act="approved" of={of.approved} />
        <By act="declined" of={of.declined} />
        <By act="withdrawn" of={of.withdrawn} />
      </p>
      {of.reading && <Reading of={of.reading} />}
      <Decide of={of} />
    </li>
  );
}

/** 'XE24T of https://…' reads better than 'https://…|XE24T'. */
export function CodeOf({ text }: { readonly text: string }) {
  const [system = '', ...code] = text.split('|');
  return (
    <span class="unbroken">
      <Value strong>{code.join('|')}</Value> {system === '' ? 'without a system' : <Value>{system}</Value>}
    </span>
  );
}

function By({ act, of }: { readonly act: string; readonly of: CodeMapShown['approved'] }) {
  if (!of) return null;
  return (
    <>
      {' '}
      · {act} by <Words>{of.by}</Words>, <When at={of.at} />
      {of.reason !== '' && (
        <>
          : <Words>{of.reason}</Words>
        </>
      )}
    </>
  );
}

function Reading({ of }: { readonly of: NonNullable<CodeMapShown['reading']> }) {
  if (!of.done) {
    return (
      <p class="item-words">
        <Tag tone="wait">records are being read</Tag> <Value>{of.percent} %</Value>; figures follow with them.
      </p>
    );
  }
  return (
    <p class="item-words meta">
      Read anew: <Few of={of.total} /> with this code, of which <Few of={of.changed} /> count otherwise for it.
    </p>
  );
}

function Few({ of }: { readonly of: number | undefined }) {
  return <Value>{of === undefined ? 'fewer than 5' : of}</Value>;
}

function Decide({ of: { id, may } }: { readonly of: CodeMapShown }) {
  return (
    <>
      {may.approve && (
        <Post action="approve">
          <input type="hidden" name="id" value={id} />
          <Button kind="main">Approve it</Button>
        </Post>
      )}
      {may.decline && <Refuse id={id} action="decline" words={may.approve ? 'Decline it' : 'Take it back'} />}
      {may.withdraw && <Refuse id={id} action="withdraw" words="Withdraw it" />}
    </>
  );
}

function Refuse(props: { readonly id: string; readonly action: string; readonly words: string }) {
  const { id, action, words } = props;
  return (
    <details>
      <summary>{words}</summary>
      <Post action={action}>
        <input type="hidden" name="id" value={id} />
        <Field label="Why" name="reason" id={`${action}-${id}`} lines={2} required />
        <Button>{words}</Button>
      </Post>
    </details>
  );
}

function Say({ view, asked }: CodesShown) {
  const senders = view.senders.map(({ organization, name }) => ({ value: organization, words: name }));
  const everyone = view.may.everyone ? [{ value: '', words: 'Every sender' }] : [];
  return (
    <Section title="Say what a code means">
      <Post action="say">
        <Choice label="Sent by" name="organization" options={[...senders, ...everyone]} value={asked['organization']} />
        <Field
          label="System of the code"
          name="system"
          hint="As it is sent; empty where the sender gives none."
          value={asked['system']}
        />
        <Field label="Code" name="code" value={asked['code']} required />
        <Target view={view} asked={asked} />
        <Field
          label="Why"
          name="reason"
          lines={2}
          required
          hint="Who told you, and how it was checked. Everybody who looks at the codes reads it."
          value={asked['reason']}
        />
        <p class="actions">
          <Button kind="main">Say it</Button>
        </p>
      </Post>
    </Section>
  );
}

/** Never typed: what no measure reads would count nowhere either. */
function Target({ view, asked }: CodesShown) {
  const first = view.targets.find(({ title }) => title === asked['title'])?.codes[0];
  const chosen = asked['target'] ?? first;
  return (
    <div class="field">
      <label for="f-target">It counts as</label>
      <select id="f-target" name="target">
        {view.targets.map(({ title, codes }) => (
          <optgroup key={title} label={title}>
            {codes.map((code) => (
              <option key={code} value={code} selected={code === chosen}>
                {title}: {code.split('|')[1]} ({code.split('|')[0]})
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
