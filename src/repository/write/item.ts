import type { Outcome, Scan } from '#fhir';
import type { Prepared } from './prepare.ts';

/** One thing that a caller wants written, already found good in itself. A single write is a list of one. */
export type Item =
  | {
      readonly does: 'create';
      readonly prepared: Prepared;
      readonly ifNoneExist?: string;
      /** How other resources of the same bundle refer to it. */
      readonly fullUrl?: string;
    }
  | {
      readonly does: 'put';
      readonly prepared: Prepared;
      readonly id: string;
      readonly ifMatch?: number;
      readonly ifNoneMatch?: '*';
      readonly fullUrl?: string;
    }
  | {
      readonly does: 'put-matching';
      readonly prepared: Prepared;
      readonly criteria: string;
      readonly ifMatch?: number;
      readonly fullUrl?: string;
    }
  | {
      readonly does: 'change';
      readonly type: string;
      readonly id: string;
      readonly change: (json: string) => Outcome<string>;
      readonly ifMatch?: number;
      /** The patch as sent, where its references may be names of the bundle it came in. */
      readonly patch?: Scan;
    }
  | {
      readonly does: 'change-matching';
      readonly type: string;
      readonly criteria: string;
      readonly change: (json: string) => Outcome<string>;
      readonly ifMatch?: number;
      readonly patch?: Scan;
    }
  | { readonly does: 'delete'; readonly type: string; readonly id: string; readonly ifMatch?: number }
  | { readonly does: 'delete-matching'; readonly type: string; readonly criteria: string };

export function typeOf(item: Item): string {
  return 'prepared' in item ? item.prepared.type : item.type;
}
