#include "internal.h"

#include <math.h>
#include <stdlib.h>

// The library enlarges by a bicubic at best. Here is Lanczos's filter of three lobes, one axis after the other, in floats.

enum { taps = 6 };

typedef struct weights {
    int32_t *starts;  // may lie outside: the outermost samples are drawn out
    float *values;    // `taps` for each place
} weights;

static double lanczos(double x) {
    if (fabs(x) < 1e-9) return 1;
    if (fabs(x) >= 3) return 0;
    return 3 * sin(M_PI * x) * sin(M_PI * x / 3) / (M_PI * M_PI * x * x);
}

static bool prepare(weights *axis, int32_t from, int32_t to) {
    axis->starts = malloc(sizeof(int32_t) * (size_t)to);
    axis->values = malloc(sizeof(float) * taps * (size_t)to);
    if (axis->starts == NULL || axis->values == NULL) return false;
    for (int32_t place = 0; place < to; place++) {
        double centre = (place + 0.5) * from / to - 0.5;
        int32_t start = (int32_t)floor(centre) - 2;
        double exact[taps], sum = 0;
        for (int tap = 0; tap < taps; tap++) sum += exact[tap] = lanczos(centre - (start + tap));
        for (int tap = 0; tap < taps; tap++) axis->values[(size_t)place * taps + tap] = (float)(exact[tap] / sum);
        axis->starts[place] = start;
    }
    return true;
}

static int32_t within(int32_t place, int32_t count) {
    return place < 0 ? 0 : place < count ? place : count - 1;
}

// Transparent pixels have no colour to mix into their neighbours. `wide` has three pixels more at both ends.
static void spread(const uint8_t *row, imaging_shape from, float *wide) {
    for (int32_t x = -3; x < from.width + 3; x++, wide += from.bands) {
        const uint8_t *pixel = row + (size_t)within(x, from.width) * (size_t)from.bands;
        float share = from.bands == 4 ? pixel[3] / 255.0f : 1;
        for (int band = 0; band < 3; band++) wide[band] = pixel[band] * share;
        if (from.bands == 4) wide[3] = pixel[3];
    }
}

static void enlarge_row(const float *wide, const weights *across, int32_t width, int32_t bands, float *row) {
    for (int32_t x = 0; x < width; x++, row += bands) {
        const float *sample = wide + (size_t)(across->starts[x] + 3) * (size_t)bands;
        const float *weight = across->values + (size_t)x * taps;
        for (int band = 0; band < bands; band++) {
            float sum = 0;
            for (int tap = 0; tap < taps; tap++) sum += sample[tap * bands + band] * weight[tap];
            row[band] = sum;
        }
    }
}

static uint8_t rounded(float value) {
    return (uint8_t)(fminf(fmaxf(value, 0), 255) + 0.5f);
}

static void mix_rows(float *const *rows, const float *weight, size_t count, float *sum) {
    for (size_t i = 0; i < count; i++) {
        sum[i] = rows[0][i] * weight[0] + rows[1][i] * weight[1] + rows[2][i] * weight[2] + rows[3][i] * weight[3]
            + rows[4][i] * weight[4] + rows[5][i] * weight[5];
    }
}

static void store(const float *sum, size_t pixels, int32_t bands, uint8_t *samples) {
    for (size_t i = 0; i < pixels; i++, sum += bands, samples += bands) {
        float alpha = bands == 4 ? fminf(fmaxf(sum[3], 0), 255) : 255;
        float share = bands == 4 ? (alpha > 0 ? 255 / alpha : 0) : 1;
        for (int band = 0; band < 3; band++) samples[band] = rounded(sum[band] * share);
        if (bands == 4) samples[3] = rounded(alpha);
    }
}

typedef struct work {
    weights across, down;
    float *wide;    // a row of the picture
    float *rows;    // a ring of the last enlarged rows
    float *sum;
    uint8_t *samples;
} work;

static bool allocate(work *w, imaging_shape from, imaging_shape to) {
    size_t line = (size_t)to.width * (size_t)to.bands;
    w->wide = malloc(sizeof(float) * ((size_t)from.width + 6) * (size_t)from.bands);
    w->rows = malloc(sizeof(float) * taps * line);
    w->sum = malloc(sizeof(float) * line);
    w->samples = malloc(line * (size_t)to.height);
    return w->wide != NULL && w->rows != NULL && w->sum != NULL && w->samples != NULL
        && prepare(&w->across, from.width, to.width) && prepare(&w->down, from.height, to.height);
}

// What is left of it is the samples.
static void clear(work *w) {
    free(w->across.starts);
    free(w->across.values);
    free(w->down.starts);
    free(w->down.values);
    free(w->wide);
    free(w->rows);
    free(w->sum);
}

static bool run(work *w, const uint8_t *pixels, imaging_shape from, imaging_shape to, imaging_call *call) {
    size_t line = (size_t)to.width * (size_t)to.bands;
    int32_t next = -3;  // the row of the picture that is enlarged next; rows outside are drawn out
    for (int32_t y = 0; y < to.height; y++) {
        if (imaging_call_is_stopped(call)) return false;
        for (int32_t start = w->down.starts[y]; next < start + taps; next++) {
            spread(pixels + (size_t)within(next, from.height) * (size_t)from.width * (size_t)from.bands, from, w->wide);
            enlarge_row(w->wide, &w->across, to.width, to.bands, w->rows + (size_t)((next + taps) % taps) * line);
        }
        float *rows[taps];
        for (int tap = 0; tap < taps; tap++) {
            rows[tap] = w->rows + (size_t)((w->down.starts[y] + tap + taps) % taps) * line;
        }
        mix_rows(rows, w->down.values + (size_t)y * taps, line, w->sum);
        store(w->sum, (size_t)to.width, to.bands, w->samples + (size_t)y * line);
    }
    return true;
}

static imaging_status enlarge(imaging_image *image, imaging_shape to, imaging_call *call, imaging_image **larger) {
    imaging_shape from = imaging_shape_of(image);
    work w = {0};
    imaging_status status = IMAGING_FAILED;
    if (allocate(&w, from, to)) status = run(&w, imaging_pixels(image), from, to, call) ? IMAGING_OK : IMAGING_STOPPED;
    clear(&w);
    if (status == IMAGING_OK) return imaging_adopt(w.samples, to, call, larger);
    free(w.samples);
    return status;
}

imaging_status imaging_rescale(imaging_image *image, int32_t width, int32_t height, imaging_call *call,
                               imaging_image **scaled) {
    *scaled = NULL;
    imaging_shape from = imaging_shape_of(image);
    imaging_shape to = {width, height, from.bands};
    if (width >= from.width && height >= from.height) return enlarge(image, to, call, scaled);
    int32_t less_wide = width < from.width ? width : from.width;
    int32_t less_high = height < from.height ? height : from.height;
    imaging_image *smaller = NULL;
    imaging_status status = imaging_shrink(image, less_wide, less_high, call, &smaller);
    if (status != IMAGING_OK || (less_wide == width && less_high == height)) {
        *scaled = smaller;
        return status;
    }
    status = enlarge(smaller, to, call, scaled);
    imaging_release(smaller);
    return status;
}
