// Replicates COUNT documents of SIZE bytes from a PouchDB in memory to a pouchdb-server in memory, over plain HTTP.
// Prints one JSON line: how long the replication took.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import net from 'node:net';
import PouchDB from 'pouchdb';
import memory from 'pouchdb-adapter-memory';

PouchDB.plugin(memory);
const [count, size] = process.argv.slice(2).map(Number);

const freePort = () =>
  new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

async function startServer(port, folder) {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/pouchdb-server/bin/pouchdb-server');
  const server = spawn(process.execPath, [script, '--in-memory', '--host', '127.0.0.1', '--port', String(port), '--no-color'],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve, reject) => {
    server.once('exit', () => reject(new Error('pouchdb-server ended')));
    server.stdout.on('data', (said) => String(said).includes('has started') && resolve());
  });
  server.removeAllListeners('exit');
  return server;
}

const folder = mkdtempSync(join(tmpdir(), 'kiosk_pouchdb.'));
const port = await freePort();
const server = await startServer(port, folder);
try {
  const local = new PouchDB('enrollments', { adapter: 'memory' });
  const documents = Array.from({ length: count }, (_, i) => ({ _id: String(i).padStart(8, '0'), body: 'x'.repeat(size) }));
  await local.bulkDocs(documents);
  const began = performance.now();
  const done = await local.replicate.to(`http://127.0.0.1:${port}/enrollments`, { batch_size: 1000 });
  const seconds = (performance.now() - began) / 1000;
  if (done.docs_written !== count) throw new Error(`${done.docs_written} documents were written`);
  console.log(JSON.stringify({ documents: count, seconds: Number(seconds.toFixed(2)) }));
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
