/** What is printed, as values: nothing here knows a page, a point or a letter's width. */
export type PrintDocument = {
  readonly title: string;
  /** Under the title: what it is of, and as at which day. */
  readonly under: string;
  /** BCP 47. */
  readonly language: string;
  /** On the foot of every page, beside its number. */
  readonly foot: string;
  /** When it was made: the same document made at the same instant is the same bytes. */
  readonly made: Date;
  readonly blocks: readonly Block[];
};

export type Block =
  | { readonly is: 'heading'; readonly text: string; readonly level?: 2 | 3; readonly newPage?: true }
  | { readonly is: 'paragraph'; readonly text: string; readonly quiet?: true }
  | { readonly is: 'list'; readonly items: readonly string[] }
  | { readonly is: 'facts'; readonly facts: readonly { readonly name: string; readonly value: string }[] }
  | Table
  | Figure;

export type Table = {
  readonly is: 'table';
  /** What it is, for whoever does not see it. */
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly share: number; readonly number?: true }[];
  readonly rows: readonly (readonly string[])[];
};

/** A drawing with its meaning in words; whoever wants its numbers finds them in a table or in `alt`. */
export type Figure = { readonly is: 'figure'; readonly alt: string; readonly drawing: Bars | Lines | Scatter };

export type Bars = {
  readonly kind: 'bars';
  readonly most: number;
  readonly aim?: number;
  readonly bars: readonly { readonly name: string; readonly value: number; readonly shown: string }[];
};

export type Lines = {
  readonly kind: 'lines';
  readonly first: string;
  readonly last: string;
  readonly unit: string;
  /** The first is drawn strong with its points, the others as thin lines. A gap breaks a line. */
  readonly lines: readonly (readonly (number | undefined)[])[];
};

export type Scatter = {
  readonly kind: 'scatter';
  readonly unit: string;
  /** What the width means. */
  readonly across: string;
  readonly points: readonly { readonly x: number; readonly y: number; readonly strong?: true }[];
  /** Drawn in the order of x. */
  readonly limits: readonly (readonly { readonly x: number; readonly y: number }[])[];
};

/** Every text of a document, to see whether its letters can be printed. */
export function textsOf({ title, under, foot, blocks }: PrintDocument): readonly string[] {
  return [title, under, foot, ...blocks.flatMap(textsIn)];
}

function textsIn(block: Block): readonly string[] {
  switch (block.is) {
    case 'heading':
    case 'paragraph':
      return [block.text];
    case 'list':
      return block.items;
    case 'facts':
      return block.facts.flatMap(({ name, value }) => [name, value]);
    case 'table':
      return [block.caption, ...block.columns.map(({ title }) => title), ...block.rows.flat()];
    case 'figure':
      return [block.alt, ...wordsIn(block.drawing)];
  }
}

function wordsIn(drawing: Figure['drawing']): readonly string[] {
  if (drawing.kind === 'bars') return drawing.bars.flatMap(({ name, shown }) => [name, shown]);
  return drawing.kind === 'lines' ? [drawing.first, drawing.last, drawing.unit] : [drawing.unit, drawing.across];
}
