/** Contrast of all text in sight (WCAG 2.2, 1.4.3), judged inside the page. */

/**
 * Every text whose contrast to what lies under it is below `least`.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export function faintTexts(page, least) {
  return page.evaluate((least) => {
    const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

    /** Paints colors over each other, the last on top, and reads what is to be seen. */
    const blend = (colors) => {
      for (const color of ['#fff', ...colors]) {
        pen.fillStyle = color;
        pen.fillRect(0, 0, 1, 1);
      }
      return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    };
    const luminance = (rgb) => {
      const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (element) => {
      const under = [];
      for (let at = element; at; at = at.parentElement) under.unshift(getComputedStyle(at).backgroundColor);
      const [a, b] = [luminance(blend([...under, getComputedStyle(element).color])), luminance(blend(under))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const hasText = (element) =>
      element.matches('input:not([type=range], [type=radio], [type=checkbox]), select, textarea') ||
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    // The letters of the token's text area are clear: those seen are in the <pre> beneath.
    const seen = (element) =>
      element.checkVisibility() && !element.closest('.visually-hidden, option') && element.id !== 'token';

    return [...document.body.querySelectorAll('*')]
      .filter((element) => hasText(element) && seen(element) && ratio(element) < least)
      .map(
        (element) =>
          `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.slice(0, 20)}” ${ratio(element).toFixed(2)}`,
      );
  }, least);
}
