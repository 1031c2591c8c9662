import type { ComponentChildren } from 'preact';

type PlotProps = {
  readonly laid: {
    readonly height: number;
    readonly ticks: readonly { readonly y: number; readonly words: string }[];
    readonly first: string;
    readonly last: string;
  };
  /** What it shows, for whoever does not see it. */
  readonly label: string;
  /** Width of the scale's words in pixels. */
  readonly scale?: number;
  /** Beneath the grid. */
  readonly under?: ComponentChildren;
  readonly children: ComponentChildren;
};

/** The frame of a drawing that is fluid in width: its scale, its grid, and the words at both ends. */
export function Plot({ laid, label, scale = 44, under, children }: PlotProps) {
  const { height, ticks, first, last } = laid;
  return (
    <div class="plot">
      <svg class="axis" width={scale} height={height + 22} aria-hidden="true">
        {ticks.map(({ y, words }) => (
          <text key={words} x={scale - 6} y={y + 4} text-anchor="end">
            {words}
          </text>
        ))}
      </svg>
      <svg class="area" height={height + 22} role="img" aria-label={label}>
        {under}
        {ticks.map(({ y }) => (
          <line key={y} class="grid" x1="0" x2="100%" y1={y} y2={y} />
        ))}
        {children}
        <text x="0" y={height + 17}>
          {first}
        </text>
        {first !== last && (
          <text x="100%" y={height + 17} text-anchor="end">
            {last}
          </text>
        )}
      </svg>
    </div>
  );
}

/** Paths in a box 1000 wide, drawn as wide as there is room. */
export function Stretched({ height, children }: { readonly height: number; readonly children: ComponentChildren }) {
  return (
    <svg width="100%" height={height} viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none">
      {children}
    </svg>
  );
}
