import { remove } from "../../../../lib/remove.ts";
import { randomId } from "../../../http/ids.ts";
import type { AwsCall } from "../../AwsService.ts";
import type { ClientSecret } from "../state.ts";
import { nowOf, requireClient, requirePool } from "./lookup.ts";
import { clientSecret, nextToken, ofClient, text } from "./members.ts";
import { quotas } from "./quotas.ts";
import { readRequest } from "./readRequest.ts";
import { invalid, limitExceeded, missing } from "./refusals.ts";

/** @param value of the caller's own; Cognito's have 52 lower-case characters */
export function newSecret(now: number, value = randomId("", 52, "lowerAlphanumeric")): ClientSecret {
  return { id: randomId("", 32, "lowerAlphanumeric"), value, created: now };
}

const addInput = ofClient.extend({ ClientSecret: clientSecret.optional() });

/**
 * A client without a secret stays public: the operation is for confidential clients. Only a value that AWS made is sent
 * back. The words of the refusals are not documented.
 */
export function addUserPoolClientSecret(call: AwsCall, input: unknown): object {
  const { UserPoolId, ClientId, ClientSecret: value } = readRequest(input, addInput);
  const { secrets } = requireClient(requirePool(call, UserPoolId), ClientId);
  if (secrets.length === 0) throw invalid("The app client does not have a client secret.");
  if (secrets.length >= quotas.clientSecrets) throw limitExceeded("client secrets");
  const secret = newSecret(nowOf(call), value);
  secrets.push(secret);
  return {
    ClientSecretDescriptor: {
      ...descriptorOf(secret),
      ...(value === undefined && { ClientSecretValue: secret.value }),
    },
  };
}

const listInput = ofClient.extend({ NextToken: nextToken.optional() });

/** Never the values; there are too few for a second page. */
export function listUserPoolClientSecrets(call: AwsCall, input: unknown): object {
  const { UserPoolId, ClientId } = readRequest(input, listInput);
  return { ClientSecrets: requireClient(requirePool(call, UserPoolId), ClientId).secrets.map(descriptorOf) };
}

const deleteInput = ofClient.extend({ ClientSecretId: text(1, 128) });

export function deleteUserPoolClientSecret(call: AwsCall, input: unknown): object {
  const { UserPoolId, ClientId, ClientSecretId } = readRequest(input, deleteInput);
  const { secrets } = requireClient(requirePool(call, UserPoolId), ClientId);
  const secret = secrets.find(({ id }) => id === ClientSecretId);
  if (!secret) throw missing(`Client secret ${ClientSecretId} does not exist.`);
  if (secrets.length === 1) throw invalid("The last client secret of an app client cannot be deleted.");
  remove(secrets, secret);
  return {};
}

function descriptorOf({ id, created }: ClientSecret): object {
  return { ClientSecretId: id, ClientSecretCreateDate: created };
}
