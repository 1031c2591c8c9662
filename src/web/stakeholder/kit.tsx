import { accepted, type Outcome } from '#fhir';
import type { KitView } from '#governance/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { Deed, Whose } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { Concerns } from './concerns.tsx';
import { type KitNumbers, kitNumbers, Numbers } from './kit-numbers.tsx';
import { kitAddress, Talk } from './kits.tsx';
import { tells } from './parts.tsx';

export type KitShown = { readonly of: KitView; readonly numbers: KitNumbers; readonly typed?: URLSearchParams };

/** What speaks to one role of one organisation, out of live numbers; it prints on a page or two. */
export const kitPage: PageDefinition<KitShown> = {
  path: '/programmes/:id/kit',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ of }) => `For the ${SEAT_WORDS[of.to.role]}, ${of.to.name}`,
  loader: load,
  Page: (shown) => {
    const { of, numbers, typed } = shown;
    return (
      <div class="page">
        <p class="back">
          <a href={`/programmes/${of.programme.id}/kits`}>Arguments</a>
        </p>
        <PageHead title={<Words>{of.programme.name}</Words>} under={<Whose of={of.to} />} />
        <Section title="What for">
          <p>
            <Words>{of.programme.aim}</Words>
          </p>
          {of.next.map((one) => (
            <ul class="item-list" key={one.why}>
              <Talk of={one} />
            </ul>
          ))}
        </Section>
        <Numbers of={numbers} />
        <Moves of={of} />
        <Concerns of={of.concerns} title="Concerns, and what there is to say" typed={typed} />
        {(of.may.lead || of.may.mine) && (
          <Deed
            did="concern"
            words="Write down a concern"
            said="It is open until whose it is says that it is settled."
            typed={typed}
            about={{ 'owner-of': of.to.organization, 'owner-role': of.to.role }}
          >
            <Field label="What worries them" name="words" id="concern-words" lines={2} required />
          </Deed>
        )}
        <Receipt of={of} />
      </div>
    );
  },
  actions: {
    // Whoever a kit is for may read no other page of these.
    do: async (context, form) => {
      const { params, query } = context;
      const place = { organization: query.get('of') ?? '', role: query.get('role') as KitView['to']['role'] };
      return tells(() => kitAddress(params['id'] ?? '', place))(context, form);
    },
  },
};

async function load(context: LoaderContext): Promise<Outcome<KitShown>> {
  const { governance, access, params, query, typed } = context;
  const asked = `${query.get('of') ?? ''}|${query.get('role') ?? ''}`;
  const found = await governance.stakeholders.kit(access, params['id'] ?? '', asked);
  if (!found.ok) return found;
  const numbers = await kitNumbers(context, found.value);
  return accepted({ of: found.value, numbers, ...(typed ? { typed } : {}) });
}

function Moves({ of }: { readonly of: KitView }) {
  return (
    <Section title="What moves to you" count={of.effects.length}>
      {of.effects.length === 0 ? (
        <Empty title="Nothing that is planned changes this work" />
      ) : (
        <ul class="item-list">
          {of.effects.map(({ words, from, change, started, whom, level }) => (
            <li key={`${change} ${level} ${whom} ${words}`} data-row>
              <span class="item-title">
                <Words>{words}</Words>
              </span>
              <span class="item-fact">
                <When at={from} />
              </span>
              <span class="item-words meta">
                <bdi>
                  <Words>{change}</Words>, {started ? 'started' : 'not started yet'}.
                </bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="meta">
        <bdi>
          {of.promised.all === 0
            ? 'Nothing was promised here so far.'
            : `Of what was promised here, ${of.promised.done} of ${of.promised.all} is done${of.promised.late > 0 ? ` and ${of.promised.late} late` : ''}.`}
        </bdi>
      </p>
    </Section>
  );
}

/** Nobody is watched while reading: whoever read it says so. */
function Receipt({ of }: { readonly of: KitView }) {
  const { given, may } = of;
  return (
    <Section title="Given and read">
      <p>
        {given ? (
          <bdi>
            Given on <When at={given.on} />.{' '}
            {given.read === undefined ? (
              <Tag tone="wait">not read yet, as far as they have said</Tag>
            ) : (
              <Tag tone="done">
                read on <When at={given.read} />
              </Tag>
            )}
          </bdi>
        ) : (
          'It was not given to them yet.'
        )}
      </p>
      {may.lead && !given && (
        <Post action="do">
          <input type="hidden" name="did" value="kit-given" />
          <input type="hidden" name="said" value="Given: they are asked to read it." />
          <input type="hidden" name="to-of" value={of.to.organization} />
          <input type="hidden" name="to-role" value={of.to.role} />
          <Button kind="main">Give it to them</Button>
        </Post>
      )}
      {may.mine && given && given.read === undefined && (
        <Post action="do">
          <input type="hidden" name="did" value="kit-read" />
          <input type="hidden" name="said" value="Noted: you have read it." />
          <input type="hidden" name="kit" value={given.id} />
          <p class="actions">
            <Button kind="main">I have read it</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}
