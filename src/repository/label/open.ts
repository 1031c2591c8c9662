import type { Label, Stale } from '#agreement';
import { labelBits } from '#agreement';
import type { Outcome } from '#fhir';
import { accepted, refuse } from '#fhir';
import { type Store, sql } from '#store';
import { arrayLiteral } from '../write/arrays.ts';
import { type KeptSets, raiseVersion } from './keep.ts';
import { type LabelSets, SHIPPED_SETS } from './labels.ts';
import { type Relabelling, relabel } from './relabel.ts';
import { readSlot } from './slot.ts';

/** Codes to be loaded: which label they tell, what they are called, and under which licence they may be used here. */
export type NewSlot = {
  readonly id: string;
  readonly label: Label;
  readonly name: string;
  readonly licence: string;
  readonly by: string;
  readonly text: string;
  readonly refset?: string;
};

export type Slot = {
  readonly id: string;
  readonly label: Label;
  readonly name: string;
  readonly licence: string;
  readonly codes: number;
  readonly by: string;
  readonly at: Date;
};

/** A change of the sets that not every row has been brought to. */
export type LabelVersion = {
  readonly version: number;
  readonly because: string;
  readonly at: Date;
  readonly bits: number;
};

export type LabelStanding = {
  readonly version: number;
  readonly slots: readonly Slot[];
  readonly open: readonly LabelVersion[];
  /** Rows looked at since the newest change, and of how many; absent while nothing is looked at. */
  readonly looked?: { readonly rows: number; readonly of: number };
};

/** The sets of sensitive codes of an installation. */
export type Labels = {
  /** Labels that grew and to which not every row has been brought: what hides too much for now. */
  readonly stale: () => readonly Stale[];
  readonly standing: () => Promise<LabelStanding>;
  /** From the answer on, what the codes mark is hidden as far as its label hides. Answers how many codes, and the version they made. */
  readonly load: (
    slot: NewSlot,
  ) => Promise<Outcome<{ readonly codes: number; readonly inactive: number; readonly version: number }>>;
  /** Takes codes away; what they marked stays so until it has been looked at. */
  readonly remove: (id: string) => Promise<Outcome<true>>;
  /** Looks at every row of older versions. Stopped or killed, the next call goes on. Two at once share the work. */
  readonly relabel: (options?: Pick<Relabelling, 'page' | 'settleMs' | 'stopped' | 'looked'>) => Promise<number>;
};

const NAME_MAX = 200;

export function openLabels(store: Store, now: () => number, kept: KeptSets = NOTHING_KEPT): Labels {
  const { sets, reload } = kept;
  return {
    stale: () => sets().stale,
    standing: () => standing(store, sets()),
    load: async (slot) => {
      const read = checked(slot);
      if (!read.ok) return read;
      const { codes, inactive } = read.value;
      const version = await store.write(async (transaction) => {
        await transaction.run(sql`insert into label_slot (id, label, name, licence, codes, loaded_by, at)
          values (${slot.id}, ${slot.label}, ${slot.name.trim()}, ${slot.licence.trim()}, ${codes.length}::int, ${slot.by}, ${new Date(now())}::timestamptz)`);
        await transaction.run(sql`insert into label_code (slot, system, code)
          select ${slot.id}, * from unnest(${arrayLiteral(codes.map(({ system }) => system))}::text[], ${arrayLiteral(codes.map(({ code }) => code))}::text[])`);
        const because = `Loaded: ${slot.name.trim()}`;
        return raiseVersion(transaction, { bits: labelBits(slot.label), because, at: new Date(now()) });
      });
      await reload();
      return accepted({ codes: codes.length, inactive, version });
    },
    remove: async (id) => {
      const gone = await store.write(async (transaction) => {
        const at = new Date(now());
        const rows = await transaction.all<{ name: string }>(sql`
          update label_slot set removed = ${at}::timestamptz where id = ${id} and removed is null returning name`);
        const [row] = rows;
        if (!row) return false;
        await transaction.run(sql`delete from label_code where slot = ${id}`);
        await raiseVersion(transaction, { bits: 0, because: `Taken away: ${row.name}`, at });
        return true;
      });
      await reload();
      return gone ? accepted(true) : refuse('not-found', 'label.no-slot', 'No such codes are loaded.');
    },
    relabel: async (options = {}) => {
      await reload();
      return relabel({ store, sets, now, reload, ...options });
    },
  };
}

/** Where nobody keeps sets: what ships, for ever. */
export const NOTHING_KEPT: KeptSets = {
  sets: () => SHIPPED_SETS,
  reload: async () => undefined,
  stop: async () => undefined,
};

function checked(slot: NewSlot): ReturnType<typeof readSlot> {
  const named = (text: string) => text.trim() !== '' && text.length <= NAME_MAX;
  if (!named(slot.name)) return refuse('required', 'label.slot-name', 'Say what these codes are called.', 'name');
  if (!named(slot.licence)) {
    const text = 'Say under which licence these codes are used here, and whose it is.';
    return refuse('required', 'label.slot-licence', text, 'licence');
  }
  return readSlot(slot.text, slot.refset);
}

type SlotRow = Omit<Slot, 'by'> & { readonly loaded_by: string };
type Looked = { readonly rows: number; readonly total: number };

async function standing(store: Store, sets: LabelSets): Promise<LabelStanding> {
  const slots = await store.all<SlotRow>(sql`
    select id, label, name, licence, codes, loaded_by, at from label_slot where removed is null order by at desc limit 1000`);
  const open = await store.all<LabelVersion>(sql`
    select version::int, because, at, bits from label_version where done is null order by version desc limit 1000`);
  const looked = await store.first<Looked>(sql`
    select sum(p.looked)::float8 as rows, max(v.total)::float8 as total from label_version v
    join label_progress p on p.version = v.version where v.done is null having max(v.total) is not null`);
  return {
    version: sets.version,
    slots: slots.map(({ loaded_by, ...slot }) => ({ ...slot, by: loaded_by })),
    open,
    ...(looked ? { looked: { rows: looked.rows, of: looked.total } } : {}),
  };
}
