import type { PersonRecord, TimelineItem } from '#record/contract';
import { Empty, Section, UNSEEN } from '../parts/section.tsx';
import { Source } from '../parts/source.tsx';
import { When, Words } from '../parts/value.tsx';
import { personPath } from './path.ts';

type Kind = TimelineItem['kind'];

const KINDS: Readonly<Record<Kind, readonly [string, string]>> = {
  encounter: ['Visit', 'Visits'],
  problem: ['Problem', 'Problems'],
  medicine: ['Medicine', 'Medicines'],
  result: ['Result', 'Results'],
  procedure: ['Procedure', 'Procedures'],
  document: ['Document', 'Documents'],
  plan: ['Plan', 'Plans'],
  other: ['Other', 'Other'],
};

const SHOWN = 12;
const REFERRAL = 'ServiceRequest/';

export function readKind(text: string | null): Kind | undefined {
  return text !== null && text in KINDS ? (text as Kind) : undefined;
}

/** What happened, newest first; one kind alone by address, so that a filter can be sent to a colleague. */
export function Timeline({
  record,
  kind,
  refers = false,
}: {
  readonly record: PersonRecord;
  readonly kind?: Kind | undefined;
  /** Whether a referral leads to where it could go. */
  readonly refers?: boolean;
}) {
  const items = record.timeline.filter((item) => kind === undefined || item.kind === kind);
  return (
    <Section title="Timeline" kind="timeline-card" count={items.length}>
      <Filter record={record} kind={kind} />
      {items.length === 0 && <Empty title="Nothing to show">{UNSEEN}</Empty>}
      <Items of={items.slice(0, SHOWN)} refers={refers} />
      {items.length > SHOWN && (
        <details class="past">
          <summary>
            <bdi>{items.length - SHOWN} older</bdi>
          </summary>
          <Items of={items.slice(SHOWN)} refers={refers} />
        </details>
      )}
      {record.more && (
        <p class="meta">
          <bdi>Older items are in the record but not listed here.</bdi>
        </p>
      )}
    </Section>
  );
}

function Filter({ record, kind }: { readonly record: PersonRecord; readonly kind?: Kind | undefined }) {
  const present = new Set(record.timeline.map((item) => item.kind));
  if (present.size < 2) return null;
  return (
    <nav class="chips" aria-label="Timeline by kind">
      <Chip href={personPath(record.person, '#s-timeline')} on={kind === undefined} words="All" />
      {(Object.keys(KINDS) as Kind[])
        .filter((one) => present.has(one))
        .map((one) => (
          <Chip
            key={one}
            href={personPath(record.person, `?kind=${one}#s-timeline`)}
            on={kind === one}
            words={KINDS[one][1]}
          />
        ))}
    </nav>
  );
}

function Chip({ href, on, words }: { readonly href: string; readonly on: boolean; readonly words: string }) {
  return (
    <a class="chip" href={href} {...(on ? { 'aria-current': 'true' as const } : {})}>
      {words}
    </a>
  );
}

function Items({ of, refers }: { readonly of: readonly TimelineItem[]; readonly refers: boolean }) {
  return (
    <ol class="timeline">
      {of.map((item) => (
        <li key={item.source.reference}>
          <When at={item.at} />
          <span class="kind">{KINDS[item.kind][0]}</span>
          <What of={item} />
          {refers && item.source.reference.startsWith(REFERRAL) && (
            <a href={`/referrals/${encodeURIComponent(item.source.reference.slice(REFERRAL.length))}`}>Where to</a>
          )}
          <Source of={item.source} short />
        </li>
      ))}
    </ol>
  );
}

/** Several results of a day say their names again with their values: then the values alone are enough. */
function What({ of }: { readonly of: TimelineItem }) {
  const [first = ''] = of.title.split(', ');
  const [title, detail] = of.detail?.includes(first) ? [of.detail, undefined] : [of.title, of.detail];
  return (
    <span class="what">
      <Words>{title}</Words>
      {detail !== undefined && (
        <span class="detail">
          <Words>{detail}</Words>
        </span>
      )}
    </span>
  );
}
