// check.js FOLDER: compares what the tools and the schemas say of each policy and map in the folder, and of each good
// policy and map with one key after another misspelt. What the tools refuse, the schema has to refuse, or the message has
// to be of a kind that no schema can know; each of these is listed. What the tools load, the schema has to take, as an
// editor reads it: YAML 1.2, core schema. The last line counts.
'use strict';

const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const Ajv = require('ajv/dist/2020');
const yaml = require('yaml');

// What a schema cannot know: why, the tools' message, and perhaps a line that the file has.
const beyond = [
  ['a name of something that is defined elsewhere',
    /'.*' is not (a field|a fact|a finding|a switch|a referral|an event|a view|a holiday|an insertion)\b/],
  ["a value of a field, which is the policy's", /is not a value of (this field|that field|'?[a-z_]+'?($|, nor))/],
  ['a name or label that is there already',
    /(another (rule|field) (already has|is already)|is already (above|a label|a value|one of|the id|the name)|has the column '.*' already|two columns|'.*' already has an answer above|is the form's already)/],
  ['the type or nature of the field that is named',
    /(cannot be used on|expected a field of type|a field of type|has no values|takes every answer|'.*' is a field of spans|is not a list|is not a field of staff's|field '.*' is staff's|keeps its id|expected a date, 'today' or a date field|cannot be a constant|is a column, and no view|cannot be cut or read only|need a field of type)/],
  ['what another part of the file says',
    /(never reached|never held|has to end with a route|has no 'target'|'before' needs a 'within'|alert is said at intake|letters need an event|letters need a field|letter of held requests|a view with the column 'event'|event '.*' (is the form's|cannot verify)|is the tools' own event|more than 100,000 combinations|can go at most 64 deep|a week needs at least one open day|leads nowhere)/],
  ['what a text means, not how it is built',
    /(there is no time zone|iconv knows|expected a date such as|expected a day such as|expected an e-mail address|a brace begins an insertion|lines of their own|a phrase needs|a holiday is one day)/],
  ['a number as it is written, such as 1.0', /this tool reads version 1/, /^version: [0-9]+[.]/m],
  ['YAML that the tools do not take',
    /(a tag|an anchor|an alias|a second document|the line holds|a value holds a NUL|a key holds a NUL|not UTF-8)/],
];

let passed = 0, failed = 0;
function expect(right, words) {
  if (right) passed++;
  else failed++, console.log('FAILED: ' + words);
}

function run(tool, words) {
  const done = spawnSync(tool, words, { encoding: 'latin1' });
  if (done.error) throw done.error;
  return done;
}

// The schema of a kind of file: good JSON, the same each time, and good by the meta-schema, in strict mode.
function schemaOf(tool) {
  const text = run(tool, ['--schema']).stdout;
  expect(text === run(tool, ['--schema']).stdout, `${tool} --schema is the same each time`);
  expect(yaml.parseDocument(text, { uniqueKeys: true }).errors.length === 0, `${tool} --schema has no key twice`);
  // A key that is one of several to be there is described beside them; text, number and the like are one to the tools.
  const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true });
  const schema = JSON.parse(text);
  expect(schema.$schema === 'https://json-schema.org/draft/2020-12/schema', `${tool} --schema names its draft`);
  expect(ajv.validateSchema(schema), `${tool} --schema is a schema: ${ajv.errorsText()}`);
  let validate = () => true;
  try {
    validate = ajv.compile(schema);
    expect(true);
  } catch (error) {
    expect(false, `${tool} --schema in strict mode: ${error.message}`);
  }
  return validate;
}

const kinds = {
  policy: { validate: schemaOf('ta-policy'), command: file => ['ta-policy', ['-q', '--check', file]] },
  map: {
    validate: schemaOf('ta-map'),
    command: (file, policy) => ['ta-submit', ['-q', '-m', file, ...(policy ? ['-p', policy] : []), '/dev/null']],
  },
};

// What the tools say against a file; '' where they load it; null where they cannot say, since its policy is broken.
function refusal(kind, file, policy) {
  const [tool, words] = kinds[kind].command(file, policy);
  const said = run(tool, words).stderr;
  const own = `${tool}: ${file}:`;
  const first = said.split('\n')[0];
  if (first.startsWith(own)) return first.slice(own.length);
  return policy && first.startsWith(`${tool}: ${policy}:`) ? null : '';
}

// What an editor says against a text; '' where it has nothing to say.
function complaint(kind, text) {
  const documents = yaml.parseAllDocuments(text, { version: '1.2', schema: 'core', uniqueKeys: true });
  if (documents.length === 0) return 'there is no document';
  for (const document of documents) {
    if (document.errors.length > 0) return document.errors[0].message.split('\n')[0];
    let value;
    try {
      value = document.toJS();
    } catch (error) {
      return error.message;
    }
    if (kinds[kind].validate(value)) continue;
    const error = kinds[kind].validate.errors[0];
    return `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`;
  }
  return '';
}

const unknown = new Map(beyond.map(([why]) => [why, []]));
const counts = { good: 0, refused: 0, misspelt: 0 };

// Compares a file; true where the tools load it.
function compare(kind, name, file, policy) {
  const said = refusal(kind, file, policy);
  if (said === null) return false;
  const text = fs.readFileSync(file, 'utf8');
  const against = complaint(kind, text);
  if (said === '') {
    expect(against === '', `${name}: the tools load it, and the schema says: ${against}`);
    return true;
  }
  if (against !== '') {
    passed++, counts.refused++;
    return false;
  }
  const found = beyond.find(([, message, line]) => message.test(said) && (!line || line.test(text)));
  expect(found, `${name}: the schema takes it, and the tools say${said}`);
  if (found) unknown.get(found[0]).push([name, said.replace(/^[0-9: ]*/, '')]);
  return false;
}

// The places of all keys in a text: where the last letter of each ends.
function keysIn(text) {
  const ends = [];
  yaml.visit(yaml.parseDocument(text), {
    Pair(_, pair) {
      const { key } = pair;
      ends.push(key.range[1] - (key.type === 'PLAIN' ? 0 : 1));
    },
  });
  return ends;
}

// Each content once, by its telling name where it has one.
const folder = process.argv[2];
const known = new Set();
const files = fs.readdirSync(folder).filter(name => name.endsWith('.yaml')).sort().reverse().filter(name => {
  const key = name.split('-')[0] + fs.readFileSync(path.join(folder, name), 'latin1');
  return !known.has(key) && known.add(key);
});
const seen = { policy: 0, map: 0 };
for (const name of files) {
  const kind = name.split('-')[0];
  const file = path.join(folder, name);
  const of = file.replace(/yaml$/, 'of');
  const policy = fs.existsSync(of) ? of : null;
  seen[kind]++;
  if (!compare(kind, name, file, policy)) continue;
  counts.good++;
  if (!/-(built-in|example)/.test(name)) continue;
  const text = fs.readFileSync(file, 'utf8');
  const changed = `${kind}-changed.yaml`;
  for (const end of keysIn(text)) {
    fs.writeFileSync(changed, text.slice(0, end) + 'q' + text.slice(end));
    counts.misspelt++;
    const line = text.slice(0, end).split('\n').length;
    compare(kind, `${name}, a key of line ${line} misspelt`, changed, policy);
  }
}

expect(seen.policy >= 350 && seen.map >= 130, `only ${seen.policy} policies and ${seen.map} maps were found`);
console.log(`${seen.policy} policies and ${seen.map} maps, of which the tools load ${counts.good}; ` +
  `${counts.misspelt} misspelt keys; the schemas refuse ${counts.refused} of what the tools refuse`);
for (const [why, cases] of unknown) {
  expect(cases.length > 0, `no file is beyond a schema since ${why}`);
  const whole = cases.filter(([name]) => !/misspelt/.test(name));
  console.log(`${whole.length} files and ${cases.length - whole.length} misspelt keys beyond a schema: ${why}`);
  for (const [name, said] of whole) console.log(`    ${name}: ${said}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
