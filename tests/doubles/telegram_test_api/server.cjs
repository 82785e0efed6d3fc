// Serve telegram-test-api on the port of the first argument until standard input ends.
const TelegramServer = require('telegram-test-api').default || require('telegram-test-api');
const server = new TelegramServer({
  port: Number(process.argv[2]), host: '127.0.0.1', storeTimeout: 3600,
});
process.stdin.on('end', () => process.exit(0)).resume();
server.start().then(() => process.stdout.write('ready\n'));
