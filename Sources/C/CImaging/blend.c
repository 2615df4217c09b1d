#include "internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Source: W3C, "Compositing and Blending Level 1", 9.1 and 10.1. `b` is the backdrop, `s` the source, both 0...1.

static float hard_light(float b, float s) {
    return s <= 0.5f ? b * 2 * s : b + (2 * s - 1) - b * (2 * s - 1);
}

static float soft_light(float b, float s) {
    if (s <= 0.5f) return b - (1 - 2 * s) * b * (1 - b);
    float d = b <= 0.25f ? ((16 * b - 12) * b + 4) * b : sqrtf(b);
    return b + (2 * s - 1) * (d - b);
}

static inline float mixed(imaging_mode mode, float b, float s) {
    switch (mode) {
    case IMAGING_NORMAL: return s;
    case IMAGING_MULTIPLY: return b * s;
    case IMAGING_SCREEN: return b + s - b * s;
    case IMAGING_OVERLAY: return hard_light(s, b);
    case IMAGING_DARKEN: return fminf(b, s);
    case IMAGING_LIGHTEN: return fmaxf(b, s);
    case IMAGING_SOFT_LIGHT: return soft_light(b, s);
    case IMAGING_HARD_LIGHT: return hard_light(b, s);
    case IMAGING_DIFFERENCE: return fabsf(b - s);
    }
    return s;
}

static inline void blend_pixel(uint8_t *lower, int32_t lower_bands, const uint8_t *upper, float alpha,
                               imaging_mode mode) {
    float below = lower_bands == 4 ? lower[3] / 255.0f : 1;
    float whole = alpha + below - alpha * below;
    for (int band = 0; band < 3; band++) {
        float b = lower[band] / 255.0f;
        float s = upper[band] / 255.0f;
        float light = s * alpha * (1 - below) + b * below * (1 - alpha) + alpha * below * mixed(mode, b, s);
        lower[band] = (uint8_t)(fminf(fmaxf(light / whole, 0), 1) * 255 + 0.5f);
    }
    if (lower_bands == 4) lower[3] = (uint8_t)(whole * 255 + 0.5f);
}

// What hides all that is below it takes no arithmetic.
static inline void cover_pixel(uint8_t *lower, int32_t lower_bands, const uint8_t *upper) {
    memcpy(lower, upper, 3);
    if (lower_bands == 4) lower[3] = 255;
}

static void blend_row(uint8_t *lower, int32_t lower_bands, const uint8_t *upper, int32_t upper_bands, int32_t count,
                      float opacity, imaging_mode mode) {
    bool hides = mode == IMAGING_NORMAL && opacity >= 1;
    if (hides && upper_bands == 3 && lower_bands == 3) {
        memcpy(lower, upper, (size_t)count * 3);
        return;
    }
    for (int32_t x = 0; x < count; x++, lower += lower_bands, upper += upper_bands) {
        if (hides && (upper_bands == 3 || upper[3] == 255)) {
            cover_pixel(lower, lower_bands, upper);
            continue;
        }
        float alpha = upper_bands == 4 ? opacity * upper[3] / 255.0f : opacity;
        if (alpha > 0) blend_pixel(lower, lower_bands, upper, alpha, mode);
    }
}

imaging_status imaging_blend(imaging_image *upper, imaging_image *lower, imaging_place place, imaging_mode mode,
                             imaging_call *call, imaging_image **blended) {
    *blended = NULL;
    imaging_shape over = imaging_shape_of(upper);
    imaging_shape under = imaging_shape_of(lower);
    size_t line = (size_t)under.width * (size_t)under.bands;
    uint8_t *samples = malloc(line * (size_t)under.height);
    if (samples == NULL) return IMAGING_FAILED;
    memcpy(samples, imaging_pixels(lower), line * (size_t)under.height);
    int64_t left = place.x > 0 ? place.x : 0;
    int64_t right = (int64_t)place.x + over.width < under.width ? (int64_t)place.x + over.width : under.width;
    for (int64_t y = place.y > 0 ? place.y : 0; y < under.height && y < (int64_t)place.y + over.height; y++) {
        if (imaging_call_is_stopped(call)) {
            free(samples);
            return IMAGING_STOPPED;
        }
        if (right <= left) break;
        const uint8_t *source =
            imaging_pixels(upper) + ((size_t)(y - place.y) * (size_t)over.width + (size_t)(left - place.x)) * (size_t)over.bands;
        blend_row(samples + (size_t)y * line + (size_t)left * (size_t)under.bands, under.bands, source, over.bands,
                  (int32_t)(right - left), (float)place.opacity, mode);
    }
    return imaging_adopt(samples, under, call, blended);
}
