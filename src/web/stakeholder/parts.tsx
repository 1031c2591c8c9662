import { accepted, type Outcome } from '#fhir';
import type { ComponentChildren } from 'preact';
import type { Done, LoaderContext } from '../page.ts';
import { Field } from '../parts/form.tsx';
import { PageHead } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { Pick, typedFrom } from '../programme/parts.tsx';
import { choicesOf, WAY_WORDS } from './words.ts';

export type OfProgramme = { readonly id: string; readonly name: string };

const TABS = [
  ['/stakeholders', 'Stakeholders'],
  ['/rhythm', 'Rhythm and news'],
  ['/influence', 'Influence'],
  ['/kits', 'Arguments'],
] as const;
export type CircleTab = (typeof TABS)[number][0];

/** The head of each page about who is around a programme. */
export function CircleHead(props: {
  readonly of: OfProgramme;
  readonly at: CircleTab;
  readonly title: string;
  readonly under: ComponentChildren;
}) {
  const { of, at, title, under } = props;
  return (
    <>
      <p class="back">
        <a href={`/programmes/${of.id}`}>
          <Words>{of.name}</Words>
        </a>
      </p>
      <PageHead title={title} under={under} />
      <nav class="chips" aria-label="Who is around this programme">
        {TABS.map(([path, words]) => (
          <a
            key={path}
            class="chip"
            href={`/programmes/${of.id}${path}`}
            {...(path === at ? { 'aria-current': 'page' as const } : {})}
          >
            {words}
          </a>
        ))}
      </nav>
    </>
  );
}

/** What a form about one stakeholder, or about all of them, does; then the page `to`. */
export function tells(to: (form: URLSearchParams, params: LoaderContext['params']) => string) {
  return async ({ governance, access, params }: LoaderContext, form: URLSearchParams): Promise<Outcome<Done>> => {
    const about = params['stakeholder'] ?? form.get('stakeholder') ?? '';
    const done = await governance.stakeholders.act(access, params['id'] ?? '', {
      did: form.get('did') ?? '',
      ...(about === '' ? {} : { id: about }),
      typed: typedFrom(form),
    });
    return done.ok ? accepted({ to: to(form, params), said: form.get('said') ?? 'Done.' }) : done;
  };
}

/** How, one line, and what was promised by when. */
export function ContactFields({ id, typed }: { readonly id: string; readonly typed?: URLSearchParams | undefined }) {
  const value = (name: string) => (typed?.get('did') === 'contact' ? (typed.get(name) ?? '') : '');
  return (
    <>
      <Pick label="How" name="way" id={`${id}-way`} options={choicesOf(WAY_WORDS)} value={value('way')} />
      <Field label="In one line" name="words" id={`${id}-words`} required value={value('words')} />
      <Field label="Promised, if anything" name="promise" id={`${id}-promise`} value={value('promise')} />
      <Field label="By when" name="until" id={`${id}-until`} type="date" value={value('until')} />
      <Pick
        label="Who promised"
        name="side"
        id={`${id}-side`}
        options={[
          { value: 'us', words: 'We did' },
          { value: 'them', words: 'They did' },
        ]}
        value={value('side')}
      />
      <Field label="On which day" name="on" id={`${id}-on`} type="date" hint="Empty: today." value={value('on')} />
    </>
  );
}
