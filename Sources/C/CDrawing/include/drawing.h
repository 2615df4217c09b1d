#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Drawings (SVG) over librsvg and Cairo. Only for drawings of our own making: nothing outside of `svg` is ever loaded,
// but a drawing can still ask for any amount of work.
// Calls block. Several may run at the same time.

#define DRAWING_CLOSED __attribute__((enum_extensibility(closed)))

typedef enum DRAWING_CLOSED drawing_status : int32_t {
    DRAWING_OK = 0,
    DRAWING_UNREADABLE = 1,  // not an SVG document
    DRAWING_FAILED = 2,      // refused by the library, or no memory
} drawing_status;

// Straight, interleaved RGB or RGBA without gaps.
typedef struct drawing_pixels {
    void *_Nullable data;
    int32_t bands;  // 3 if every pixel is opaque, otherwise 4
} drawing_pixels;

// Draws `svg`, `count` bytes, over the whole of `width` x `height`, at most 32,767 each.
// DRAWING_OK: `pixels->data`, from malloc(), is the caller's, for drawing_free(). Otherwise it is NULL.
// `*reason`, if not NULL, is the caller's, for drawing_free(); it holds the library's words, for the log only.
drawing_status drawing_render(const char *svg, size_t count, int32_t width, int32_t height,
                              drawing_pixels *pixels, char *_Nullable *_Nonnull reason);

void drawing_free(void *_Nullable allocation);

#pragma clang assume_nonnull end
