#define _GNU_SOURCE  // memmem

#include "drawing.h"

#include <librsvg/rsvg.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// CSS pixels to the inch.
static const double dpi = 96;

// Cairo 1.16 crashes when two threads draw with its fonts at once: drawings with words take turns.
static pthread_mutex_t words = PTHREAD_MUTEX_INITIALIZER;

static drawing_status refused(drawing_status status, GError *error, char **reason) {
    if (error != NULL) {
        *reason = g_strdup(error->message);
        g_error_free(error);
    }
    return status;
}

static bool has_words(const char *svg, size_t count) {
    return memmem(svg, count, "<text", strlen("<text")) != NULL;
}

// Paints over `argb`, which is transparent.
static drawing_status paint(RsvgHandle *drawing, uint32_t *argb, int32_t width, int32_t height, char **reason) {
    cairo_surface_t *surface = cairo_image_surface_create_for_data((unsigned char *)argb, CAIRO_FORMAT_ARGB32,
                                                                   width, height, width * 4);
    cairo_t *canvas = cairo_create(surface);
    RsvgRectangle viewport = {0, 0, width, height};
    GError *error = NULL;
    bool painted = rsvg_handle_render_document(drawing, canvas, &viewport, &error)
        && cairo_status(canvas) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(canvas);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return painted ? DRAWING_OK : refused(DRAWING_FAILED, error, reason);
}

static bool is_opaque(const uint32_t *argb, size_t count) {
    uint32_t every = UINT32_MAX;
    for (size_t i = 0; i < count; i++) every &= argb[i];
    return every >> 24 == 0xFF;
}

// In place: three bytes never overtake four.
static void pack_rgb(uint32_t *argb, size_t count) {
    uint8_t *out = (uint8_t *)argb;
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = argb[i];
        out[3 * i] = (uint8_t)(pixel >> 16);
        out[3 * i + 1] = (uint8_t)(pixel >> 8);
        out[3 * i + 2] = (uint8_t)pixel;
    }
}

static uint8_t straight(uint32_t premultiplied, uint32_t alpha) {
    uint32_t value = (premultiplied * 255 + alpha / 2) / alpha;
    return (uint8_t)(value > 255 ? 255 : value);
}

static void unpack_rgba(uint32_t *argb, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = argb[i], alpha = pixel >> 24;
        uint8_t *out = (uint8_t *)&argb[i];
        out[0] = alpha == 0 ? 0 : straight(pixel >> 16 & 0xFF, alpha);
        out[1] = alpha == 0 ? 0 : straight(pixel >> 8 & 0xFF, alpha);
        out[2] = alpha == 0 ? 0 : straight(pixel & 0xFF, alpha);
        out[3] = (uint8_t)alpha;
    }
}

static drawing_pixels straightened(uint32_t *argb, size_t count) {
    if (!is_opaque(argb, count)) {
        unpack_rgba(argb, count);
        return (drawing_pixels){argb, 4};
    }
    pack_rgb(argb, count);
    void *shorter = realloc(argb, count * 3);
    return (drawing_pixels){shorter == NULL ? argb : shorter, 3};
}

drawing_status drawing_render(const char *svg, size_t count, int32_t width, int32_t height,
                              drawing_pixels *pixels, char **reason) {
    *pixels = (drawing_pixels){NULL, 0};
    *reason = NULL;
    GError *error = NULL;
    // Without a base address there is nothing that a reference could be relative to, so none is followed.
    RsvgHandle *drawing = rsvg_handle_new_from_data((const guint8 *)svg, count, &error);
    if (drawing == NULL) return refused(DRAWING_UNREADABLE, error, reason);
    rsvg_handle_set_dpi(drawing, dpi);
    size_t area = (size_t)width * (size_t)height;
    uint32_t *argb = calloc(area, sizeof(uint32_t));
    bool turns = has_words(svg, count);
    if (turns) pthread_mutex_lock(&words);
    drawing_status status = argb == NULL ? DRAWING_FAILED : paint(drawing, argb, width, height, reason);
    g_object_unref(drawing);
    if (turns) pthread_mutex_unlock(&words);
    if (status == DRAWING_OK) {
        *pixels = straightened(argb, area);
    } else {
        free(argb);
    }
    return status;
}

void drawing_free(void *allocation) {
    free(allocation);
}
