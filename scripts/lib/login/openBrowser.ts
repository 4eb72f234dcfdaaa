/**
 * Shows a page in the user's browser.
 * @returns false where there is none to be had: no display, or nothing that opens pages
 */
export async function openBrowser(
  url: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<boolean> {
  const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME, BROWSER } = environment;
  const canShow = [DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME, BROWSER].some(
    (value) => value !== undefined && value !== "",
  );
  if (process.platform === "linux" && !canShow) return false;
  const { default: open } = await import("open");
  try {
    await open(url);
    return true;
  } catch {
    return false;
  }
}
