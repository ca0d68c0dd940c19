/** The size of an element's content in device pixels. */
export interface DeviceSize {
  readonly width: number;
  readonly height: number;
}

/** The part of a ResizeObserverEntry that is needed; not every browser tells device pixels. */
export interface SizeEntry {
  readonly contentRect: { readonly width: number; readonly height: number };
  readonly devicePixelContentBoxSize?: readonly { readonly inlineSize: number; readonly blockSize: number }[];
}

/**
 * How many device pixels an element covers: exactly where the browser tells, else rounded. What it tells is trusted only within a
 * pixel: browsers that imitate another screen count in their own.
 *
 * @param pixelRatio `devicePixelRatio`
 * @example deviceSize({ contentRect: { width: 100.3, height: 50 } }, 2) // { width: 201, height: 100 }
 */
export function deviceSize(
  { contentRect, devicePixelContentBoxSize }: SizeEntry,
  pixelRatio: number,
): DeviceSize {
  const width = Math.round(contentRect.width * pixelRatio);
  const height = Math.round(contentRect.height * pixelRatio);
  const told = devicePixelContentBoxSize?.[0];
  if (!told) return { width, height };
  const isNear = Math.abs(told.inlineSize - width) <= 1 && Math.abs(told.blockSize - height) <= 1;
  return isNear ? { width: told.inlineSize, height: told.blockSize } : { width, height };
}

/**
 * Hears the size of an element in device pixels, now and whenever it changes, also by moving to another screen.
 *
 * @returns ends it
 * @example const stop = observeDeviceSize(canvas, ({ width, height }) => { … });
 */
export function observeDeviceSize(element: Element, onSize: (size: DeviceSize) => void): () => void {
  const observer = new ResizeObserver(([entry]) => onSize(deviceSize(entry!, devicePixelRatio)));
  const tellsPixels =
    'ResizeObserverEntry' in globalThis && 'devicePixelContentBoxSize' in ResizeObserverEntry.prototype;
  observer.observe(element, tellsPixels ? { box: 'device-pixel-content-box' } : {});
  return () => observer.disconnect();
}
