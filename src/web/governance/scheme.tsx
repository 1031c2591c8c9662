import { amountWords, INSTRUMENT_KINDS, listed, ROLE_WORDS, ROLES } from '#agreement';
import { accepted } from '#fhir';
import type { SchemeRule, SchemeView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital, kindWords, SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { CURRENCIES, LINES_MAX, linesOf, majorOf, rulesFrom } from './scheme-form.ts';

export type SchemeShown = { readonly scheme: SchemeView; readonly typed?: URLSearchParams };

/** Who signs what for one's own organisation: read by its staff, decided by its board. */
export const schemePage: PageDefinition<SchemeShown> = {
  path: '/delegation',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ scheme }) => `Who signs for ${scheme.name}`,
  loader: async ({ governance, access, typed }) => {
    const scheme = await governance.scheme(access);
    return scheme.ok ? accepted({ scheme: scheme.value, ...(typed ? { typed } : {}) }) : scheme;
  },
  Page: ({ scheme, typed }) => (
    <div class="page narrow">
      <PageHead
        title={<bdi>Who signs for {scheme.name}</bdi>}
        under="A signature or a notice counts only from a seat that is named here, for the kind and the worth of the agreement."
      />
      <Section title="In force">
        <ul class="definition">
          {scheme.rules.map((rule) => (
            <li key={JSON.stringify(rule)}>
              <Words>{wordsOf(rule)}</Words>
            </li>
          ))}
        </ul>
        <p class="meta">
          {scheme.since === undefined ? (
            'As it was when the organisation joined; its board has not changed it.'
          ) : (
            <bdi>
              Decided by {scheme.by}, <When at={scheme.since} time />
            </bdi>
          )}
        </p>
      </Section>
      {scheme.may.edit ? (
        <Edit rules={scheme.rules} typed={typed} />
      ) : (
        <p class="meta">A seat of the board changes this.</p>
      )}
    </div>
  ),
  actions: {
    decide: async ({ governance, access }, form) => {
      const rules = rulesFrom(form);
      if (!rules.ok) return rules;
      const done = await governance.setScheme(access, rules.value);
      return done.ok ? accepted({ to: '/delegation', said: 'This is who signs from now on.' }) : done;
    },
  },
};

function Edit({
  rules,
  typed,
}: {
  readonly rules: readonly SchemeRule[];
  readonly typed?: URLSearchParams | undefined;
}) {
  const lines = linesOf(rules).slice(0, LINES_MAX);
  const shown = Math.min(LINES_MAX, lines.length + 2);
  return (
    <Section title="Change it">
      <p>What was signed before stays signed. Choose nobody to leave a line out.</p>
      <Post action="decide">
        {Array.from({ length: shown }, (_, line) => (
          <Line key={line} line={line} rule={lines[line]} typed={typed} />
        ))}
        <p class="actions">
          <Button kind="main">Decide</Button>
          <a class="button" href="/agreements">
            Not now
          </a>
        </p>
      </Post>
    </Section>
  );
}

function Line(props: {
  readonly line: number;
  readonly rule?: SchemeRule | undefined;
  readonly typed?: URLSearchParams | undefined;
}) {
  const { line, rule, typed } = props;
  const was = (name: string, otherwise: string) => typed?.get(`${name}.${line}`) ?? otherwise;
  const kind = rule === undefined || rule.kinds === 'any' ? 'any' : (rule.kinds[0] ?? 'any');
  const roles = ROLES.filter((role) => role !== 'person' && role !== 'system');
  return (
    <fieldset class="shared">
      <legend>Line {line + 1}</legend>
      <Choice
        label="Who signs"
        name={`role.${line}`}
        value={was('role', rule?.roles[0] ?? '')}
        options={[{ value: '', words: 'Nobody' }, ...roles.map((role) => ({ value: role, words: SEAT_WORDS[role] }))]}
      />
      <Choice
        label="What"
        name={`kind.${line}`}
        value={was('kind', kind)}
        options={[
          { value: 'any', words: 'Every kind of agreement' },
          ...INSTRUMENT_KINDS.map((one) => ({ value: one, words: kindWords(one) })),
        ]}
      />
      <Field
        label="Up to"
        name={`limit.${line}`}
        hint="What it may be worth to the organisation, such as 250,000. Empty: no limit."
        value={was('limit', rule?.upTo ? majorOf(rule.upTo) : '')}
      />
      <Choice
        label="Currency"
        name={`currency.${line}`}
        value={was('currency', rule?.upTo?.currency ?? 'GBP')}
        options={CURRENCIES.map((one) => ({ value: one, words: one }))}
      />
    </fieldset>
  );
}

function wordsOf({ roles, kinds, upTo }: SchemeRule): string {
  const who = capital(listed(roles.map((role) => ROLE_WORDS[role])));
  const what =
    kinds === 'any'
      ? 'every kind of agreement'
      : `every ${listed(
          kinds.map((kind) => lower(kindWords(kind))),
          'and every',
        )}`;
  return `${who} sign ${what}${upTo === undefined ? '' : ` worth up to ${amountWords(upTo)} to it`}.`;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
