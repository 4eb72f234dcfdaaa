import type { AwsCall } from "../AwsService.ts";
import { pageOf } from "../protocol/page.ts";
import { applicationArnOf, instanceArnOf, trustedTokenIssuerArnOf } from "./arns.ts";
import { invalid, missing, refuse } from "./refusals.ts";
import type { Application, IdentityCenter, TrustedTokenIssuer } from "./state.ts";

/** Where something is looked for. */
type Place = Pick<AwsCall, "account" | "region">;

/** The region's instance. An ARN of an instance names no region: asked elsewhere, it is not found. */
export function findInstance({ account, region }: Place, arn: string): IdentityCenter | undefined {
  const { identityCenter } = account.region(region);
  return identityCenter && instanceArnOf(identityCenter) === arn ? identityCenter : undefined;
}

/** @throws AwsError AccessDeniedException: AWS does not tell whose an unknown instance is */
export function requireInstance(call: AwsCall, arn: string): IdentityCenter {
  const instance = findInstance(call, arn);
  if (!instance) throw refuse("AccessDeniedException", `You do not have access to the instance ${arn} in this Region.`);
  return instance;
}

export interface FoundApplication {
  readonly instance: IdentityCenter;
  readonly application: Application;
}

export function findApplication({ account, region }: Place, arn: string): FoundApplication | undefined {
  const { identityCenter: instance } = account.region(region);
  const application = instance?.applications.find((one) => applicationArnOf(account, instance, one) === arn);
  return instance && application && { instance, application };
}

/** @throws AwsError ResourceNotFoundException */
export function requireApplication(call: AwsCall, arn: string): FoundApplication {
  const found = findApplication(call, arn);
  if (!found) throw missing(`The application ${arn} was not found.`);
  return found;
}

export interface FoundTrustedTokenIssuer {
  readonly instance: IdentityCenter;
  readonly issuer: TrustedTokenIssuer;
}

export function findTrustedTokenIssuer({ account, region }: Place, arn: string): FoundTrustedTokenIssuer | undefined {
  const { identityCenter: instance } = account.region(region);
  const issuer = instance?.trustedTokenIssuers.find((one) => trustedTokenIssuerArnOf(account, instance, one) === arn);
  return instance && issuer && { instance, issuer };
}

/** @throws AwsError ResourceNotFoundException */
export function requireTrustedTokenIssuer(call: AwsCall, arn: string): FoundTrustedTokenIssuer {
  const found = findTrustedTokenIssuer(call, arn);
  if (!found) throw missing(`The trusted token issuer ${arn} was not found.`);
  return found;
}

/** One page of a list under the name that the operation gives it. @throws AwsError ValidationException */
export function page<Item>(
  name: string,
  items: readonly Item[],
  { MaxResults, NextToken }: { readonly MaxResults: number; readonly NextToken?: string | undefined },
  json: (item: Item) => object,
): object {
  const { items: some, next } = pageOf(items, MaxResults, NextToken, () => invalid("The NextToken is not valid."));
  return { [name]: some.map(json), NextToken: next };
}
