import { html, type Html } from './html.ts';

/** A table of a report. */
export interface Table {
  /** The style sheet's name for it. */
  readonly kind: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly Html[];
}

export function table({ kind, caption, columns, rows }: Table): Html {
  return html`<div class="wide">
    <table class="${kind}">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => (column === '' ? html`<td></td>` : html`<th scope="col">${column}</th>`))}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** A row, named by its first cell. */
export function row(name: string, cells: readonly string[]): Html {
  return html`<tr>
    <th scope="row">${name}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}

/** Content that is shown when it is asked for. */
export function folded(summary: string, content: Html): Html {
  return html`<details>
    <summary>${summary}</summary>
    ${content}
  </details>`;
}
