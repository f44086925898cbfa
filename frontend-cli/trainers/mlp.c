/* A trainer for ModelMarket in C: stochastic gradient descent with momentum on a dense network with ReLU between its layers.
 * Build: clang --target=wasm32-wasi -O2 -o mlp.wasm mlp.c        Interface: ../TRAINERS.md
 * Reads /model/weights.safetensors (F32; [in, out] weights and [out] biases in the order of the layers) and /data/rows.safetensors (x F32 [rows, in],
 * y I64 [rows]), writes /out/weights.safetensors. Arguments: epochs=20 lr=0.05 batch=16 momentum=0.9 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LAYERS_MAX 8
#define WIDTH_MAX 4096

typedef struct { char *bytes; size_t size; char *header; char *data; } File;
typedef struct { int in, out; float *w, *b, *dw, *db, *vw, *vb; } Layer;

static void fail(const char *why) { fprintf(stderr, "mlp: %s\n", why); exit(1); }

static void *room(size_t count, size_t size) {
    void *p = calloc(count ? count : 1, size);
    if (!p) fail("out of memory");
    return p;
}

/* safetensors: eight bytes of header length, a JSON header, then the tensors. */
static File load(const char *path) {
    File f = {0};
    FILE *in = fopen(path, "rb");
    if (!in) fail(path);
    fseek(in, 0, SEEK_END);
    f.size = (size_t)ftell(in);
    fseek(in, 0, SEEK_SET);
    f.bytes = room(f.size + 1, 1);
    if (f.size < 8 || fread(f.bytes, 1, f.size, in) != f.size) fail("cannot read");
    fclose(in);
    uint64_t length;
    memcpy(&length, f.bytes, 8);
    if (length > f.size - 8) fail("not safetensors");
    f.header = room(length + 1, 1);
    memcpy(f.header, f.bytes + 8, length);
    f.data = f.bytes + 8 + length;
    return f;
}

/* The numbers of "key":[…] at or after a place in a header; returns how many. */
static int numbers(const char *from, const char *key, long *out, int max) {
    const char *at = strstr(from, key);
    int n = 0;
    if (!at || !(at = strchr(at, '['))) return 0;
    while (*at != ']' && n < max) {
        at++;
        if (*at == ']') break;
        out[n++] = strtol(at, (char **)&at, 10);
    }
    return n;
}

static int read_layers(File *f, Layer *layers) {
    int count = 0;
    for (char *at = f->header; (at = strstr(at, "\"dtype\"")); at++) {
        long shape[4], span[2];
        int rank = numbers(at, "\"shape\"", shape, 4);
        if (strncmp(at, "\"dtype\":\"F32\"", 13) || numbers(at, "\"data_offsets\"", span, 2) != 2) fail("only F32 weights are trained here");
        float *values = (float *)(void *)(f->data + span[0]);
        if (rank == 2 && count < LAYERS_MAX && shape[0] <= WIDTH_MAX && shape[1] <= WIDTH_MAX) {
            layers[count++] = (Layer){.in = (int)shape[0], .out = (int)shape[1], .w = values};
        } else if (rank == 1 && count > 0 && shape[0] == layers[count - 1].out) {
            layers[count - 1].b = values;
        } else {
            fail("not a dense network");
        }
    }
    for (int i = 0; i < count; i++) {
        Layer *l = &layers[i];
        if (!l->b || (i && l->in != layers[i - 1].out)) fail("the layers do not fit each other");
        l->dw = room((size_t)l->in * l->out, 4), l->vw = room((size_t)l->in * l->out, 4);
        l->db = room(l->out, 4), l->vb = room(l->out, 4);
    }
    return count;
}

/* a = relu?(x w + b) */
static void forward(const Layer *l, const float *x, float *a, int relu) {
    for (int o = 0; o < l->out; o++) a[o] = l->b[o];
    for (int i = 0; i < l->in; i++) {
        if (x[i] == 0) continue;
        const float *row = l->w + (size_t)i * l->out;
        for (int o = 0; o < l->out; o++) a[o] += x[i] * row[o];
    }
    for (int o = 0; relu && o < l->out; o++) a[o] = a[o] > 0 ? a[o] : 0;
}

/* Adds gradients; g is the gradient of a, gx becomes that of x. */
static void backward(Layer *l, const float *x, const float *g, float *gx) {
    for (int o = 0; o < l->out; o++) l->db[o] += g[o];
    for (int i = 0; i < l->in; i++) {
        float sum = 0;
        for (int o = 0; o < l->out; o++) {
            l->dw[(size_t)i * l->out + o] += x[i] * g[o];
            sum += l->w[(size_t)i * l->out + o] * g[o];
        }
        if (gx) gx[i] = x[i] > 0 ? sum : 0;
    }
}

static void step(float *w, float *d, float *v, size_t count, float lr, float momentum, float scale) {
    for (size_t i = 0; i < count; i++) {
        v[i] = momentum * v[i] + d[i] * scale;
        w[i] -= lr * v[i];
        d[i] = 0;
    }
}

/* Log-loss and its gradient in the logits: sigmoid of one output, softmax of several. */
static float loss_of(float *z, int outputs, long label) {
    if (outputs == 1) {
        float p = 1 / (1 + expf(-z[0]));
        float loss = -logf(fmaxf(label ? p : 1 - p, 1e-7f));
        z[0] = p - (float)label;
        return loss;
    }
    float max = z[0], sum = 0;
    for (int o = 1; o < outputs; o++) max = fmaxf(max, z[o]);
    for (int o = 0; o < outputs; o++) sum += z[o] = expf(z[o] - max);
    for (int o = 0; o < outputs; o++) z[o] /= sum;
    float loss = -logf(fmaxf(z[label], 1e-7f));
    z[label] -= 1;
    return loss;
}

static double argument(int argc, char **argv, const char *key, double otherwise) {
    size_t length = strlen(key);
    for (int i = 1; i < argc; i++)
        if (!strncmp(argv[i], key, length) && argv[i][length] == '=') return strtod(argv[i] + length + 1, NULL);
    return otherwise;
}

int main(int argc, char **argv) {
    int epochs = (int)argument(argc, argv, "epochs", 20), batch = (int)argument(argc, argv, "batch", 16);
    float lr = (float)argument(argc, argv, "lr", 0.05), momentum = (float)argument(argc, argv, "momentum", 0.9);
    File model = load("/model/weights.safetensors"), rows = load("/data/rows.safetensors");
    Layer layers[LAYERS_MAX];
    int count = read_layers(&model, layers);
    long shape[4], span[2];
    char *x_at = strstr(rows.header, "\"x\""), *y_at = strstr(rows.header, "\"y\"");
    if (!count || !x_at || !y_at || numbers(x_at, "\"shape\"", shape, 4) != 2 || shape[1] != layers[0].in) fail("the rows do not fit the model");
    long n = shape[0], features = shape[1];
    numbers(x_at, "\"data_offsets\"", span, 2);
    float *x = (float *)(void *)(rows.data + span[0]);
    numbers(y_at, "\"data_offsets\"", span, 2);
    const char *y = rows.data + span[0];
    int outputs = layers[count - 1].out, *order = room(n, sizeof(int));
    float *a[LAYERS_MAX + 1], *g[LAYERS_MAX + 1];
    for (int i = 1; i <= count; i++) a[i] = room(layers[i - 1].out, 4), g[i] = room(layers[i - 1].out, 4);
    for (int i = 0; i < n; i++) order[i] = i;
    uint32_t seed = 1;
    for (int epoch = 0; epoch < epochs; epoch++) {
        double total = 0;
        for (long i = n - 1; i > 0; i--) { /* xorshift shuffle */
            seed ^= seed << 13, seed ^= seed >> 17, seed ^= seed << 5;
            int j = (int)(seed % (uint32_t)(i + 1)), t = order[i];
            order[i] = order[j], order[j] = t;
        }
        for (long i = 0; i < n; i++) {
            int64_t label;
            memcpy(&label, y + 8 * (size_t)order[i], 8);
            if (label < 0 || label >= (outputs == 1 ? 2 : outputs)) fail("a label is no class of the model");
            a[0] = x + (size_t)order[i] * features;
            for (int k = 0; k < count; k++) forward(&layers[k], a[k], a[k + 1], k < count - 1);
            total += loss_of(a[count], outputs, (long)label);
            memcpy(g[count], a[count], 4 * (size_t)outputs);
            for (int k = count - 1; k >= 0; k--) backward(&layers[k], a[k], g[k + 1], k ? g[k] : NULL);
            if ((i + 1) % batch == 0 || i == n - 1) {
                float scale = 1.0f / (float)((i + 1) % batch == 0 ? batch : (i + 1) % batch);
                for (int k = 0; k < count; k++) {
                    step(layers[k].w, layers[k].dw, layers[k].vw, (size_t)layers[k].in * layers[k].out, lr, momentum, scale);
                    step(layers[k].b, layers[k].db, layers[k].vb, layers[k].out, lr, momentum, scale);
                }
            }
        }
        printf("progress %.4f epoch %d of %d, loss %.4f\n", (epoch + 1.0) / epochs, epoch + 1, epochs, total / (double)n);
    }
    FILE *out = fopen("/out/weights.safetensors", "wb");
    if (!out || fwrite(model.bytes, 1, model.size, out) != model.size || fclose(out)) fail("cannot write");
    return 0;
}
