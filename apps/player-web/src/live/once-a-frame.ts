/**
 * Does something at most once for each picture that the screen shows, however often it is asked for.
 *
 * @returns asks for it
 * @example const draw = onceAFrame(paint); draw(); draw(); // paints once, just before the next picture
 */
export function onceAFrame(work: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}
