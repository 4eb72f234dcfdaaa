import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import type { ScriptCommand } from "../scripts/lib/ScriptCommand.ts";

const root = resolve(import.meta.dirname, "..");
const { scripts, dependencies, devDependencies } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
) as Record<"scripts" | "dependencies" | "devDependencies", Record<string, string>>;

const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

describe("the documentation", () => {
  for (const page of pages) {
    const text = readFileSync(join(root, page), "utf8");

    it(`${page} links to files and headings that exist`, () => {
      assert.deepEqual(brokenLinks(page, text), []);
    });

    it(`${page} names commands and options that exist`, async () => {
      assert.deepEqual(await unknownCommands(text), []);
    });
  }

  it("says of every dependency why it is there", () => {
    const named = [...readFileSync(join(root, "CONTRIBUTING.md"), "utf8").matchAll(/`(@?[a-z][\w./-]*)(\*?)`/g)];
    const isNamed = (name: string): boolean =>
      named.some(([, text = "", star]) => (star === "*" ? name.startsWith(text) : name === text));
    const packages = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith("@types/"));
    assert.deepEqual(
      packages.filter((name) => !isNamed(name)),
      [],
    );
  });

  it("finds a broken link, a missing heading and an unknown option where there is one", async () => {
    const text =
      "[a](nowhere.md) [b](README.md#no-such-heading)\n\n`npm run verify -- --no-such-option`, `npm run nothing`";
    assert.deepEqual(brokenLinks("README.md", text), ["nowhere.md", "README.md#no-such-heading"]);
    assert.deepEqual(await unknownCommands(text), ["verify --no-such-option", "nothing"]);
  });
});

function brokenLinks(page: string, text: string): string[] {
  const links = [...withoutCode(text).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map((match) => match[1]!);
  return links.filter((link) => {
    const [path, anchor] = link.split("#");
    const target = path === "" ? join(root, page) : resolve(root, dirname(page), path!);
    if (!existsSync(target) || relative(root, target).startsWith("..")) return true;
    return anchor !== undefined && !headings(readFileSync(target, "utf8")).includes(anchor);
  });
}

/** GitHub's anchors of a page's headings. */
function headings(text: string): string[] {
  return [...withoutCode(text).matchAll(/^#+\s+(.*)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, "");
}

async function unknownCommands(text: string): Promise<string[]> {
  const unknown: string[] = [];
  for (const [, runName, plainName, rest] of text.matchAll(/npm (?:run ([a-z][\w:-]*)|(start|test)\b)([^\n`#|&;]*)/g)) {
    const name = runName ?? plainName!;
    if (!(name in scripts)) {
      unknown.push(name);
      continue;
    }
    const options = [...(rest ?? "").matchAll(/\s(--[a-z][\w-]*)/g)].map((match) => match[1]!);
    const known = await knownOptions(name);
    unknown.push(...options.filter((option) => !known.includes(option)).map((option) => `${name} ${option}`));
  }
  return unknown;
}

async function knownOptions(name: string): Promise<string[]> {
  const file = join(root, "scripts", `${name}.ts`);
  if (!existsSync(file)) return [];
  const { default: script } = (await import(file)) as { default: ScriptCommand };
  const command = new Command();
  script.define(command, () => Promise.resolve());
  return ["--help", ...command.options.flatMap((option) => (option.long === undefined ? [] : [option.long]))];
}
