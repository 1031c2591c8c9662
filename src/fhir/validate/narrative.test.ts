import { expect, test } from 'vitest';
import { examples } from '../extract/oracle.testing.ts';
import { narrativeFault } from './narrative.ts';
import { validate } from './validate.ts';

// Shows requirement V1.3.1.
test.each([
  '<div><script>alert(1)</script></div>',
  '<div><SCRIPT src=x></SCRIPT></div>',
  '<div><p onclick="a()">x</p></div>',
  '<div><p/onmouseover=a()>x</p></div>',
  '<div><img src="x" onerror=a() /></div>',
  "<div><img src='x'onerror='a()'/></div>",
  '<div><iframe src="https://a"></iframe></div>',
  '<div><object data="x"></object></div>',
  '<div><embed src="x"/></div>',
  '<div><form action="/x"><input/></form></div>',
  '<div><svg><a href="x"/></svg></div>',
  '<div><math></math></div>',
  '<div><link rel="stylesheet" href="x"/></div>',
  '<div><style>p{}</style></div>',
  '<div><base href="x"/></div>',
  '<div><meta http-equiv="refresh"/></div>',
  '<div><a href="javascript:a()">x</a></div>',
  '<div><a href=" jav&#x09;ascript&colon;a()">x</a></div>',
  '<div><a href="&#106;avascript:a()">x</a></div>',
  '<div><a href=vbscript:a>x</a></div>',
  '<div><a href="data:text/html,x">x</a></div>',
  '<div><img src="data:image/svg+xml;base64,x"/></div>',
  '<div><a href="java\nscript:a()">x</a></div>',
  '<div><p style="width:expression(a())">x</p></div>',
  '<div><p style="background:url(javascript:a())">x</p></div>',
  '<div><![CDATA[<script>]]></div>',
  '<div><?xml-stylesheet href="x"?></div>',
  '<!DOCTYPE div [<!ENTITY a "b">]><div/>',
  '<div><x:script>a</x:script></div>',
  '<div><p title="a',
  '<div><!-- a',
  '<div><!--><img src="x" onerror="a()"/>--></div>',
  '<div><!---><img src="x" onerror="a()"/>--></div>',
  '<div><!-- a --!><img src="x" onerror="a()"/> --></div>',
  '<div><!-- a -- b --></div>',
  '<div><a xlink:href="javascript:a()">x</a></div>',
  '<div><img srcset="x"/></div>',
])('refuses %s', (xhtml) => {
  expect(narrativeFault(xhtml)).toBeTypeOf('string');
});

test.each([
  '<div xmlns="http://www.w3.org/1999/xhtml">plain &amp; simple</div>',
  '<div><a href="https://example.org/a?b=c:d">x</a><a href="#a">y</a><a href="Patient/1">z</a><a href="mailto:a@b.org">m</a></div>',
  '<div><img src="data:image/png;base64,AAAA" alt="x"/><img src="#pic"/></div>',
  '<div><!-- <script> in a comment --><table class="grid"><tr><td colspan="2" style="color: red">on > off</td></tr></table></div>',
  '<div><p title="a > b onclick=x">only words: javascript:a()</p></div>',
])('takes %s', (xhtml) => {
  expect(narrativeFault(xhtml)).toBeUndefined();
});

test('takes the narratives of the published examples', () => {
  const wrong = examples(60).flatMap(({ file, resource }) => {
    const { div } = (resource['text'] ?? {}) as { readonly div?: string };
    const fault = div === undefined ? undefined : narrativeFault(div);
    return fault ? [`${file}: ${fault}`] : [];
  });
  expect(wrong).toEqual([]);
});

test('names what it found in the refusal, as a matter of business and not of form', () => {
  const text = { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><script>a()</script></div>' };
  expect(validate({ resourceType: 'Patient', text })).toMatchObject([
    {
      code: 'fhir.narrative',
      type: 'business-rule',
      expression: 'Patient.text.div',
      text: expect.stringContaining('<script>'),
    },
  ]);
});

test('takes time in proportion to the length, whatever the text', () => {
  for (const piece of ['<', '<p ', '<p a', '<p a="', '&#', '<a href="a', '<!--', "<p '", '</', '<p a=a ']) {
    const began = performance.now();
    narrativeFault(`<div>${piece.repeat(200_000)}`);
    expect(performance.now() - began, piece).toBeLessThan(2_000);
  }
});
