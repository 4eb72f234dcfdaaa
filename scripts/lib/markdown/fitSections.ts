/** A part of a page: what stands always, and items of which as many stand as there is room for. */
export interface MarkdownSection {
  /** Whole blocks, always there; without a line break at the end. */
  readonly heading: string;
  /** The most important first; each a whole block or row, so that leaving one out breaks nothing. */
  readonly items?: readonly string[];
  /** Between items: `"\n"` for rows of a table or lines of a list, `"\n\n"` for blocks. `"\n"` unless given. */
  readonly between?: "\n" | "\n\n";
  /** So many UTF-16 units are kept for its items, where they need them, whatever comes before. 0 unless given. */
  readonly least?: number;
  /** Stands in the place of the items that there was no room for. */
  readonly more?: (left: number) => string;
  /** Behind the items, always there: closes what the heading opened. */
  readonly closing?: string;
}

/** What GitHub takes for the body of an issue or a comment is 65,536 characters; here is some room for who adds to it. */
const mostCharacters = 60_000;

/**
 * Puts a page together that is no longer than a limit: all headings stay, every section has as much room as it is promised,
 * the rest goes to the items of earlier sections before those of later ones, and each section says how many it leaves out.
 * @param limit in UTF-16 units, which are never fewer than characters
 */
export function fitSections(sections: readonly MarkdownSection[], limit = mostCharacters): string {
  const fixed = sections.map(({ heading, items = [], more = saysNothing, closing = "" }) => {
    return heading.length + closing.length + more(items.length).length + 3 * blockGap.length;
  });
  const promised = sections.map(({ items = [], between = "\n", least = 0 }) => {
    return Math.min(least, sum(items.map((item) => item.length + between.length)));
  });
  let free = limit - sum(fixed) - sum(promised);
  const blocks = sections.map((section, index) => {
    const { heading, items = [], between = "\n", more = saysNothing, closing = "" } = section;
    free += promised[index] ?? 0;
    const fitting: string[] = [];
    for (const item of items) {
      if (item.length + between.length > free) break;
      free -= item.length + between.length;
      fitting.push(item);
    }
    const left = items.length - fitting.length;
    const body = fitting.join(between);
    const open = between === "\n" && body !== "" ? [`${heading}\n${body}`] : [heading, body];
    return [...open, left === 0 ? "" : more(left), closing].filter((block) => block !== "").join(blockGap);
  });
  return `${blocks.filter((block) => block !== "").join(blockGap)}\n`;
}

const blockGap = "\n\n";

function saysNothing(left: number): string {
  return left === 0 ? "" : `… and ${left} more.`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
