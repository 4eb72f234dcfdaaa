import { Refusal } from "./Refusal.mjs";
import { jwksUriOf, keysOf, keyWithId, requireKey } from "./publishedKeys.mjs";

/** @import { JWK } from "jose" */
/** @import { AccessIssuer } from "./decideAccess.mjs" */
/**
 * @typedef {object} Entry
 * @property {readonly JWK[]} keys
 * @property {number} loaded when the keys came, in milliseconds
 * @property {number} tried when they were last asked for, or when it was last known that none come
 * @property {unknown} failure why that did not succeed
 * @property {Promise<void> | undefined} loading
 */

/** In milliseconds: how long keys are used without asking again, so that a withdrawn key ends. */
const keptFor = 10 * 60_000;
/** How long after the last attempt an unknown key id makes the cache ask again: nobody can make it ask at will. */
const cooldown = 30_000;
/** How long after a failure nobody is asked. */
const pause = 2_000;
/** For each document, so that both fit into the ten seconds that API Gateway gives to an authorizer. */
const timeout = 3_000;
/** Of a document, in bytes: what API Gateway's JWT authorizer takes of a key set (developer guide, quotas of HTTP APIs). */
const largest = 150_000;

/** The issuers' keys, fetched when needed and kept for a while. Without fresh keys nothing is admitted. */
export class KeyCache {
  #fetch;
  #now;
  /** By discovery URL. @type {Map<string, Entry>} */
  #entries = new Map();

  /** @param {{ fetch?: typeof globalThis.fetch, now?: () => number }} [from] `now` in milliseconds since 1970 */
  constructor({ fetch = globalThis.fetch, now = Date.now } = {}) {
    this.#fetch = fetch;
    this.#now = now;
  }

  /**
   * @param {AccessIssuer} issuer
   * @param {unknown} kid
   * @returns {Promise<JWK>}
   * @throws {Refusal} `discovery`, `jwks` or `key-id`
   */
  async find(issuer, kid) {
    const entry = this.#entry(issuer);
    const now = this.#now();
    if (now - entry.loaded >= keptFor) {
      if (entry.loading === undefined && entry.failure !== undefined && now - entry.tried < pause) throw entry.failure;
      await this.#load(issuer, entry);
    } else if (keyWithId(entry.keys, kid) === undefined && (entry.loading || now - entry.tried >= cooldown)) {
      // When this fails, the keys that are there still count, and the one that was asked for is not among them.
      await this.#load(issuer, entry).catch(() => undefined);
    }
    return requireKey(entry.keys, kid);
  }

  /** @param {AccessIssuer} issuer */
  #entry({ discoveryUrl }) {
    const known = this.#entries.get(discoveryUrl);
    if (known) return known;
    /** @type {Entry} */
    const entry = { keys: [], loaded: -Infinity, tried: -Infinity, failure: undefined, loading: undefined };
    this.#entries.set(discoveryUrl, entry);
    return entry;
  }

  /**
   * Whoever asks while the keys are on their way waits for the same answer.
   * @param {AccessIssuer} issuer
   * @param {Entry} entry
   */
  #load(issuer, entry) {
    entry.tried = this.#now();
    return (entry.loading ??= this.#keys(issuer)
      .then(
        (keys) => {
          entry.keys = keys;
          entry.loaded = this.#now();
          entry.failure = undefined;
        },
        (error) => {
          entry.tried = this.#now();
          entry.failure = error;
          throw error;
        },
      )
      .finally(() => (entry.loading = undefined)));
  }

  /** @param {AccessIssuer} issuer */
  async #keys({ discoveryUrl, iss }) {
    const jwksUri = jwksUriOf(await this.#read("discovery", discoveryUrl), iss);
    return keysOf(await this.#read("jwks", jwksUri), jwksUri);
  }

  /**
   * @param {"discovery" | "jwks"} check
   * @param {string} url
   * @returns {Promise<unknown>}
   */
  async #read(check, url) {
    try {
      if (new URL(url).protocol !== "https:") throw new Error("not https");
      const response = await this.#fetch(url, {
        headers: { accept: "application/json" },
        redirect: "error",
        signal: AbortSignal.timeout(timeout),
      });
      if (response.status !== 200) throw new Error(`status ${response.status}`);
      return JSON.parse(await readText(response));
    } catch (cause) {
      throw Object.assign(new Refusal(check, { expected: `an answer of ${url}` }), { cause });
    }
  }
}

/** @param {Response} response */
async function readText(response) {
  const chunks = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largest) throw new Error(`more than ${largest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
