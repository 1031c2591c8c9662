import { accepted } from '#fhir';
import type { MovedWork, MovedWorks } from '#money/contract';
import type { PageDefinition } from '../../page.ts';
import { Button, Choice, Field, Post } from '../../parts/form.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Value, When, Words } from '../../parts/value.tsx';
import { MONEY } from '../../shell/places.ts';
import { minorFrom } from '../form.ts';
import { wholeFrom } from '../stock/words.tsx';

export type MovedWorksShown = { readonly of: MovedWorks };

/** Work that moves from one organisation to another, and whether the staff and the money go with it. */
export const movedWorksPage: PageDefinition<MovedWorksShown> = {
  path: '/money/moved-work',
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'Work that moves',
  loader: async ({ money, access }) => {
    const found = await money.movedWork.works(access);
    return found.ok ? accepted({ of: found.value }) : found;
  },
  actions: {
    propose: async ({ money, access }, form) => {
      const said = (name: string) => form.get(name) ?? '';
      const [instrument = '', from = ''] = said('from').split(' ');
      const [system = '', code = ''] = said('code').trim().split('|');
      const minor = minorFrom(said('each'), 'GBP');
      if (!minor.ok) return minor;
      const made = await money.movedWork.proposeWork(access, {
        instrument,
        words: said('words'),
        from,
        to: said('to'),
        payer: said('payer'),
        system,
        code,
        count: wholeFrom(form.get('count')),
        minutes: wholeFrom(form.get('minutes')),
        minor: minor.value,
        currency: 'GBP',
        begins: said('begins'),
        key: `${said('words')} ${said('begins')}`,
      });
      return made.ok
        ? accepted({
            to: `/money/moved-work/${made.value}`,
            said: 'Written down: it begins once staff and money are there.',
          })
        : made;
    },
  },
  Page: ({ of }) => (
    <div class="page">
      <p class="back">
        <a href="/money/movements">Cost movement</a>
      </p>
      <PageHead
        title="Work that moves"
        under="What one organisation is to do in place of another. It begins once its staff and its money are assigned."
      />
      <Section title="Agreed or wanted" count={of.found.length}>
        {of.found.length === 0 ? (
          <Empty title="No work moves between partners of your agreements" />
        ) : (
          <ul class="item-list">
            {of.found.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </ul>
        )}
      </Section>
      {of.may.propose && of.agreements.length > 0 && <Propose of={of} />}
    </div>
  ),
};

function Row({ of }: { readonly of: MovedWork }) {
  return (
    <li data-row>
      <a class="item-title" href={`/money/moved-work/${of.id}`}>
        <Words>{of.words}</Words>
      </a>
      <span class="item-fact">
        <WorkTag of={of} />
      </span>
      <span class="item-words meta">
        <Value>{of.count.toLocaleString('en-GB')}</Value> a year from <Words>{of.from.name}</Words> to{' '}
        <Words>{of.to.name}</Words>, from <When at={of.begins} /> on. <Words>{of.title}</Words>
      </span>
    </li>
  );
}

export function WorkTag({ of }: { readonly of: MovedWork }) {
  if (of.began) return <Tag tone="done">Moved</Tag>;
  return of.lacks.length > 0 ? <Tag tone="concern">Not yet</Tag> : <Tag tone="wait">Can begin</Tag>;
}

function Propose({ of }: { readonly of: MovedWorks }) {
  const parties = new Map(
    of.agreements.flatMap((one) => one.parties.map(({ organization, name }) => [organization, name])),
  );
  const all = [...parties].map(([value, words]) => ({ value, words }));
  const from = of.agreements.flatMap(({ id, title, parties: some }) =>
    some.map(({ organization, name }) => ({ value: `${id} ${organization}`, words: `${name}, by ${title}` })),
  );
  return (
    <Section title="Other work is to move">
      <details class="past" open={of.found.length === 0}>
        <summary>Write down what is to move</summary>
        <Post action="propose" to="/money/moved-work">
          <Field label="What is to move" name="words" hint="Such as yearly reviews of people with diabetes." required />
          <Choice label="From whom, by which agreement" name="from" options={from} />
          <Choice label="To whom" name="to" options={all} />
          <Choice label="Who pays" name="payer" options={all} />
          <Field
            label="Its code"
            name="code"
            hint="As the record has it: the address of the list, a bar, and the code."
            required
          />
          <Field label="How many a year" name="count" required />
          <Field label="Minutes of staff for each" name="minutes" required />
          <Field label="Money for each, in GBP" name="each" required />
          <Field label="From which day on" name="begins" type="date" required />
          <p class="actions">
            <Button kind="main">Write it down</Button>
          </p>
        </Post>
      </details>
    </Section>
  );
}
