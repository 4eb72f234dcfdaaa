import type { KeyInsightTokenRequest } from "./keyInsightTokenRequest.ts";
import { shellQuote } from "../../../lib/shellQuote.ts";
import { curlQuote } from "./curlQuote.ts";

const contentType = "-H 'Content-Type: application/x-www-form-urlencoded'";

/** Fortanix's curl with every value in it, the secret too. */
export function revealedCurl(request: KeyInsightTokenRequest, secret: string): string {
  const { authentication, clientId, url } = request;
  return authentication === "client_secret_basic"
    ? `curl -X POST --user ${shellQuote(`${clientId}:${secret}`)} '${url}' ${contentType}${formArguments(request.form)}`
    : `curl -X POST '${url}' ${contentType}${formArguments({ ...request.form, client_id: clientId, client_secret: secret })}`;
}

/**
 * The same request without the secret in it: curl reads the credentials from its standard input, so that they stand
 * neither on the screen nor in the process list.
 * @param credentials the command that writes them, see `curlConfig`
 */
export function pipedCurl({ url, form }: KeyInsightTokenRequest, credentials: string): string {
  return `${credentials} | curl --config - -X POST '${url}' ${contentType}${formArguments(form)}`;
}

/** What `curl --config -` reads: the client's credentials in the form that the client is registered with. */
export function curlConfig({ authentication, clientId }: KeyInsightTokenRequest, secret: string): readonly string[] {
  return authentication === "client_secret_basic"
    ? [`user = ${curlQuote(`${clientId}:${secret}`)}`]
    : [
        `data-urlencode = ${curlQuote(`client_id=${clientId}`)}`,
        `data-urlencode = ${curlQuote(`client_secret=${secret}`)}`,
      ];
}

function formArguments(form: Readonly<Record<string, string>>): string {
  return Object.entries(form)
    .map(([name, value]) => ` --data-urlencode ${shellQuote(`${name}=${value}`)}`)
    .join("");
}
