import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { unknownCommands } from "./support/unknownCommands.ts";

const root = resolve(import.meta.dirname, "..");
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<
  "dependencies" | "devDependencies",
  Record<string, string>
>;

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
