/** Keeps as much room below the page as a panel over its lower edge takes, so nothing stays hidden. */
export class Reserve {
  readonly #sheet = new CSSStyleSheet();
  readonly #sizes = new ResizeObserver(([entry]) => {
    const height = Math.ceil(entry?.borderBoxSize[0]?.blockSize ?? 0);
    this.#sheet.replaceSync(
      `html{padding-block-end:${height}px;scroll-padding-block-end:${height}px}`,
    );
  });

  follow(panel: HTMLElement): void {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#sheet];
    this.#sizes.observe(panel);
  }

  end(): void {
    this.#sizes.disconnect();
    const others = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    document.adoptedStyleSheets = others;
  }
}
