/** A part of a page: a heading, and things of which some may be left out. */
export interface Section {
  readonly heading: string;
  /** Whole blocks of Markdown, none of which is cut; the first matter most. */
  readonly items: readonly string[];
  /** What the items are, in the words for one and for more. */
  readonly noun: readonly [one: string, more: string];
  /** How many characters it has in any case, where it needs them. */
  readonly least: number;
}

/**
 * The sections as Markdown, in at most so many characters. Where there is too much, every section has at least what it is
 * promised, and the rest goes to the sections in their order; each says exactly how many items it leaves out.
 * @param longest must have room for every heading
 */
export function fitSections(sections: readonly Section[], longest: number): string {
  const shown = sections.filter(({ items }) => items.length > 0);
  const needs = shown.map((section) => render(section, section.items.length).length);
  let free = longest - shown.length;
  const given = shown.map(({ least }, index) => Math.min(needs[index] ?? 0, least));
  free -= given.reduce((sum, one) => sum + one, 0);
  shown.forEach((_section, index) => {
    const more = Math.max(0, Math.min(free, (needs[index] ?? 0) - (given[index] ?? 0)));
    given[index] = (given[index] ?? 0) + more;
    free -= more;
  });
  return shown.map((section, index) => fit(section, given[index] ?? 0)).join("\n");
}

function fit(section: Section, longest: number): string {
  const whole = render(section, section.items.length);
  if (whole.length <= longest) return whole;
  let length = render(section, 0).length;
  const count = section.items.findIndex((item) => (length += item.length + 1) > longest);
  return render(section, count === -1 ? section.items.length : count);
}

function render({ heading, items, noun: [one, more] }: Section, count: number): string {
  const left = items.length - count;
  const rest = left === 0 ? [] : [`- … and ${left} more ${left === 1 ? one : more}, for which there is no room here.`];
  return ["", heading, "", ...items.slice(0, count), ...rest].join("\n");
}
