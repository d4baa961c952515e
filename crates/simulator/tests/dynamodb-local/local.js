'use strict';
// DynamoDB Local: starting and stopping it, and calling its API.

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const net = require('node:net');
const path = require('node:path');
const readline = require('node:readline');

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Starts DynamoDB Local on a free port of the loopback interface. */
async function startLocal() {
  const home = path.dirname(require.resolve('amplify-dynamodb-simulator/package.json'));
  const port = await freePort();
  const classes = ['DynamoDBLocal.jar', 'DynamoDBLocal_lib/*'].join(path.delimiter);
  const server = spawn('java', [
    '-Djava.library.path=DynamoDBLocal_lib', '-cp', classes, path.join(__dirname, 'LoopbackServer.java'),
    '-inMemory', '-disableTelemetry', '-port', String(port),
  ], { cwd: path.join(home, 'emulator'), stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(server, 'close').then(() => { throw new Error('DynamoDB Local did not start'); });
  closed.catch(() => {});
  const ready = (async () => {
    for await (const line of readline.createInterface({ input: server.stdout })) if (line === 'ready') return;
  })();
  await Promise.race([ready, closed]);
  server.stdout.resume();
  return {
    call: (operation, body) => call(port, operation, body),
    stop: async () => { server.stdin.end(); await once(server, 'close'); },
  };
}

/** Calls an operation of DynamoDB's API. Answers `{ result }` or `{ error, message }`. */
async function call(port, operation, body) {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      authorization: 'AWS4-HMAC-SHA256 Credential=comparison/20300101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.ok) return { result: answer };
  const error = String(answer.__type).split('#').pop();
  return { error: error === 'SerializationException' ? 'ValidationException' : error, message: answer.message ?? answer.Message };
}

module.exports = { startLocal };
