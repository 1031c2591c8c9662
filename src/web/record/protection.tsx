import { accepted } from '#fhir';
import type { Protection, Suspicion } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post, Radios } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { PROTECTORS } from '../shell/places.ts';
import { personOf, personPath } from './path.ts';

type Typed = Readonly<Record<string, string>>;

export type ProtectionShown = { readonly protection: Protection; readonly typed?: Typed };

/** Who may be forcing a person: for those who protect people by law. The page is the same for whom it names as if nothing were written. */
export const protectionPage: PageDefinition<ProtectionShown> = {
  path: '/people/:id/protection',
  policy: { allow: 'roles', roles: PROTECTORS },
  title: () => 'Protection',
  loader: async ({ record, access, params, typed }) => {
    const found = await record.protection.of(access, personOf(params.id));
    if (!found.ok) return found;
    return accepted({ protection: found.value, ...(typed ? { typed: Object.fromEntries(typed) } : {}) });
  },
  Page: ({ protection, typed = {} }) => (
    <div class="page narrow">
      <p class="back">
        <a href={personPath(protection.person)}>The record</a>
      </p>
      <PageHead title="Protection" under={<Words>{protection.name}</Words>} />
      <Section title="Who may be forcing them" count={protection.suspicions.length}>
        {protection.suspicions.length === 0 && <Empty title="Nothing is written, or nothing that you may see" />}
        <ul class="item-list">
          {protection.suspicions.map((one) => (
            <Suspected key={one.id} of={one} link />
          ))}
        </ul>
      </Section>
      <Suspect of={protection} typed={typed} />
    </div>
  ),
  actions: {
    suspect: async ({ record, access, params }, form) => {
      const at = (name: string) => form.get(name) ?? '';
      const wish = { account: at('account'), name: at('name'), words: at('words'), again: at('again') };
      const person = personOf(params.id);
      const done = await record.protection.suspect(access, person, wish);
      return done.ok
        ? accepted({ to: personPath(person, '/protection'), said: 'Written down. They are not told.' })
        : done;
    },
  },
};

export type NoteShown = {
  readonly person: string;
  readonly name: string;
  readonly latest: string;
  readonly suspicion: Suspicion;
  readonly typed?: Typed;
};

/** One of them, to look at again by its day. */
export const protectionNotePage: PageDefinition<NoteShown> = {
  path: '/protection/:id',
  policy: { allow: 'roles', roles: PROTECTORS },
  title: () => 'Look again',
  loader: async ({ record, access, params, typed }) => {
    const found = await record.protection.one(access, params.id ?? '');
    return found.ok ? accepted({ ...found.value, ...(typed ? { typed: Object.fromEntries(typed) } : {}) }) : found;
  },
  Page: ({ person, name, latest, suspicion, typed = {} }) => (
    <div class="page narrow">
      <p class="back">
        <a href={personPath(person, '/protection')}>Protection</a>
      </p>
      <PageHead title="Look again" under={<Words>{name}</Words>} />
      <Section title="Who may be forcing them">
        <ul class="item-list">
          <Suspected of={suspicion} />
        </ul>
      </Section>
      <Section title="What you found">
        <Post action="look">
          <Radios
            label="Does it go on?"
            name="goes"
            options={[
              { value: 'on', words: 'Yes, or nobody can say that it does not' },
              { value: 'over', words: 'No: they see again what they saw' },
            ]}
            value={typed['goes'] ?? 'on'}
          />
          <Again latest={latest} value={typed['again']} />
          <Field
            label="What you looked at, and what came of it"
            name="words"
            lines={4}
            required
            value={typed['words']}
          />
          <p class="actions">
            <Button kind="main">Write it down</Button>
          </p>
        </Post>
      </Section>
    </div>
  ),
  actions: {
    look: async ({ record, access, params }, form) => {
      const found = {
        goesOn: form.get('goes') !== 'over',
        again: form.get('again') ?? '',
        words: form.get('words') ?? '',
      };
      const id = params.id ?? '';
      const note = await record.protection.one(access, id);
      if (!note.ok) return note;
      const done = await record.protection.lookAgain(access, id, found);
      return done.ok ? accepted({ to: personPath(note.value.person, '/protection'), said: 'Written down.' }) : done;
    },
  },
};

function Suspected({ of, link = false }: { readonly of: Suspicion; readonly link?: boolean }) {
  return (
    <li>
      <span class="item-title">
        {link ? (
          <a href={`/protection/${encodeURIComponent(of.id)}`}>
            <Words>{of.name}</Words>
          </a>
        ) : (
          <Words>{of.name}</Words>
        )}
      </span>
      <span class="item-words">
        <Words>{of.words}</Words>
      </span>
      <span class="item-words meta">
        Written by <Words>{of.by}</Words> <When at={of.at} />. To be looked at again by <When at={of.again} />.
      </span>
      {of.looks.map((look) => (
        <span class="item-words meta" key={look.at}>
          Looked at again by <Words>{look.by}</Words> <When at={look.at} />: <Words>{look.words}</Words>
        </span>
      ))}
    </li>
  );
}

function Suspect({ of, typed }: { readonly of: Protection; readonly typed: Typed }) {
  const chosen = of.sitting.map(({ account, name, as }) => ({ value: account, words: `${name} (${as})` }));
  return (
    <Section title="Write down somebody who may be forcing them">
      <p>
        From then on they see nothing in this person’s place and decide nothing for them. They are not told, and neither
        is the person on their own pages: somebody may look over their shoulder. Nobody but those who protect people
        reads it.
      </p>
      <Post action="suspect">
        <Choice
          label="Who sits in this person’s place"
          name="account"
          options={[{ value: '', words: 'Somebody else' }, ...chosen]}
          value={typed['account']}
        />
        <Field
          label="Somebody else: their whole name"
          name="name"
          hint="A relative, or a member of staff."
          value={typed['name']}
        />
        <Field label="What you saw or heard, and when" name="words" lines={4} required value={typed['words']} />
        <Again latest={of.latest} value={typed['again']} />
        <p class="actions">
          <Button kind="main">Write it down</Button>
        </p>
      </Post>
    </Section>
  );
}

function Again({ latest, value }: { readonly latest: string; readonly value?: string | undefined }) {
  return (
    <Field
      label="Look at it again by"
      name="again"
      type="date"
      hint="At the latest the day that stands here."
      value={value ?? latest}
    />
  );
}
