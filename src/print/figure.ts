import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { Bars, Figure, Lines, Scatter } from './document.ts';
import { INK, LINE, MARGIN, type Paper, type Part, QUIET, room, STRONG, widthOf } from './paper.ts';

const HEIGHT = 130;
const SCALE = 34;
const BAR = 15;

/** A drawing as one figure of the document, with its meaning as its alternative text. */
export function drawFigure(paper: Paper, whole: Part, { alt, drawing }: Figure): void {
  const height = drawing.kind === 'bars' ? drawing.bars.length * BAR + 4 : HEIGHT + 16;
  room(paper, height);
  const top = paper.y + 4;
  whole.add(
    paper.struct('Figure', { alt }, () => {
      paper.fontSize(8).fillColor(QUIET);
      if (drawing.kind === 'bars') bars(paper, top, drawing);
      else if (drawing.kind === 'lines') lines(paper, top, drawing);
      else scatter(paper, top, drawing);
    }),
  );
  paper.x = MARGIN;
  paper.y = top + height + 4;
}

function bars(paper: Paper, top: number, { most, aim, bars: all }: Bars): void {
  const width = widthOf(paper);
  const [left, right] = [MARGIN + width * 0.4, MARGIN + width * 0.84];
  const x = scaleLinear([0, most], [left, right]).clamp(true);
  all.forEach(({ name, value, shown }, at) => {
    const y = top + at * BAR;
    paper.fillColor(INK).text(name, MARGIN, y, { width: width * 0.38, lineBreak: false, ellipsis: true, height: 12 });
    paper.rect(left, y + 2, right - left, 7).fill('#e8edf0');
    paper.rect(left, y + 2, Math.max(0, x(value) - left), 7).fill(STRONG);
    paper.fillColor(INK).text(shown, right + 6, y, { width: width * 0.16 - 6, lineBreak: false });
  });
  if (aim === undefined) return;
  stroke(paper, [
    { x: x(aim), y: top },
    { x: x(aim), y: top + all.length * BAR },
  ]);
}

function lines(paper: Paper, top: number, { lines: all, first, last, unit }: Lines): void {
  const y = scaleOf(
    all.flat().flatMap((value) => (value === undefined ? [] : [value])),
    top,
  );
  const longest = Math.max(2, ...all.map(({ length }) => length));
  const x = scaleLinear([0, longest - 1], [MARGIN + SCALE, MARGIN + widthOf(paper)]);
  frame(paper, y, { first, last, unit, top });
  all.forEach((line, number) => {
    for (const part of unbroken(line)) {
      const points = part.map(({ at, value }) => ({ x: x(at), y: y(value) }));
      stroke(paper, points, number === 0);
      if (number === 0) for (const point of points) paper.circle(point.x, point.y, 1.6).fill(STRONG);
    }
  });
}

function scatter(paper: Paper, top: number, { points, limits, across, unit }: Scatter): void {
  const all = [...points, ...limits.flat()];
  const y = scaleOf(
    all.map((point) => point.y),
    top,
  );
  const [, most = 1] = extent(all, (point) => point.x);
  const x = scaleLinear([0, most], [MARGIN + SCALE, MARGIN + widthOf(paper)]);
  frame(paper, y, { first: '0', last: `${most.toLocaleString('en-GB')} ${across}`, unit, top });
  for (const limit of limits)
    stroke(
      paper,
      limit.map((point) => ({ x: x(point.x), y: y(point.y) })),
    );
  for (const point of points) {
    paper.circle(x(point.x), y(point.y), point.strong ? 4 : 2.4).fill(point.strong ? STRONG : QUIET);
  }
}

type Scale = ReturnType<typeof scaleOf>;
type Point = { readonly x: number; readonly y: number };

function scaleOf(values: readonly number[], top: number) {
  const [low = 0, high = 1] = extent(values);
  const spare = Math.max(1, (high - low) * 0.08);
  return scaleLinear([low - spare, high + spare], [top + HEIGHT, top]).nice(4);
}

function frame(
  paper: Paper,
  y: Scale,
  {
    first,
    last,
    unit,
    top,
  }: { readonly first: string; readonly last: string; readonly unit: string; readonly top: number },
): void {
  const right = MARGIN + widthOf(paper);
  paper.fontSize(7.5).fillColor(QUIET);
  for (const tick of y.ticks(4)) {
    paper
      .moveTo(MARGIN + SCALE, y(tick))
      .lineTo(right, y(tick))
      .lineWidth(0.4)
      .strokeColor(LINE)
      .stroke();
    paper.text(`${tick}${unit}`, MARGIN, y(tick) - 5, { width: SCALE - 5, align: 'right', lineBreak: false });
  }
  const foot = top + HEIGHT + 3;
  paper.text(first, MARGIN + SCALE, foot, { lineBreak: false });
  paper.text(last, MARGIN, foot, { width: widthOf(paper), align: 'right', lineBreak: false });
}

function stroke(paper: Paper, points: readonly Point[], strong = false): void {
  const [first, ...rest] = points;
  if (!first || rest.length === 0) return;
  paper.moveTo(first.x, first.y);
  for (const point of rest) paper.lineTo(point.x, point.y);
  paper
    .lineWidth(strong ? 1.4 : 0.7)
    .strokeColor(strong ? STRONG : QUIET)
    .stroke();
}

/** Runs of a line between its gaps. */
function unbroken(line: readonly (number | undefined)[]) {
  const runs: { readonly at: number; readonly value: number }[][] = [[]];
  line.forEach((value, at) => {
    if (value === undefined) runs.push([]);
    else runs.at(-1)?.push({ at, value });
  });
  return runs.filter(({ length }) => length > 0);
}
