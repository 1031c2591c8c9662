export type LaidBridge = {
  /** Where nothing is, in percent of the width. */
  readonly zero: number;
  readonly steps: readonly { readonly from: number; readonly size: number }[];
};

/** Steps as percent of the width: each begins where the last ended; a level is drawn from nothing. */
export function layBridge(steps: readonly { readonly minor: number; readonly level: boolean }[]): LaidBridge {
  let at = 0;
  const spans = steps.map(({ minor, level }) => {
    const from = level ? 0 : at;
    at = level ? minor : at + minor;
    return [Math.min(from, at), Math.max(from, at)] as const;
  });
  const low = Math.min(0, ...spans.map(([from]) => from));
  const high = Math.max(0, ...spans.map(([, to]) => to));
  const scale = high === low ? 0 : 100 / (high - low);
  const rounded = (value: number): number => Math.round(value * scale * 100) / 100;
  return {
    zero: Math.abs(rounded(-low)),
    // Something that moved is seen, however small.
    steps: spans.map(([from, to]) => ({
      from: rounded(from - low),
      size: to > from ? Math.max(0.4, rounded(to - from)) : 0,
    })),
  };
}
