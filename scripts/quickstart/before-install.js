// The first word of the quickstart, before npm has installed anything: that what follows may be long and silent. Plain
// JavaScript, because what runs TypeScript is not there yet.

console.log(
  'Installing with npm. Where better-sqlite3 cannot be fetched as built for this machine, npm compiles it: one to\n' +
    'two minutes, in which it prints nothing.\n',
)
