import { html, raw, type Html } from './html.ts';

/** A drawing with its caption; to those who do not see it, it is one picture that the caption names. */
export async function figure(svg: string | Promise<string>, title: string, note: string): Promise<Html> {
  return html`<figure>
    <div role="img" aria-label="${title} ${note}">
      <div class="drawing" aria-hidden="true">${raw(await svg)}</div>
    </div>
    <figcaption><b>${title}</b> ${note}</figcaption>
  </figure>`;
}
