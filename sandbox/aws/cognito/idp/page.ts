import { type Page, pageOf as pageOfList } from "../../protocol/page.ts";
import { invalid } from "./refusals.ts";

/**
 * One page of a list. The token is opaque to clients.
 * @throws AwsError InvalidParameterException for a token that no earlier page gave; AWS's words are not documented
 */
export function pageOf<Item>(items: readonly Item[], limit: number, token: string | undefined): Page<Item> {
  return pageOfList(items, limit, token, () => invalid("Invalid token."));
}
