import type { Underway } from '#insight/contract';

/** Said while everybody is counted anew: what stands here is exact, what is missing follows. */
export function UnderwayNote({ of }: { readonly of: Underway | undefined }) {
  if (of === undefined) return null;
  return (
    <p class="meta" role="status">
      Everybody is being counted anew, {of.percent} percent so far. These figures are complete; what they were at the
      ends of months follows when that is done.
    </p>
  );
}
