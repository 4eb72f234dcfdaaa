import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";

interface Page {
  readonly NextToken?: string | undefined;
}

/**
 * Every item of a list that AWS gives in pages.
 * @param ask for a page, the first without a token
 * @throws CrosstrustError VENDOR_REFUSED where the list has no end
 */
export async function allPages<P extends Page, Item>(
  ask: (page: { readonly NextToken?: string }) => Promise<P>,
  itemsOf: (page: P) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = ""; next !== undefined;) {
    if (seen.has(next))
      throw new CrosstrustError("VENDOR_REFUSED", "AWS gives the same page of a list again and again.");
    seen.add(next);
    const page: P = await ask(next === "" ? {} : { NextToken: next });
    items.push(...(itemsOf(page) ?? []));
    next = page.NextToken === "" ? undefined : page.NextToken;
  }
  return items;
}
