// Takes down what Enketo's XPath tests expect, instead of testing it: one JSON line for each expectation.
//     node tests/conformance/record_enketo.js FOLDER      (a copy of openrosa-xpath-evaluator)
// A document of a few lines stands in for a browser's: enough for a test to point at a node in it.
const fs = require('fs');
const path = require('path');
const Module = require('module');

class N {
  constructor(nodeType, nodeName, nodeValue = null) {
    Object.assign(this, { nodeType, nodeName, nodeValue, childNodes: [], attributes: [], parentNode: null });
    this.childNodes.item = i => this.childNodes[i];
  }
  add(child) { child.parentNode = this; this.childNodes.push(child); return child; }
  get firstChild() { return this.childNodes[0]; }
  get lastChild() { return this.childNodes[this.childNodes.length - 1]; }
  get nextSibling() { const all = this.parentNode.childNodes; return all[all.indexOf(this) + 1]; }
  get documentElement() { return this.childNodes.find(node => node.nodeType === 1); }
  get children() { return this.childNodes.filter(node => node.nodeType === 1); }
  get firstElementChild() { return this.children[0]; }
  getAttribute(name) { const found = this.attributes.find(a => a.nodeName === name); return found && found.nodeValue; }
  find(test) {
    for (const child of this.childNodes) {
      const found = test(child) ? child : child.find(test);
      if (found) return found;
    }
    return null;
  }
  getElementById(id) { return this.find(node => node.getAttribute('id') === id || node.getAttribute('xml:id') === id); }
  querySelector(selector) {
    return selector.trim().split(/[\s>]+/).reduce((node, part) => node && node.find(one => part[0] === '#'
      ? one.getAttribute('id') === part.slice(1) : one.nodeName === part), this);
  }
  createNSResolver() { return null; }
}

const SIGNS = /<!--([\s\S]*?)-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?([\s\S]*?)\?>|<!DOCTYPE[^>]*>|<\/([^>]+)>|<([^\s/>]+)([^>]*?)(\/?)>|([^<]+)/g;
const parse = xml => {
  const doc = new N(9, '#document');
  let here = doc;
  for (const [, comment, cdata, instruction, end, tag, attributes, empty, text] of xml.matchAll(SIGNS)) {
    if (comment !== undefined) here.add(new N(8, '#comment', comment));
    else if (cdata !== undefined) here.add(new N(4, '#cdata-section', cdata));
    else if (instruction !== undefined) instruction.startsWith('xml ') || here.add(new N(7, instruction.split(/\s/)[0]));
    else if (end !== undefined) here = here.parentNode;
    else if (tag !== undefined) {
      const element = here.add(new N(1, tag));
      for (const [, name, , a, b] of attributes.matchAll(/([^\s=]+)\s*=\s*("([^"]*)"|'([^']*)')/g)) {
        const attribute = new N(2, name, a === undefined ? b : a);
        attribute.ownerElement = element;
        element.attributes.push(attribute);
      }
      if (!empty) here = element;
    } else if (text !== undefined && here !== doc) here.add(new N(3, '#text', text));
  }
  return doc;
};

const placeOf = node => {
  if (!node || node.nodeType === 9) return '';
  if (node.nodeType === 2) return `${placeOf(node.ownerElement)}/@${node.nodeName}`;
  return `${placeOf(node.parentNode)}/node()[${node.parentNode.childNodes.indexOf(node) + 1}]`;
};

let xml, doc, spec;
const initDoc = text => {
  xml = text;
  doc = parse(text);
  doc.xEval = doc.evaluate = () => { throw new Error('not here'); };
  doc.e = doc.xEval;
  return doc;
};
const simpleValueIs = value => initDoc(`<simple><xpath><to><node>${value}</node></to></xpath><empty/></simple>`);
const expect = (type, expression, expected, node, factor) => {
  const top = node && (() => { let at = node.ownerElement || node; while (at.parentNode) at = at.parentNode; return at; })();
  console.log(JSON.stringify({ spec, type, expression, expected: String(expected), xml: (top && top.xml) || xml,
    at: placeOf(node), factor }));
};
// Arguments as the suite has them: [node], [value of the one node], expression, [what is expected].
const value = (type, given, hasExpected, fixed) => {
  const rest = [...given];
  const expected = hasExpected ? rest.pop() : fixed;
  const expression = rest.pop();
  const text = rest.pop();
  if (text) simpleValueIs(text);
  expect(type, expression, expected, rest.pop());
};
const helpers = {
  initDoc: text => { const made = initDoc(text); made.xml = text; return made; },
  simpleValueIs,
  nsResolver: null,
  assertTrue: (...given) => value('boolean', given, false, true),
  assertFalse: (...given) => value('boolean', given, false, false),
  assertBoolean: (...given) => value('boolean', given, true),
  assertString: (...given) => value('string', given, true),
  assertStringValue: (...given) => value('string', given, true),
  assertStringLength: (...given) => value('length', given, true),
  assertNumber: (...given) => value('number', given, true),
  assertNumberValue: (...given) => value('number', given, true),
  assertNumberRounded: (expression, expected, factor, node) => expect('number', expression, expected, node, factor),
  assertThrow: expression => expect('error', expression, ''),
  assertNodes: (expression, node, nodes) => expect('nodes', expression, JSON.stringify(nodes.map(placeOf)), node),
  assertUnorderedNodes: () => {},
  assertMatch: () => {},
  assert: new Proxy({}, { get: () => () => {} }),
  getNextChildElementNode: parent => parent.childNodes.find(node => node.nodeType === 1),
  filterAttributes: attributes => attributes.filter(a => !a.nodeName.startsWith('xmlns')),
  getAllNodes: node => [node, ...node.childNodes.flatMap(helpers.getAllNodes)],
  snapshotToArray: () => [],
  setAttribute: () => {},
};

const befores = [[]];
const run = body => { try { body.call({ timeout() {} }); } catch (error) { /* it needs more of a browser than is here */ } };
global.describe = (_name, body) => { befores.push([]); run(body); befores.pop(); };
global.it = (_name, body) => { simpleValueIs(''); befores.flat().forEach(run); if (body) run(body); };
global.describe.skip = global.it.skip = () => {};
global.beforeEach = global.before = body => befores[befores.length - 1].push(body);
global.after = global.afterEach = () => {};
global.XPathResult = {};
const loaded = Module._load;
Module._load = (name, ...others) => (/helpers$/.test(name) ? helpers
  : name === 'chai' ? helpers : name === 'lodash' ? { each: (all, body) => all.forEach(body) }
    : /src\/|dbg|sinon/.test(name) ? new Proxy(() => {}, { get: () => () => {} })
    : loaded(name, ...others));

const walk = folder => fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => entry.isDirectory()
  ? walk(path.join(folder, entry.name)) : entry.name.endsWith('.spec.js') ? [path.join(folder, entry.name)] : []);
for (const file of walk(path.join(path.resolve(process.argv[2]), 'test', 'integration')).sort()) {
  spec = path.basename(file);
  befores.splice(0, befores.length, []);
  simpleValueIs('');
  try { require(file); } catch (error) { console.error(`${spec}: ${error.message}`); }
}
