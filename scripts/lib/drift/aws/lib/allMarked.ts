import { allPages } from "../../../vendors/aws/allPages.ts";

interface IamPage {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

interface LambdaPage {
  readonly NextMarker?: string | undefined;
}

/**
 * Every item of a list whose pages go by a marker.
 * @param ask for a page, the first without a marker
 * @param nextOf the marker of the page after it; undefined for the last one
 */
async function allMarked<P, Item>(
  ask: (page: { readonly Marker?: string }) => Promise<P>,
  itemsOf: (page: P) => readonly Item[] | undefined,
  nextOf: (page: P) => string | undefined,
): Promise<readonly Item[]> {
  return allPages(
    async ({ NextToken }) => {
      const page = await ask(NextToken === undefined ? {} : { Marker: NextToken });
      return { page, NextToken: nextOf(page) };
    },
    ({ page }) => itemsOf(page),
  );
}

/** Every item of a list of IAM's. @param ask for a page, the first without a marker */
export async function allOfIam<P extends IamPage, Item>(
  ask: (page: { readonly Marker?: string }) => Promise<P>,
  itemsOf: (page: P) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  return allMarked(ask, itemsOf, ({ IsTruncated, Marker }) => (IsTruncated === true ? Marker : undefined));
}

/** Every item of a list of Lambda's. @param ask for a page, the first without a marker */
export async function allOfLambda<P extends LambdaPage, Item>(
  ask: (page: { readonly Marker?: string }) => Promise<P>,
  itemsOf: (page: P) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  return allMarked(ask, itemsOf, ({ NextMarker }) => NextMarker);
}
