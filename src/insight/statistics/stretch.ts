import type { Signal, SignalRule } from './series.ts';

/** Signals to one side that overlap or touch: one thing that happened, however many rules see it. */
export type Stretch = {
  readonly side: Signal['side'];
  readonly from: number;
  readonly to: number;
  readonly rules: readonly SignalRule[];
  /** Points outside the limits among them. */
  readonly outside: number;
};

export function stretchesOf(signals: readonly Signal[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const signal of [...signals].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const at = found.findLastIndex(({ side }) => side === signal.side);
    const last = found[at];
    const outside = signal.rule === 'outside' ? signal.to - signal.from + 1 : 0;
    if (last && signal.from <= last.to + 1) {
      const rules = last.rules.includes(signal.rule) ? last.rules : [...last.rules, signal.rule];
      found[at] = { ...last, to: Math.max(last.to, signal.to), rules, outside: last.outside + outside };
    } else {
      const { side, from, to, rule } = signal;
      found.push({ side, from, to, rules: [rule], outside });
    }
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to);
}
