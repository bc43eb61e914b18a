// Search, filters, sorting, the theme, and opening what is folded. The page is complete without any of it.
(() => {
  'use strict';
  const one = (name, from = document) => from.querySelector(`[data-ui="${name}"]`);
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const tools = one('tools');
  const words = JSON.parse(tools.dataset.words);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const status = one('status');
  const say = (text) => { status.textContent = text; };
  tools.hidden = false;

  // The theme, remembered where the browser allows it.
  const theme = one('theme');
  const root = document.documentElement;
  const kept = () => { try { return localStorage.getItem('isms-theme') || ''; } catch { return ''; } };
  const keep = (value) => { try { localStorage.setItem('isms-theme', value); } catch { /* not allowed */ } };
  const wear = (value) => {
    if (value === 'light' || value === 'dark') root.dataset.theme = value;
    else delete root.dataset.theme;
  };
  theme.value = ['light', 'dark'].includes(kept()) ? kept() : '';
  wear(theme.value);
  theme.addEventListener('change', () => { wear(theme.value); keep(theme.value); });

  // What is folded.
  const folds = () => document.querySelectorAll('main details');
  one('open').addEventListener('click', () => { folds().forEach((each) => { each.open = true; }); say(words.opened); });
  one('close').addEventListener('click', () => { folds().forEach((each) => { each.open = false; }); say(words.closed); });
  const unfold = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (at.tagName === 'DETAILS') at.open = true;
      if (at.tagName === 'TR' && at.hidden) at.closest('.table').dispatchEvent(new Event('show-all'));
    }
  };
  const arrive = () => {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { /* as it is written */ }
    const place = name && document.getElementById(name);
    if (place) { unfold(place); place.scrollIntoView(); }
  };
  addEventListener('hashchange', arrive);
  if (location.hash) arrive();
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('main details:not([open]):not(td .huge)')];
    closed.forEach((each) => { each.open = true; });
  });
  addEventListener('afterprint', () => { closed.forEach((each) => { each.open = false; }); closed = []; });
  const contents = one('contents');
  contents.addEventListener('click', (event) => { if (event.target.closest('a')) contents.open = false; });

  // Filters and sorting of a table. Nothing is made before a table comes into sight.
  const collator = new Intl.Collator(root.lang, { numeric: true, sensitivity: 'base' });
  const equip = (box) => {
    const table = box.querySelector('table');
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    const texts = new Map();
    const text = (row) => {
      if (!texts.has(row)) texts.set(row, fold(row.textContent));
      return texts.get(row);
    };
    const bar = make('div', 'bar');
    const label = make('label', '', `${words.filter} `);
    const input = make('input');
    input.type = 'search';
    label.append(input);
    bar.append(label);
    const picks = heads.flatMap((head, at) => (head.dataset.f === undefined ? [] : [pick(head, at)]));
    const shown = make('p', 'shown');
    bar.append(...picks.map((each) => each.label), shown);
    box.prepend(bar);
    const apply = (spoken) => {
      const wanted = fold(input.value).split(/\s+/).filter(Boolean);
      let count = 0;
      for (const row of rows) {
        const fits = picks.every((each) => !each.select.value || values(row.cells[each.at]).includes(each.select.value))
          && wanted.every((word) => text(row).includes(word));
        row.hidden = !fits;
        count += fits ? 1 : 0;
      }
      const told = fill(words.shown, { n: count, all: rows.length });
      shown.textContent = count === rows.length ? '' : told;
      if (spoken) say(told);
    };
    let waiting;
    input.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(() => apply(true), 160); });
    picks.forEach((each) => each.select.addEventListener('change', () => apply(true)));
    box.addEventListener('show-all', () => {
      input.value = '';
      picks.forEach((each) => { each.select.value = ''; });
      apply(false);
    });
    heads.forEach((head, at) => {
      const button = make('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach((each) => each.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        sort(rows, at, head.classList.contains('n'), down);
        body.append(...rows);
        say(fill(down ? words.falling : words.rising, { column: button.textContent.trim() }));
      });
    });

    function pick(head, at) {
      const select = make('select');
      const all = make('option', '', words.all);
      all.value = '';
      select.append(all);
      const found = [...new Set(rows.flatMap((row) => values(row.cells[at])))].filter(Boolean).sort(collator.compare);
      for (const value of found) select.append(make('option', '', value));
      const name = make('label', '', `${head.textContent.trim()} `);
      name.append(select);
      return { select, at, label: name };
    }
  };
  const values = (cell) => {
    const items = cell.querySelectorAll('li');
    return (items.length ? [...items] : [cell]).map((each) => each.textContent.trim());
  };
  const sort = (rows, at, numbers, down) => {
    const keys = new Map(rows.map((row) => [row, row.cells[at].textContent.trim()]));
    const way = down ? -1 : 1;
    rows.sort((a, b) => {
      const [left, right] = [keys.get(a), keys.get(b)];
      // Nothing stands last, whichever way.
      if (!left || !right) return (left ? 0 : 1) - (right ? 0 : 1);
      const order = numbers ? Number.parseFloat(left) - Number.parseFloat(right) : collator.compare(left, right);
      return way * (order || 0);
    });
  };
  const tables = document.querySelectorAll('.table[data-big]');
  if ('IntersectionObserver' in window) {
    const seen = new IntersectionObserver((entries) => {
      entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
        seen.unobserve(entry.target);
        equip(entry.target);
      });
    }, { rootMargin: '1200px' });
    tables.forEach((table) => seen.observe(table));
  } else {
    tables.forEach(equip);
  }

  // Search over everything that has a place of its own. The index is made when it is first wanted.
  const form = one('search');
  const field = form.querySelector('input');
  const found = one('found');
  let index = null;
  const own = (section) => {
    let text = '';
    for (const child of section.childNodes) {
      if (child.nodeType === 1 && child.tagName === 'SECTION') continue;
      if (child.nodeType === 1 && child.classList.contains('hash')) continue;
      text += ` ${child.textContent}`;
    }
    return text.replace(/\s+/g, ' ').trim();
  };
  const title = (place) => {
    const head = place.matches('tr') ? place.cells[0] : (place.matches('.in') ? place.parentElement : place).querySelector('h2,h3,h4,h5,h6');
    return head ? head.textContent.replace(/\s*#$/, '').replace(/\s+/g, ' ').trim() : place.id;
  };
  const build = () => [...document.querySelectorAll('main section[id], main .in[id], main tr[id]')].map((place) => {
    const body = place.matches('tr') ? place.textContent.replace(/\s+/g, ' ').trim() : own(place);
    const name = title(place);
    return { id: place.id, name, body, folded: fold(`${name} ${body}`), head: fold(name) };
  });
  const snippet = (entry, word) => {
    const at = Math.max(0, fold(entry.body).indexOf(word));
    const from = Math.max(0, at - 40);
    return `${from ? '…' : ''}${entry.body.slice(from, from + 150)}${entry.body.length > from + 150 ? '…' : ''}`;
  };
  const look = () => {
    const wanted = fold(field.value).split(/\s+/).filter(Boolean);
    found.replaceChildren();
    found.hidden = !wanted.length;
    if (!wanted.length) { say(''); return; }
    index ??= build();
    const hits = index.filter((entry) => wanted.every((word) => entry.folded.includes(word)));
    const rank = (entry) => (wanted.every((word) => entry.head.includes(word)) ? 0 : 1);
    hits.sort((a, b) => rank(a) - rank(b));
    const told = hits.length === 1 ? words.hit : fill(words.hits, { n: hits.length });
    found.append(make('p', '', hits.length ? told : words.nothing));
    say(hits.length ? told : words.nothing);
    const list = make('ol');
    for (const entry of hits.slice(0, 60)) {
      const link = make('a');
      link.href = `#${encodeURIComponent(entry.id)}`;
      link.append(make('b', '', entry.name), make('span', '', snippet(entry, wanted[0])));
      const item = make('li');
      item.append(link);
      list.append(item);
    }
    if (hits.length) found.append(list);
  };
  let waiting;
  field.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(look, 180); });
  field.addEventListener('focus', () => { if (field.value && found.hidden) look(); });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    look();
    const first = found.querySelector('a');
    if (first) first.focus();
  });
  found.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link) return;
    found.hidden = true;
    // The same place again is no change that the browser tells of.
    if (link.hash === location.hash) arrive();
  });
  form.addEventListener('keydown', (event) => {
    const links = [field, ...found.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'Escape') { found.hidden = true; field.focus(); }
    if (event.key === 'ArrowDown' && at + 1 < links.length) { event.preventDefault(); links[at + 1].focus(); }
    if (event.key === 'ArrowUp' && at > 0) { event.preventDefault(); links[at - 1].focus(); }
  });
  document.addEventListener('click', (event) => { if (!form.contains(event.target)) found.hidden = true; });
  document.addEventListener('focusin', (event) => { if (!form.contains(event.target)) found.hidden = true; });
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); field.focus(); }
  });

  // Where the reader is, in the contents.
  const links = new Map([...contents.querySelectorAll('a')].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  if ('IntersectionObserver' in window) {
    const here = new IntersectionObserver((entries) => {
      for (const entry of entries.filter((each) => each.isIntersecting)) {
        contents.querySelectorAll('[aria-current]').forEach((link) => link.removeAttribute('aria-current'));
        const link = links.get(entry.target.id);
        link.setAttribute('aria-current', 'true');
        if (matchMedia('(min-width:64rem)').matches) link.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      }
    }, { rootMargin: '-12% 0px -80% 0px' });
    for (const id of links.keys()) {
      const place = document.getElementById(id);
      if (place) here.observe(place);
    }
  }
})();
