/*
 * Records on standard input, as JSON Lines; the same on standard output, with a hostile text in each column, another one
 * each time. What decides where a record stands is left.
 */
'use strict';

const texts = [
  '<script>alert(1)</script>', '</style><style>*{display:none}</style>', '</title><img src=x onerror=alert(1)>',
  '" onmouseover="alert(1)', "' autofocus onfocus='alert(1)", 'javascript:alert(1)', '-->]]><!--', '</svg></table></html>',
  'a@example.org?bcc=x@evil.example&body=x', '&lt;b&gt;&amp;amp;&#60;', 'abc\u202etxt.exe\u2066x', 'שלום, مرحبا',
  '👩🏽‍⚖️ 🏳️‍🌈', '{{constructor}} ${7*7} <%= 7*7 %>', 'url(javascript:alert(1))', '<svg><a xlink:href=x>',
  '<base href=//evil.example>', '<meta http-equiv=refresh content=0>', 'a\tb\r\nc\u2028d\u00a0e\u200b', '\u007f\u0085\u009b31m',
  'W'.repeat(4000), 'é'.repeat(2000), '\ufeff\ufffe\u{10ffff}',
];
const kept = /^(received|status|answered|holds|reopened|ta_due.*|ta_days_.*|ta_rank|ta_outcome|ta_findings)$/;
const addresses = ["o'neil@example.org", 'a+x&y=%0d@example.org', texts[8], texts[5], '"x"@example.org'];

const lines = require('fs').readFileSync(0, 'utf8').trimEnd().split('\n');

for (const [n, line] of lines.entries()) {
  const record = JSON.parse(line);

  for (const [i, name] of Object.keys(record).entries())
    if (!kept.test(name)) record[name] = texts[(n * 7 + i) % texts.length];
  if (n % 2 === 0) record.ta_to = addresses[(n / 2) % addresses.length];
  console.log(JSON.stringify(record));
}
