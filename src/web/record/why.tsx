import type { Why, WhyFact, WhySource } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Born, Value, When, Words } from '../parts/value.tsx';
import { checkWords } from '../parts/words.ts';
import { CodeOf } from '../insight/code-maps.tsx';
import { CARERS } from '../shell/places.ts';
import { personOf, personPath } from './path.ts';

/** Why one person counts as they do by one check: what decided, where each item came from, and by which version of which definition. */
export const whyPage: PageDefinition<Why> = {
  path: '/people/:id/checks/:measure',
  policy: { allow: 'roles', roles: CARERS },
  title: ({ check }) => `Why: ${check.title}`,
  loader: ({ insight, access, params }) => insight.why(access, personOf(params.id), params.measure ?? ''),
  Page: (why) => (
    <div class="page narrow">
      <p class="back">
        <a href={personPath(why.person)}>
          <Words>{why.name}</Words>
        </a>
      </p>
      <PageHead
        title={`Why: ${checkWords(why.check.title)}`}
        under={
          <>
            <Words>{why.name}</Words>
            {why.born !== undefined && (
              <>
                {' '}
                · <Born on={why.born} />
              </>
            )}
          </>
        }
      />
      <Section title={why.onRegister ? STATES[why.check.state] : 'Not on the register'}>
        <p>
          <Words>{why.onRegister ? why.check.why : 'Nobody who is not on the register is asked for this.'}</Words>
        </p>
      </Section>
      <Section title="What decided" count={why.facts.length}>
        {why.facts.length === 0 && (
          <Empty title="No item decided">
            <p>Nothing that you may see is recorded for it.</p>
          </Empty>
        )}
        {why.facts.map((fact) => (
          <Decided key={`${fact.role} ${fact.title}`} of={fact} />
        ))}
      </Section>
      <Definition of={why.definition} />
    </div>
  ),
};

const STATES: Readonly<Record<Why['check']['state'], string>> = {
  met: 'Met',
  due: 'Due now',
  'not-met': 'Not met',
  'not-applicable': 'Not asked',
};

const ROLES: Readonly<Record<WhyFact['role'], string>> = {
  met: 'The last that is recorded',
  asked: 'Why it is asked, or not',
  register: 'Why they are on the register',
};

function Decided({ of }: { readonly of: WhyFact }) {
  return (
    <>
      <h3 class="sub">{ROLES[of.role]}</h3>
      <dl class="facts">
        <Fact name="What">
          <Words>{of.title}</Words> {of.value !== undefined && <Value strong>{of.value}</Value>}
        </Fact>
        <Fact name="On">
          <When at={of.at} />
        </Fact>
        {of.counted && (
          <Fact name="Sent as">
            <CodeOf text={`${of.counted.system}|${of.counted.code}`} />, which counts as{' '}
            <CodeOf text={of.counted.target} /> {of.counted.everyone ? 'whoever sends it' : 'where they send it'} since{' '}
            <When at={of.counted.since} />: said by <Words>{of.counted.by}</Words>, approved by{' '}
            <Words>{of.counted.approvedBy}</Words>
          </Fact>
        )}
        {of.source && <CameFrom of={of.source} />}
      </dl>
    </>
  );
}

function CameFrom({ of }: { readonly of: WhySource }) {
  return (
    <>
      {of.organization !== undefined && (
        <Fact name="From">
          <Words>{of.organization}</Words>
        </Fact>
      )}
      <Fact name="Taken in">
        <When at={of.recorded} time />
      </Fact>
      {of.feed !== undefined && (
        <Fact name="Feed">
          <span class="unbroken">
            <Words>{of.feed}</Words>
          </span>
        </Fact>
      )}
      <Fact name="Message or file">
        <span class="unbroken">
          {of.message === undefined ? 'none is told with the item' : <Words>{of.message}</Words>}
        </span>
      </Fact>
      <Fact name="Item">
        <a class="unbroken" href={`/explain?reference=${encodeURIComponent(of.reference)}`}>
          <Value>{of.reference}</Value>
        </a>
        , version <Value>{of.version}</Value>
      </Fact>
    </>
  );
}

function Definition({ of }: { readonly of: Why['definition'] }) {
  return (
    <Section title="The definition">
      <dl class="facts">
        <Fact name="Pack">
          <Words>{of.title}</Words> (<Value>{of.pack}</Value>)
        </Fact>
        <Fact name="Version">
          <Value strong>{of.version}</Value>
        </Fact>
        {of.agreements.map(({ id, title, since }) => (
          <Fact key={id} name="Counts by">
            <a href={`/agreements/${encodeURIComponent(id)}`}>
              <Words>{title}</Words>
            </a>
            , since <When at={since} />
          </Fact>
        ))}
      </dl>
      <ul class="definition">
        {of.rules.map((line) => (
          <li key={line}>
            <Words>{line}</Words>
          </li>
        ))}
      </ul>
    </Section>
  );
}
