import { createHash } from "node:crypto";
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { Sandbox } from "../../../sandbox/startSandbox.ts";
import { connectTls } from "../../sandbox/support/proxyClient.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** For each thing that a test waits for, in milliseconds: a machine that tests on few cores is slow at times. */
const timeout = 30_000;

/** Nothing that a browser does by itself; containers have no sandbox for it. */
const quiet = [
  ...["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
  ...["--disable-background-networking", "--disable-component-update"],
];

/** CHROMIUM_PATH, or what the PATH has. */
function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const { CHROMIUM_PATH, PATH = "" } = environment;
  const folders = PATH.split(delimiter).filter(Boolean);
  const places = CHROMIUM_PATH ? [CHROMIUM_PATH] : folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return statSync(place).isFile();
    } catch {
      return false;
    }
  });
}

/** A page that a test looks at, and what the browser complained of while it did. */
export interface Tab {
  readonly page: Page;
  /** Errors on the console, and scripts that failed. */
  readonly errors: readonly string[];
}

/** A Chromium for a suite's tests. */
export class Chromium {
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /**
   * Starts Chromium; skips the suite, in a printed word, where there is none.
   * @param suite Mocha's context of a `before` hook
   * @param sandbox that stands for everything but this machine
   */
  static async start(suite: Mocha.Context, sandbox?: Sandbox): Promise<Chromium> {
    const executablePath = findChromium();
    if (executablePath === undefined) {
      process.stdout.write("    skipped: there is no Chromium (CHROMIUM_PATH, or chromium on the PATH)\n");
      return suite.skip();
    }
    const browser = await chromium.launch({
      executablePath,
      args: [
        ...quiet,
        ...(sandbox === undefined ? [] : [`--ignore-certificate-errors-spki-list=${await leafKey(sandbox)}`]),
      ],
      // The sign-in ends on this machine, beside the sandbox.
      ...(sandbox !== undefined && { proxy: { server: sandbox.url, bypass: "<-loopback>,localhost,127.0.0.1" } }),
    });
    return new Chromium(browser);
  }

  /** An empty browser profile with a page. @param width of the window, as on a desk or a phone */
  async open({ width = 1280, height = 800 }: { readonly width?: number; readonly height?: number } = {}): Promise<Tab> {
    const context = await this.#browser.newContext({ viewport: { width, height }, locale: "en-US" });
    this.#contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(timeout);
    const errors: string[] = [];
    page.on("console", (message) => {
      // A refused sign-in has a status of its own; that is no fault of the page.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    return { page, errors };
  }

  /** Ends the profiles of a test. */
  async closeTabs(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/**
 * The hash of the key that all the sandbox's certificates have. Chromium has no other way to trust an authority for one run:
 * its own store is a database of the user's, whose tool is not everywhere. Exactly this key is accepted, of which the sandbox
 * has just made both halves; every other certificate is checked as ever.
 */
async function leafKey(sandbox: Sandbox): Promise<string> {
  const socket = await connectTls(sandbox, "login.microsoftonline.com");
  const key = socket.getPeerX509Certificate()?.publicKey.export({ type: "spki", format: "der" });
  socket.destroy();
  if (key === undefined) throw new Error("the sandbox shows no certificate");
  return createHash("sha256").update(key).digest("base64");
}

/** What the sandbox refused, but for what Chromium asks of its maker by itself. */
export function refusalsOf({ refusals }: Sandbox): Sandbox["refusals"] {
  return refusals.filter(({ host }) => !/(?:^|\.)google(?:apis)?\.com$/.test(host));
}

const audit = readFileSync(join(import.meta.dirname, "audit.js"), "utf8");

/** What would keep people from using the page as it is shown now; empty where nothing was found. */
export async function auditPage(page: Page): Promise<readonly string[]> {
  await page.waitForLoadState();
  return page.evaluate(audit);
}
