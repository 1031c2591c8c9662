import { LABELS, LABEL_WORDS } from '#agreement';
import { accepted } from '#fhir';
import type { SensitiveCodes } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { AuditTabs } from './tabs.tsx';

export type CodesShown = {
  readonly codes: SensitiveCodes;
  readonly typed?: Readonly<Record<'label' | 'name' | 'licence' | 'text' | 'refset', string>>;
};

/** Which codes mark something as sensitive here, and how far the record has been looked at since they changed. */
export const sensitiveCodesPage: PageDefinition<CodesShown> = {
  path: '/audit/codes',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'Sensitive codes',
  loader: async ({ record, access, typed }) => {
    const codes = await record.sensitiveCodes(access);
    if (!codes.ok) return codes;
    const value = (name: string): string => typed?.get(name) ?? '';
    const kept = typed && {
      label: value('label'),
      name: value('name'),
      licence: value('licence'),
      text: value('text'),
      refset: value('refset'),
    };
    return accepted({ codes: codes.value, ...(kept ? { typed: kept } : {}) });
  },
  revision: ({ codes: { open, looked, slots } }) => `${open.length} ${looked?.rows ?? 0} ${slots.length}`,
  Page: ({ codes, typed }) => (
    <>
      <AuditTabs at="codes" />
      <div class="page narrow">
        <PageHead
          title="Sensitive codes"
          under="What carries one of these codes is seen only by those for whom an agreement names its mark."
        />
        <Looking of={codes} />
        <Section title="Loaded here" count={codes.slots.length}>
          {codes.slots.length === 0 && (
            <Empty title="Nothing beyond what ships">
              <p>
                The commonest codes ship with the program. Whole hierarchies are loaded under a licence of your own.
              </p>
            </Empty>
          )}
          <ul class="item-list">
            {codes.slots.map((slot) => (
              <li key={slot.id}>
                <span class="item-title">
                  <Words>{slot.name}</Words>
                </span>
                <span class="item-fact">
                  <bdi>{counted(slot.codes, 'code')}</bdi>
                </span>
                <span class="item-words">
                  Marks <bdi>{slot.label}</bdi>. <Words>{slot.licence}</Words>. <bdi>{slot.by}</bdi>,{' '}
                  <When at={slot.at} />.
                </span>
                {codes.changes && (
                  <Post action="remove">
                    <input type="hidden" name="slot" value={slot.id} />
                    <p class="actions">
                      <Button kind="danger">Take these codes away</Button>
                    </p>
                  </Post>
                )}
              </li>
            ))}
          </ul>
        </Section>
        {codes.changes && <Load typed={typed} />}
      </div>
    </>
  ),
  actions: {
    load: async ({ record, access }, form) => {
      const value = (name: string): string => form.get(name) ?? '';
      const refset = value('refset').trim();
      const done = await record.loadCodes(access, {
        label: value('label'),
        name: value('name'),
        licence: value('licence'),
        text: value('text'),
        ...(refset === '' ? {} : { refset }),
      });
      return done.ok
        ? accepted({
            to: '/audit/codes',
            said: `${counted(done.value.codes, 'code')} hold from now on. The record is looked at meanwhile.`,
          })
        : done;
    },
    remove: async ({ record, access }, form) => {
      const done = await record.removeCodes(access, form.get('slot') ?? '');
      return done.ok
        ? accepted({
            to: '/audit/codes',
            said: 'Taken away. What they marked stays hidden until it has been looked at.',
          })
        : done;
    },
  },
};

function Looking({ of: { open, looked } }: { readonly of: SensitiveCodes }) {
  if (open.length === 0) {
    return (
      <Section title="The whole record has been looked at">
        <p>Every item carries the marks that the codes of today give it.</p>
      </Section>
    );
  }
  const marks = [...new Set(open.flatMap(({ labels }) => labels))];
  return (
    <Section title="The record is being looked at">
      <p>
        Until an item has been looked at it counts as marked{' '}
        {marks.length > 0 ? <bdi>{marks.join(', ')}</bdi> : 'as before'}, so that nothing new shows too much. Some items
        are missing on screens meanwhile.
      </p>
      {looked && (
        <p>
          <progress max={Math.max(looked.of, 1)} value={looked.rows} aria-label="Items looked at" />{' '}
          <bdi>{`${looked.rows.toLocaleString('en-GB')} of ${counted(looked.of, 'item')}`}</bdi>
        </p>
      )}
      <ul>
        {open.map(({ because, since }) => (
          <li key={since + because}>
            <Words>{because}</Words>, <When at={since} time />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Load({ typed }: { readonly typed: CodesShown['typed'] }) {
  return (
    <Section title="Load codes">
      <p>
        A reference set of SNOMED CT as your release centre publishes it, or lines of <code>system,code</code>. One line
        that cannot be read refuses the whole. Large files go in by the command line: <code>concord codes load</code>.
      </p>
      <Post action="load">
        <Choice
          label="What do they mark?"
          name="label"
          options={LABELS.map((one) => ({ value: one, words: LABEL_WORDS[one] }))}
          value={typed?.label}
        />
        <Field label="What are they called?" name="name" required value={typed?.name} />
        <Field
          label="Under which licence, and whose?"
          name="licence"
          hint="It is kept with them; the program ships none."
          required
          value={typed?.licence}
        />
        <Field label="The lines of the file" name="text" lines={8} required value={typed?.text} />
        <Field
          label="Which reference set?"
          name="refset"
          hint="Only where the file holds several."
          value={typed?.refset}
        />
        <p class="actions">
          <Button kind="main">Load them</Button>
        </p>
      </Post>
    </Section>
  );
}
