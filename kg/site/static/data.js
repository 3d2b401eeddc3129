// What the server wrote into the page: words, questions, vocabulary, limits.
export const data = JSON.parse(document.getElementById("data").textContent);

export const say = (key, filled = {}) => data.texts[key].replace(/\{(\w+)\}/g, (all, name) => filled[name] ?? all);

// An element with text or elements in it. Text is never read as markup.
export const el = (name, attributes = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside.filter((part) => part !== null && part !== undefined));
  return made;
};

export const $ = (id) => document.getElementById(id);
