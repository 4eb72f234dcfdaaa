import { allPages } from "../../../vendors/aws/allPages.ts";

interface Page {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/** Every item of a list of IAM's, whose pages go by a marker. @param ask for a page, the first without a marker */
export async function allMarked<P extends Page, Item>(
  ask: (page: { readonly Marker?: string }) => Promise<P>,
  itemsOf: (page: P) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  return allPages(
    async ({ NextToken }) => {
      const page = await ask(NextToken === undefined ? {} : { Marker: NextToken });
      return { page, NextToken: page.IsTruncated === true ? page.Marker : undefined };
    },
    ({ page }) => itemsOf(page),
  );
}
