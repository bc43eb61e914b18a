// Holds HTML pages against what a reader needs, in a browser that knows nothing of this program:
//
//   node judge.mjs MODULES BROWSER PAGE...
//
// - axe finds nothing in the light theme and in the dark one, with everything unfolded
// - with scripts off, everything is there, and folded parts can be reached
// - the page asks for nothing, and nothing in it is refused by its own policy
// - no line runs past the edge at 320 pixels or at 1920
// - search, filters and sorting work, and say what they did
// - what means harm does none
//
// A page that is broken on purpose must be refused by each of the first; such pages are made here, of the first page.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, program, ...pages] = process.argv.slice(2);
const require = createRequire(`${modules}/x.js`);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });

const visit = async (file, options, see) => {
  const { width = 1280, height = 900, ...rest } = options;
  const context = await browser.newContext({ viewport: { width, height }, ...rest });
  try {
    const page = await context.newPage();
    const told = [];
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href && !request.url().startsWith('data:')) told.push(`asks for ${request.url()}`);
    });
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) told.push(message.text()); });
    page.on('pageerror', (error) => told.push(`script: ${error.message}`));
    page.on('dialog', (dialog) => { told.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.setDefaultTimeout(8000);
    await page.goto(pathToFileURL(file).href);
    const seen = await see(page).catch((error) => [error.message.split('\n')[0]]);
    return [...told, ...seen];
  } finally {
    await context.close();
  }
};

const accessible = (file, colorScheme) => visit(file, { colorScheme, bypassCSP: true }, async (page) => {
  await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map((each) => `axe, ${colorScheme}: ${each.id}: ${each.help}: ${each.nodes[0].html.slice(0, 200)} (${each.nodes.length})`);
});

// What can be read, blanks aside.
const words = (page) => page.evaluate(() => document.querySelector('main').textContent.replace(/\s+/g, ' ').trim());

const scriptless = (file) => visit(file, { javaScriptEnabled: false }, async (page) => {
  const said = [];
  const source = readFileSync(file, 'utf8');
  const rows = (source.match(/<tr[ >]/g) || []).length;
  const seen = await page.locator('tr').count();
  if (rows !== seen) said.push(`${seen} of ${rows} rows are in the page without scripts`);
  if (await page.locator('[data-ui="tools"]').isVisible()) said.push('tools that need scripts are shown without');
  const folds = page.locator('main details > summary');
  if (await folds.count()) {
    await folds.first().click();
    if (!await page.locator('main details[open]').count()) said.push('what is folded stays so without scripts');
  }
  return said;
});

const complete = async (file) => {
  let without; let having;
  const said = await visit(file, { javaScriptEnabled: false }, async (page) => { without = await page.locator('main').textContent(); return []; });
  said.push(...await visit(file, {}, async (page) => { having = await words(page); return []; }));
  const letters = (text) => text.replace(/[\s]+/g, '').length;
  // The script adds labels of filters and takes nothing.
  if (letters(having) < letters(without) || letters(without) < letters(having) * 0.9) said.push('the text with scripts off is another');
  return said;
};

const narrow = (file, width) => visit(file, { width }, async (page) => {
  await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return beyond > 0 ? [`${beyond} pixels beyond the edge at ${width}`] : [];
});

const working = (file) => visit(file, {}, async (page) => {
  const said = [];
  const status = () => page.locator('[data-ui="status"]').textContent();
  const want = async (what, holds) => {
    for (let tries = 0; tries < 40; tries += 1) {
      if (await holds()) return;
      await page.waitForTimeout(50);
    }
    said.push(`does not ${what}`);
  };
  const table = page.locator('.table[data-big]').first();
  if (await table.count() && !await table.evaluate((each) => Boolean(each.closest('details:not([open])')))) {
    await table.scrollIntoViewIfNeeded();
    await table.locator('.bar input').fill('no such words anywhere');
    await want('filter', async () => /^0 /.test(await status()) && await table.locator('tbody tr:visible').count() === 0);
    await table.locator('.bar input').fill('');
    const head = table.locator('thead th button').first();
    await head.click();
    await head.click();
    await want('sort', async () => await table.locator('th[aria-sort="descending"]').count() === 1 && (await status()).length > 0);
  }
  const target = await page.evaluate(() => {
    const place = document.querySelector('.in[id]');
    return place && { id: place.id, title: place.parentElement.querySelector('summary').textContent.trim() };
  });
  if (target) {
    await page.locator('[data-ui="search"] input').fill(target.title);
    await want('find', async () => await page.locator('[data-ui="found"] a').count() > 0);
    await page.locator('[data-ui="found"] a').first().click();
    await want('unfold what was found', () => page.evaluate(() => Boolean(document.getElementById(decodeURIComponent(location.hash.slice(1)))?.checkVisibility())));
  }
  await page.locator('[data-ui="theme"]').selectOption('dark');
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await paper();
  await page.locator('[data-ui="theme"]').selectOption('light');
  if (dark === await paper()) said.push('does not change its theme');
  return said;
});

const harmless = (file) => visit(file, {}, async (page) => {
  await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
  await page.waitForTimeout(200);
  return await page.title().then((title) => (title === 'harmed' ? ['something ran'] : []));
});

const printed = (file) => visit(file, {}, async (page) => {
  const said = [];
  for (const format of ['A4', 'Letter']) {
    const pdf = await page.pdf({ format });
    if (pdf.length < 2000) said.push(`${format}: nothing is printed`);
  }
  return said;
});

const judges = {
  light: (file) => accessible(file, 'light'),
  dark: (file) => accessible(file, 'dark'),
  scriptless,
  complete,
  'at 320': (file) => narrow(file, 320),
  'at 1920': (file) => narrow(file, 1920),
  working,
  harmless,
  printed,
};

const judge = async (file, names = Object.keys(judges)) => {
  const said = [];
  for (const name of names) said.push(...(await judges[name](file)).map((each) => `${name}: ${each}`));
  return said;
};

// One page spoilt for each judge, so that a judge who sees nothing is seen.
const spoilt = [
  ['light', (html) => html.replace(/<html lang="[^"]*">/, '<html>')],
  ['light', (html) => html.replace('<main ', '<main ><a href="#x"></a></main><main ')],
  ['scriptless', (html) => html.replace('data-ui="tools" ', 'data-ui="tools" data-x ').replace(' hidden>\n<form', '>\n<form')],
  ['harmless', (html) => html.replace('<main ', '<img src="https://a.example/x.png" alt=""><main ')],
  ['harmless', (html) => html.replace('</body>', '<script>document.title = "harmed";</script></body>')],
  ['at 320', (html) => html.replace('<main ', '<svg width="900" height="9" viewBox="0 0 9 9"></svg><main ')],
  ['working', (html) => html.replace("'use strict';", "'use strict'; return;")],
];

let failed = 0;
for (const file of pages) {
  const said = await judge(file);
  said.forEach((each) => console.error(`${file}: ${each}`));
  failed += said.length;
  if (!said.length) console.log(`chromium: ${file.split('/').pop()} passed ${Object.keys(judges).length} judges`);
}
if (!failed) {
  const good = readFileSync(pages[0], 'utf8');
  for (const [at, [name, spoil]] of spoilt.entries()) {
    const file = `${pages[0].replace(/\.html$/, '')}-broken-${at}.html`;
    const bad = spoil(good);
    if (bad === good) throw new Error(`page ${at} was not spoilt`);
    writeFileSync(file, bad);
    if (!(await judge(file, [name])).length) { console.error(`${name} accepts a page that is broken (${at})`); failed += 1; }
  }
  console.log(`chromium: ${spoilt.length} broken pages refused`);
}
await browser.close();
process.exit(failed ? 1 : 0);
