// What machine/samples/Echo does, with deroll's loop.
import { createApp } from "@deroll/app";

const app = createApp({ url: process.env.ROLLUP_HTTP_SERVER_URL });
app.addAdvanceHandler(async ({ payload }) => {
    await app.createNotice({ payload });
    await app.createReport({ payload });
    return "accept";
});
await app.start();
