/*
 * Opens pages in a browser, as people do, and says in TAP what is wrong with them:
 *
 *     look.js PICTURES PAGE...
 *
 * Each is opened from its file, in both colour schemes and at three widths, and looked at by axe. PICTURES is a folder
 * for a picture of each, and for its PDF. run.sh says what a page is to have.
 */
'use strict';

const fs = require('fs');
const path = require('path');
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [pictures, ...pages] = process.argv.slice(2);
const widths = [320, 360, 1280];
const schemes = ['light', 'dark'];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const browser_args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

/* One test: an empty list of complaints is a pass. */
function say(name, complaints) {
  console.log(`${complaints.length === 0 ? 'ok' : 'not ok'} ${name}`);
  for (const complaint of complaints.slice(0, 10)) console.log(`# ${complaint}`);
}

/* Opens a page of its own for a file, and keeps what the browser says meanwhile. */
async function open(browser, file, width, scheme) {
  const page = await browser.newPage();
  const said = [];
  const url = `file://${path.resolve(file)}`;

  page.on('console', (message) => said.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`script: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== url) said.push(`request: ${request.url()}`);
  });
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(url, { waitUntil: 'load', timeout: 60000 });
  return { page, said };
}

/* In the page: whatever could run or fetch, and whatever is wider than the screen. */
function inspect() {
  const wrong = [];
  const root = document.documentElement;
  const fetching = 'script, link, img, iframe, object, embed, video, audio, base, form, foreignObject, use, animate, [style]';

  for (const one of document.querySelectorAll(fetching)) wrong.push(`an element: ${one.outerHTML.slice(0, 100)}`);
  for (const one of document.querySelectorAll('*'))
    for (const { name, value } of one.attributes) {
      if (name.startsWith('on')) wrong.push(`an attribute: ${name}`);
      if (name === 'src' || name === 'srcset' || name === 'background') wrong.push(`an attribute: ${name}`);
      if (/href$/.test(name) && !/^(mailto:|#)/.test(value)) wrong.push(`a link: ${value.slice(0, 100)}`);
    }
  if (root.scrollWidth > root.clientWidth) {
    wrong.push(`it scrolls sideways: ${root.scrollWidth} of ${root.clientWidth}`);
    for (const one of document.body.querySelectorAll('*'))
      if (one.getBoundingClientRect().right > root.clientWidth + 1)
        wrong.push(`  by ${one.tagName} ${one.textContent.slice(0, 40)}`);
  }
  if (getComputedStyle(document.body).marginLeft !== getComputedStyle(document.body).marginRight)
    wrong.push('it has no style');
  if (getComputedStyle(root).fontVariantNumeric !== 'tabular-nums') wrong.push('the style is not applied');
  if (document.title === '') wrong.push('it has no title');
  return wrong;
}

/* What axe finds: WCAG A and AA, and good practice. */
async function ask_axe(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), rules);

  return violations.map((one) => `axe: ${one.id}: ${one.help}: ${one.nodes.length} times, ${one.nodes[0].html.slice(0, 160)}`);
}

async function look(browser, file, width, scheme) {
  const name = `${path.basename(file, '.html')}-${width}-${scheme}`;
  const { page, said } = await open(browser, file, width, scheme);
  const wrong = await page.evaluate(inspect);

  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  // A page of thousands of requests is looked at by axe in small.
  if (!file.includes('-large')) wrong.push(...(await ask_axe(page)));
  say(name, wrong.concat(said));
  await page.close();
}

/* On paper it is black on white, whatever the screen's colours, and headings of tables come again. */
async function print(browser, file) {
  const name = path.basename(file, '.html');
  const { page, said } = await open(browser, file, 1280, 'dark');
  const pdf = path.join(pictures, `${name}.pdf`);

  await page.emulateMediaType('print');
  const wrong = await page.evaluate(() => {
    const style = getComputedStyle(document.body);
    const paper = getComputedStyle(document.documentElement).backgroundColor;
    const heads = [...document.querySelectorAll('thead')];

    return [].concat(
      style.color === 'rgb(0, 0, 0)' ? [] : [`ink is ${style.color}`],
      paper === 'rgb(255, 255, 255)' ? [] : [`paper is ${paper}`],
      heads.every((one) => getComputedStyle(one).display === 'table-header-group') ? [] : ['headings do not come again']);
  });
  await page.pdf({ path: pdf, format: 'letter', timeout: 120000 });
  if (fs.readFileSync(pdf).subarray(0, 5).toString() !== '%PDF-') wrong.push('there is no PDF');
  say(`${name}-print`, wrong.concat(said));
  await page.close();
}

/* The page's policy holds: a style and a script that got into it do nothing. */
async function intrude(browser, file) {
  const { page } = await open(browser, file, 1280, 'light');
  const wrong = await page.evaluate(async () => {
    const style = document.createElement('style');
    const script = document.createElement('script');
    const picture = document.createElement('img');
    let refused = 0;
    const got = [];

    document.addEventListener('securitypolicyviolation', () => refused++);
    style.textContent = 'body { outline: 7px solid red }';
    script.textContent = 'window.ran = true';
    picture.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
    document.body.append(style, script, picture);
    await new Promise((done) => setTimeout(done, 200));
    if (getComputedStyle(document.body).outlineWidth === '7px') got.push('a style that is not its own has an effect');
    if (window.ran) got.push('a script ran');
    if (picture.naturalWidth > 0) got.push('a picture came');
    if (refused !== 3) got.push(`refused were ${refused} of 3`);
    return got;
  });

  say(`${path.basename(file, '.html')}-policy`, wrong);
  await page.close();
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: browser_args });

  try {
    for (const file of pages) {
      for (const scheme of schemes) for (const width of widths) await look(browser, file, width, scheme);
      await print(browser, file);
      await intrude(browser, file);
    }
  } finally {
    await browser.close();
  }
})().catch((error) => {
  console.log(`not ok the browser\n# ${error.stack}`);
  process.exitCode = 1;
});
