import { accepted } from '#fhir';
import type { Statement } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { nameFrom, pathOf } from './form.ts';
import { MoneyTabs } from './tabs.tsx';

export type StatementShown = { readonly of: Statement; readonly act: boolean };

/** What one partner owed and met, entry by entry: the same for ever for the entry it names, and agreed by both sides. */
export const statementPage: PageDefinition<StatementShown> = {
  path: '/money/:instrument/:pool/statement',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ of }) => `Statement of ${of.partner.name}`,
  loader: async ({ money, access, params, query, signedIn }) => {
    const found = await money.statement(access, nameFrom(params), {
      party: query.get('party') ?? signedIn.organizationRef ?? '',
      ...saidIn(query, 'from'),
      ...saidIn(query, 'until'),
      ...saidIn(query, 'revision'),
      ...forIn(query.get('for') ?? ''),
    });
    return found.ok ? accepted({ of: found.value, act: access.role === 'finance-lead' }) : found;
  },
  actions: {
    agree: async ({ money, access, params }, form) => {
      const name = nameFrom(params);
      const said = (field: string): string => form.get(field) ?? '';
      const shown = { party: said('party'), from: said('from'), until: said('until'), revision: said('revision') };
      const done = await money.agree(access, name, { ...shown, hash: said('hash') });
      if (!done.ok) return done;
      return accepted({
        to: `${pathOf(name)}/statement?${new URLSearchParams(shown)}`,
        said: 'Agreed, as it was shown.',
      });
    },
  },
  Page: ({ of, act }) => (
    <>
      <MoneyTabs of={of.pool} at="/statement" act={act} />
      <div class="page">
        <PageHead
          title={`Statement of ${of.partner.name}`}
          under={
            <>
              <When at={of.from} /> to <When at={of.until} />, <Words>{of.pool.name}</Words>, with all that was known
              after entry <Value>{of.revision}</Value>
              {of.only !== undefined && (
                <>
                  . Of it only what is for <Words>{of.only.words}</Words>
                </>
              )}
            </>
          }
        />
        <Section title="Position">
          <dl class="facts figures sums">
            <Figure words="Put in" of={of.position.putIn} />
            {of.position.shared !== undefined && <Figure words="Shares of results" of={of.position.shared} />}
            <Figure words="Of it spent" of={of.position.spent} />
            <Figure words="Of it left" of={of.position.left} />
            <Figure words="Owes at the end" of={of.closing} />
          </dl>
        </Section>
        <Section title="Entries" count={of.lines.length}>
          <Lines of={of} />
        </Section>
        {of.only === undefined ? <Agreed of={of} /> : <Part of={of} />}
        <Ask of={of} />
      </div>
    </>
  ),
};

function Figure({ words, of }: { readonly words: string; readonly of: Statement['closing'] }) {
  return (
    <div class="fact">
      <dt>{words}</dt>
      <dd>
        <Money of={of} strong />
      </dd>
    </div>
  );
}

function Lines({ of }: { readonly of: Statement }) {
  if (of.lines.length === 0) return <Empty title="Nothing was owed or met in these days" />;
  return (
    <table class="rows stacked">
      <caption class="sr">What {of.partner.name} owed and met</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">What</th>
          <th scope="col" class="number">
            Owed, or met (−)
          </th>
          <th scope="col" class="number">
            Owes
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            <When at={of.from} />
          </th>
          <td>Carried over</td>
          <td class="number" />
          <td class="number" data-words="Owes">
            <Money of={of.opening} />
          </td>
        </tr>
        {of.lines.map((line) => (
          <tr key={line.seq} data-row>
            <th scope="row">
              <When at={line.effective} />
            </th>
            <td>
              <Words>{line.words}</Words>
              {line.about !== undefined && (
                <span class="detail">
                  {' '}
                  about <When at={line.about} />
                </span>
              )}
            </td>
            <td class="number" data-words="Owed, or met (−)">
              <Money of={line.amount} />
            </td>
            <td class="number" data-words="Owes">
              <Money of={line.balance} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Agreement of balances, without a letter or a call. */
function Agreed({ of }: { readonly of: Statement }) {
  return (
    <Section title="Agreed by">
      {of.agreed.length === 0 ? (
        <Empty title="Nobody has agreed this statement yet" />
      ) : (
        <ul class="item-list">
          {of.agreed.map((one) => (
            <li key={one.organization}>
              <span class="item-title">
                <Words>{one.name}</Words>
              </span>
              <span class="item-fact">
                <Tag tone="done">Agreed</Tag>
              </span>
              <span class="item-words meta">
                <Words>{one.by}</Words>, <When at={one.at} time />
              </span>
            </li>
          ))}
        </ul>
      )}
      {of.may.agree && (
        <Post action="agree">
          {Object.entries({
            party: of.partner.organization,
            from: of.from,
            until: of.until,
            revision: of.revision,
            hash: of.hash,
          }).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <p class="actions">
            <Button kind="main">Agree this statement</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}

/** What is for one programme or grant is read, not agreed: both sides agree the whole. */
function Part({ of }: { readonly of: Statement }) {
  const { organization } = of.partner;
  const whole = new URLSearchParams({ party: organization, from: of.from, until: of.until, revision: of.revision });
  const { programme = '', grant = '' } = of.only ?? {};
  const asked = new URLSearchParams(grant === '' ? { programme } : { grant });
  const at = `/api/money/pools/${of.pool.instrument}/${of.pool.pool}/export`;
  return (
    <Section title="A part of the statement">
      <p>
        Both sides agree the whole statement, for everything.{' '}
        <a href={`${pathOf(of.pool)}/statement?${whole}`}>The whole statement</a>
      </p>
      <p class="actions">
        <a class="button" href={`${at}/csv?${asked}`}>
          Its entries as CSV
        </a>
        <a class="button" href={`${at}/xlsx?${asked}`}>
          As a spreadsheet
        </a>
        <a class="button" href={`${at}/journal?${asked}`}>
          As a plain-text journal
        </a>
      </p>
    </Section>
  );
}

function Ask({ of }: { readonly of: Statement }) {
  return (
    <Section title="Another statement">
      <form method="get" action={`${pathOf(of.pool)}/statement`} class="form">
        <Choice
          label="Of whom"
          name="party"
          value={of.partner.organization}
          options={of.parties.map(({ organization, name }) => ({ value: organization, words: name }))}
        />
        {of.choices.length > 0 && (
          <Choice
            label="For what"
            name="for"
            value={of.only?.grant || of.only?.programme || ''}
            options={[
              { value: '', words: 'Everything' },
              ...of.choices.map(({ programme, grant, words }) => ({
                value: grant || programme,
                words: capital(words),
              })),
            ]}
          />
        )}
        <Field label="From" name="from" type="date" value={of.from} />
        <Field label="Up to" name="until" type="date" value={of.until} />
        <Field label="As known after entry" name="revision" hint="Empty: with all that is known now." />
        <p class="actions">
          <Button>Show</Button>
        </p>
      </form>
    </Section>
  );
}

function saidIn<Name extends string>(query: URLSearchParams, name: Name): { readonly [K in Name]?: string } {
  const value = query.get(name) ?? '';
  return (value === '' ? {} : { [name]: value }) as { readonly [K in Name]?: string };
}

/** A grant is named by its path, a programme by a word. */
function forIn(said: string): { readonly grant?: string; readonly programme?: string } {
  if (said === '') return {};
  return said.includes('/') ? { grant: said } : { programme: said };
}
