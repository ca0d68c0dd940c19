import { html, raw, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';

/** A whole page that holds all it needs: no script, no style sheet and no picture is fetched. */
export function htmlPage(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${raw(pageStyle)}
        </style>
      </head>
      <body>
        ${content}
      </body>
    </html> `;
}
