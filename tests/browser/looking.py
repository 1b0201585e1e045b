"""What can be measured on a screen: names and contrast (axe), width, headings, shifts, errors."""

from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"

# Layout shift by what moved; shifts after a tap are asked for and do not count.
SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value, sources } of list.getEntries())
      if (!hadRecentInput) shifts.push([value, ...sources.map(({ node }) => node?.nodeName)]);
  }).observe({ type: "layout-shift", buffered: true });
"""

TOLD = ("ERR_INTERNET_DISCONNECTED", "TypeError: Failed to fetch", "status of 422")


class Complaints(list[str]):
    """Errors of scripts and of the console, where violations of the security policy stand, too."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        """The page asked for may be an error page; and a line that is cut or a form to be mended
        is told by the page itself."""
        about_itself = said.page is not None and said.location["url"] == said.page.url
        expected = about_itself or any(part in said.text for part in TOLD)
        if said.type == "error" and not expected:
            self.append(f"{said.text} {said.location}")


def axe(page: Page, *rules: str) -> list[str]:
    """What axe finds wrong in the page as it stands (by these rules only): rule, where, why."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text() + "; 0")
    found: list[str] = page.evaluate(
        """async (values) => {
          const runOnly = values.length ? { type: "rule", values } : undefined;
          const how = { resultTypes: ["violations"], preload: false, runOnly };
          const { violations } = await axe.run(how);
          return violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`));
        }""",
        rules,
    )
    return found


def too_wide(page: Page) -> list[str]:
    """What sticks out to the right, when the page can be moved sideways."""
    out: list[str] = page.evaluate(
        """() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          if (scrollWidth <= clientWidth) return [];
          const sticksOut = (part) => part.getBoundingClientRect().right > clientWidth + 0.5;
          const over = [...document.body.querySelectorAll("*")].filter(sticksOut);
          const told = over.slice(0, 5).map((part) => part.outerHTML.slice(0, 120));
          return [`${scrollWidth} > ${clientWidth}`, ...told];
        }"""
    )
    return out


def covered(page: Page) -> list[str]:
    """Titles of tickets that run under the picture of their kind."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".ticket > .kind")].flatMap((kind) => {
          const title = kind.parentElement.querySelector("h2, h3");
          const range = document.createRange();
          range.selectNodeContents(title);
          const { left, bottom } = kind.getBoundingClientRect();
          const under = [...range.getClientRects()].some(
            (line) => line.right > left && line.top < bottom);
          return under ? [title.textContent.trim()] : [];
        })"""
    )
    return found


def torn(page: Page) -> list[str]:
    """Words, figures and clock times that run over into a second line in their middle."""
    found: list[str] = page.evaluate(
        """() => {
          const found = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const { currentNode: text } = walk;
            if (!text.parentElement.checkVisibility()) continue;
            if (text.parentElement.closest(".vh, .address, script")) continue;
            for (const { 0: word, index } of text.data.matchAll(/[\\p{L}\\p{N}.,]+/gu)) {
              const range = document.createRange();
              range.setStart(text, index);
              range.setEnd(text, index + word.length);
              const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
              if (tops.size > 1) found.push(word);
            }
          }
          return found;
        }"""
    )
    return found


def headings(page: Page) -> list[str]:
    """First-level headings that are shown, or there for ears."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("h1")].filter((each) => each.checkVisibility())
          .map((each) => each.textContent.trim())"""
    )
    return found


def first_stop(page: Page) -> tuple[str, bool]:
    """Where the first press of Tab leads, and whether that can be seen."""
    page.keyboard.press("Tab")
    address, seen = page.evaluate(
        """() => {
          const { activeElement } = document;
          const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
          const { top, left, width, height } = activeElement.getBoundingClientRect();
          const inside = top >= 0 && left >= 0 && width > 20 && height > 20;
          return [activeElement.getAttribute("href") ?? activeElement.outerHTML.slice(0, 80),
            outlineStyle !== "none" && parseFloat(outlineWidth) > 1 && inside];
        }"""
    )
    return str(address), bool(seen)
