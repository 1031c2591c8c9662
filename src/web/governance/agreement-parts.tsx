import type { InstrumentView } from '#governance/contract';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { STATE_WORDS } from '../parts/words.ts';
import { agreementHref } from './path.ts';

export function Signatures({ view }: { readonly view: InstrumentView }) {
  const given = view.signatures.filter(({ at }) => at !== undefined).length;
  return (
    <Section title="Signatures" count={`${given} of ${view.signatures.length}`}>
      {view.signatures.length === 0 && <p>Nobody signs this: it binds by law.</p>}
      <ul class="item-list">
        {view.signatures.map(({ organization, name, by, at }) => (
          <li key={organization}>
            <span class="item-title">
              <Words>{name}</Words>
            </span>
            <span class="item-fact">
              {at === undefined ? <Tag tone="wait">awaited</Tag> : <Tag tone="done">signed</Tag>}
            </span>
            {at !== undefined && (
              <span class="item-words meta">
                <bdi>
                  {by ?? ''} <When at={at} time />
                </bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary>Which text was signed</summary>
        <p class="meta hash">
          <bdi dir="ltr">{view.textHash}</bdi>
        </p>
      </details>
    </Section>
  );
}

export function Versions({ view }: { readonly view: InstrumentView }) {
  return (
    <Section title="Versions" count={view.versions.length}>
      <ul class="item-list">
        {[...view.versions].reverse().map(({ version, state, decided }) => {
          const [tone, words] = STATE_WORDS[state];
          return (
            <li key={version}>
              <span class="item-title">
                {version === view.version ? (
                  <bdi>Version {version}, shown here</bdi>
                ) : (
                  <a href={agreementHref(view.id, version)}>
                    <bdi>Version {version}</bdi>
                  </a>
                )}
              </span>
              <span class="item-fact">
                <Tag tone={tone}>{words}</Tag>
              </span>
              <span class="item-words meta">
                <bdi>
                  decided <When at={decided} />
                </bdi>
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

export function History({ view }: { readonly view: InstrumentView }) {
  const { acts = [] } = view;
  if (acts.length === 0) return null;
  return (
    <Section title="What was done" count={acts.length}>
      <ul class="openings">
        {acts.map(({ at, by, organization, words }) => (
          <li key={`${at}${words}`}>
            <When at={at} time />
            <span>
              <Words>{words}</Words>
              <span class="detail">
                <Words>{organization === '' ? by : `${by}, ${organization}`}</Words>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
