/** The style sheet of a report: light or dark as the reader's system is, and light on paper. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1a1a1a; --faint: #6b6b6b; --grid: #e4e4e4; --shade: 0 114 178;
  --series-1: #0072b2; --series-2: #bf5000; --series-3: #00805d; --series-4: #aa4499; --series-5: #8a6d00; --series-6: #3b7ea1;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #e6e6e6; --faint: #9b9b9b; --grid: #34383d; --shade: 86 180 233;
    --series-1: #56b4e9; --series-2: #f0883e; --series-3: #2fbf94; --series-4: #e08fd0; --series-5: #e6c229; --series-6: #9ecbe6;
  }
}
body {
  margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 66rem;
  background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif;
}
h1 { font-size: 1.8rem; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 0.75rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--grid); }
p { margin: 0.5rem 0; max-width: 46rem; }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--faint); font-size: 0.87rem; padding-bottom: 0.25rem; }
th, td { padding: 0.3rem 0.75rem; text-align: right; font-weight: normal; }
th:first-child { text-align: left; }
.run th, .run td, .recordings :nth-child(2) { text-align: left; }
.recordings th[scope=row], .run td { overflow-wrap: anywhere; min-width: 12rem; }
.run td { font-family: ui-monospace, monospace; font-size: 0.87rem; }
thead th { vertical-align: bottom; font-size: 0.87rem; }
thead tr { border-top: 1.5px solid var(--ink); border-bottom: 1px solid var(--ink); }
tbody { border-bottom: 1px solid var(--faint); }
.results { width: 100%; }
.results tbody tr:first-child > * { font-weight: 700; font-size: 1.12rem; }
.results tbody tr:last-child > * { border-top: 1px solid var(--faint); }
.confusion td { text-align: center; }
.confusion th { white-space: nowrap; }
.confusion tbody td { background: rgb(var(--shade) / calc(var(--share) * 0.35)); min-width: 4rem; }
.confusion th, .confusion td { padding: 0.3rem 0.5rem; }
.pair > * { min-width: 0; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 1rem 2rem; align-items: start; }
figure { margin: 1rem 0; break-inside: avoid; }
figcaption { color: var(--faint); font-size: 0.87rem; margin-top: 0.25rem; overflow-wrap: anywhere; }
figcaption b { color: var(--ink); font-weight: 600; }
.drawing svg { display: block; max-width: 100%; height: auto; }
.examples { display: block; width: 100%; image-rendering: pixelated; }
.wide { overflow-x: auto; }
details { margin: 1rem 0; }
summary { cursor: pointer; }
`;
