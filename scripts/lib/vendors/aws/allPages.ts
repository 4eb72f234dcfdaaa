interface Page {
  readonly NextToken?: string | undefined;
}

/** Every item of a list that AWS gives in pages. @param ask for a page, the first without a token */
export async function allPages<P extends Page, Item>(
  ask: (page: { readonly NextToken?: string }) => Promise<P>,
  itemsOf: (page: P) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let next: string | undefined = ""; next !== undefined;) {
    const page: P = await ask(next === "" ? {} : { NextToken: next });
    items.push(...(itemsOf(page) ?? []));
    next = page.NextToken === "" ? undefined : page.NextToken;
  }
  return items;
}
