/* A module that does what its first argument says: everything a trainer may not. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WASI(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(name)))
WASI("path_open") int raw_open(int, int, const char *, int, int, int64_t, int64_t, int, int *);
WASI("sock_send") int raw_send(int, const void *, int, int, int *);
WASI("fd_read") int raw_read(int, const void *, int, int *);

WASI("random_get") int raw_random(void *, int);

static char *volatile keep;

static int depth(volatile int n) { return n == 0 ? 0 : 1 + depth(n - 1) + depth(n - 1); }

int main(int argc, char **argv) {
    const char *deed = argc > 1 ? argv[1] : "";
    static char buffer[1 << 20];
    int fd = 0;
    if (!strcmp(deed, "deed=parent")) return raw_open(3, 0, "../../etc/passwd", 16, 0, -1, -1, 0, &fd);
    if (!strcmp(deed, "deed=absolute")) return raw_open(4, 0, "/etc/passwd", 11, 0, -1, -1, 0, &fd);
    if (!strcmp(deed, "deed=libc")) { FILE *f = fopen("/etc/passwd", "r"); if (!f) { fprintf(stderr, "no file outside: errno %d\n", errno); return 7; } return 0; }
    if (!strcmp(deed, "deed=overwrite")) { int e = raw_open(3, 0, "model.onnx", 10, 8, -1, -1, 0, &fd); fprintf(stderr, "errno %d\n", e); return e; }
    if (!strcmp(deed, "deed=socket")) return raw_send(3, buffer, 1, 0, &fd);
    if (!strcmp(deed, "deed=loop")) for (volatile uint64_t i = 0;; i++) { }
    if (!strcmp(deed, "deed=memory")) for (;;) { keep = malloc(1 << 20); if (!keep) abort(); memset((void *)keep, 1, 1 << 20); }
    if (!strcmp(deed, "deed=write")) { FILE *f = fopen("/out/large", "wb"); for (int i = 0; i < 10240; i++) fwrite(buffer, 1, sizeof buffer, f); return 0; }
    if (!strcmp(deed, "deed=files")) { for (int i = 0; i < 1000; i++) { char name[32]; snprintf(name, sizeof name, "/out/%d", i); if (!fopen(name, "wb")) return 9; } return 0; }
    if (!strcmp(deed, "deed=print")) for (;;) puts("all work and no play makes a dull trainer");
    if (!strcmp(deed, "deed=stack")) return depth(1 << 28);
    if (!strcmp(deed, "deed=pointer")) { uint32_t vector[2] = { 0xfffffff0u, 0xffffu }; return raw_read(0, vector, 1, &fd) + raw_open(3, 0, (const char *)0xffffff00u, 0xffff, 0, 0, 0, 0, &fd); }
    if (!strcmp(deed, "deed=random")) for (;;) raw_random(buffer, sizeof buffer);
    if (!strcmp(deed, "deed=nothing")) return 0;
    if (!strcmp(deed, "deed=garbage")) { FILE *f = fopen("/out/weights.safetensors", "wb"); fputs("not weights", f); return fclose(f); }
    if (!strcmp(deed, "deed=escape")) { printf("\033[2J\033]0;owned\007progress 7\nprogress 0.5 half\n"); return 0; }
    return 1;
}
