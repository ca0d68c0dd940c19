/**
 * Attached to an element with `overflow: auto`: keys can scroll it, since it takes the focus for as long as something of it is hidden.
 *
 * @param element whose first child is what may be too wide
 * @returns ends it
 * @example <div {@attach focusableScroller}><table>…</table></div>
 */
export function focusableScroller(element: HTMLElement): () => void {
  const observer = new ResizeObserver(() => {
    if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
    else element.removeAttribute('tabindex');
  });
  observer.observe(element);
  if (element.firstElementChild) observer.observe(element.firstElementChild);
  return () => observer.disconnect();
}
