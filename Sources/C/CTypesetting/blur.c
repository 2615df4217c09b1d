#include "internal.h"

#include <math.h>
#include <string.h>

// Three boxes in a row are a Gaussian within three per cent (SVG 1.1, feGaussianBlur).
enum { BOXES = 3, COLUMNS = 64 };

static int box_of(double deviation) {
    int box = (int)floor(deviation * 3 * sqrt(2 * G_PI) / 4 + 0.5);
    return box | 1;  // odd ones have a middle
}

int typesetting_blur_reach(double deviation) {
    return BOXES * (box_of(deviation) / 2);
}

static void average(const uint8_t *from, uint8_t *to, int count, int box) {
    int half = box / 2;
    uint32_t sum = 0;
    for (int i = 0; i < half && i < count; i++) sum += from[i];
    for (int i = 0; i < count; i++) {
        if (i + half < count) sum += from[i + half];
        to[i] = (uint8_t)((sum + (uint32_t)half) / (uint32_t)box);
        if (i - half >= 0) sum -= from[i - half];
    }
}

static void soften(uint8_t *samples, uint8_t *spare, int count, int box) {
    average(samples, spare, count, box);
    average(spare, samples, count, box);
    average(samples, spare, count, box);
    memcpy(samples, spare, (size_t)count);
}

// Columns are taken out some at a time, which is kinder to caches.
static void soften_columns(uint8_t *pixels, int stride, int width, int height, int box, uint8_t *columns, uint8_t *spare) {
    for (int left = 0; left < width; left += COLUMNS) {
        int count = width - left < COLUMNS ? width - left : COLUMNS;
        for (int y = 0; y < height; y++)
            for (int i = 0; i < count; i++)
                columns[(size_t)i * height + y] = pixels[(size_t)y * stride + left + i];
        for (int i = 0; i < count; i++) soften(columns + (size_t)i * height, spare, height, box);
        for (int y = 0; y < height; y++)
            for (int i = 0; i < count; i++)
                pixels[(size_t)y * stride + left + i] = columns[(size_t)i * height + y];
    }
}

void typesetting_blur(cairo_surface_t *mask, double deviation) {
    int box = box_of(deviation);
    int width = cairo_image_surface_get_width(mask), height = cairo_image_surface_get_height(mask);
    if (box < 3 || width == 0 || height == 0) return;
    cairo_surface_flush(mask);
    uint8_t *pixels = cairo_image_surface_get_data(mask);
    int stride = cairo_image_surface_get_stride(mask);
    uint8_t *spare = g_malloc((gsize)MAX(width, height));
    uint8_t *columns = g_malloc_n(COLUMNS, (gsize)height);
    for (int y = 0; y < height; y++) soften(pixels + (size_t)y * stride, spare, width, box);
    soften_columns(pixels, stride, width, height, box, columns, spare);
    g_free(columns);
    g_free(spare);
    cairo_surface_mark_dirty(mask);
}
