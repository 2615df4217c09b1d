#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Pictures over libvips and libheif. Nothing here is variadic, keeps a caller's pointer or leaves global error state.
// Calls block: make them from the imaging threads. Results are computed when a call returns, never later.

// An immutable picture: sRGB, 8 bits, 3 or 4 (straight alpha) interleaved bands, nothing else attached to it.
// May be used from several threads. Whoever receives one releases it, once.
typedef struct imaging_image imaging_image;

// The reins of one call below. Whoever makes one releases it, once, after that call has returned.
typedef struct imaging_call imaging_call;

#define IMAGING_CLOSED __attribute__((enum_extensibility(closed)))

typedef enum IMAGING_CLOSED imaging_status : int32_t {
    IMAGING_OK = 0,
    IMAGING_DAMAGED = 1,      // the bytes are not what they say, or end too early
    IMAGING_UNSUPPORTED = 2,  // readable, but with bands that no picture of ours has
    IMAGING_STOPPED = 3,      // by imaging_call_stop()
    IMAGING_FAILED = 4,       // refused by a library, or no memory
} imaging_status;

// Everything that is ever decoded. HEIF stands for AVIF and HEIC.
typedef enum IMAGING_CLOSED imaging_format : int32_t {
    IMAGING_PNG = 0,
    IMAGING_JPEG = 1,
    IMAGING_WEBP = 2,
    IMAGING_HEIF = 3,
    IMAGING_GIF = 4,
    IMAGING_TIFF = 5,
} imaging_format;

typedef struct imaging_facts {
    int32_t width;  // of the first page, as stored
    int32_t height;
    int32_t pages;
    int32_t orientation;  // 1...8, EXIF's numbers
    bool has_alpha;
} imaging_facts;

typedef struct imaging_shape {
    int32_t width;
    int32_t height;
    int32_t bands;
} imaging_shape;

// `data` is the caller's, for imaging_free(); NULL unless the call returned IMAGING_OK.
typedef struct imaging_bytes {
    void *_Nullable data;
    size_t count;
} imaging_bytes;

// Starts the library with `threads` threads for each picture and with the loaders of the six formats only. Once, before
// all else. False if that did not work, or if a drawing (SVG) could be loaded all the same.
bool imaging_start(int32_t threads);

// Whether the library, left to choose a loader by itself, would open the bytes.
bool imaging_would_load(const void *bytes, size_t count);

// Forgets what the library keeps for the calling thread, and its last words. The thread may go on using it.
void imaging_thread_done(void);

// NULL if there is no memory.
imaging_call *_Nullable imaging_call_new(void);
// Makes the call return IMAGING_STOPPED soon, if it has not finished. From any thread, before, during or after it.
void imaging_call_stop(imaging_call *call);
bool imaging_call_is_stopped(imaging_call *call);
// The library's words for why the call failed, for the log only. They belong to `call`.
const char *_Nullable imaging_call_reason(imaging_call *call);
void imaging_call_release(imaging_call *_Nullable call);

// Reads the header of `bytes` and no pixel.
imaging_status imaging_probe(const void *bytes, size_t count, imaging_format format, imaging_call *call,
                             imaging_facts *facts);

// Decodes the first page, turned upright. Limits are the caller's to check before, with imaging_probe().
// IMAGING_OK: `*image` is the caller's. Otherwise it is NULL. The same for every `*image` below.
imaging_status imaging_decode(const void *bytes, size_t count, imaging_format format, imaging_call *call,
                              imaging_image *_Nullable *_Nonnull image);

// As imaging_decode(), shrunk to `width` while reading, which is much faster; never enlarged.
imaging_status imaging_thumbnail(const void *bytes, size_t count, imaging_format format, int32_t width,
                                 imaging_call *call, imaging_image *_Nullable *_Nonnull image);

// Makes a picture of `pixels`, from malloc(), which belong to it from now on; they are freed if this fails too.
imaging_status imaging_adopt(void *pixels, imaging_shape shape, imaging_call *call,
                             imaging_image *_Nullable *_Nonnull image);

// Makes a picture of a copy of `pixels`.
imaging_status imaging_copy(const void *pixels, imaging_shape shape, imaging_call *call,
                            imaging_image *_Nullable *_Nonnull image);

// Shrinks to exactly `width` x `height`, neither of them more than the picture has.
imaging_status imaging_shrink(imaging_image *image, int32_t width, int32_t height, imaging_call *call,
                              imaging_image *_Nullable *_Nonnull smaller);

// Scales to exactly `width` x `height`, up or down.
imaging_status imaging_rescale(imaging_image *image, int32_t width, int32_t height, imaging_call *call,
                               imaging_image *_Nullable *_Nonnull scaled);

// Keeps a rectangle, which lies inside.
imaging_status imaging_crop(imaging_image *image, int32_t x, int32_t y, int32_t width, int32_t height,
                            imaging_call *call, imaging_image *_Nullable *_Nonnull part);

// Left becomes right, or upper becomes lower.
imaging_status imaging_flip(imaging_image *image, bool is_vertical, imaging_call *call,
                            imaging_image *_Nullable *_Nonnull flipped);

// Turns clockwise by 1...3 quarters, exactly.
imaging_status imaging_quarter_turn(imaging_image *image, int32_t turns, imaging_call *call,
                                    imaging_image *_Nullable *_Nonnull turned);

// Straight alpha.
typedef struct imaging_colour {
    uint8_t red, green, blue, alpha;
} imaging_colour;

// Turns clockwise onto a canvas that holds all of it. The result has alpha if the picture has or if `background` is not
// opaque.
imaging_status imaging_rotate(imaging_image *image, double degrees, imaging_colour background, imaging_call *call,
                              imaging_image *_Nullable *_Nonnull turned);

// Turns clockwise and keeps the middle, `width` x `height`, which must show nothing but the picture.
imaging_status imaging_straighten(imaging_image *image, double degrees, int32_t width, int32_t height,
                                  imaging_call *call, imaging_image *_Nullable *_Nonnull straight);

typedef enum IMAGING_CLOSED imaging_fill : int32_t {
    IMAGING_FILL_COLOUR = 0,
    IMAGING_FILL_MIRROR = 1,
    IMAGING_FILL_EDGE = 2,
} imaging_fill;

// Puts the picture at (x, y) of a canvas of `shape`. The result has alpha if the picture has or if the colour is not opaque.
imaging_status imaging_extend(imaging_image *image, int32_t x, int32_t y, imaging_shape shape, imaging_fill fill,
                              imaging_colour colour, imaging_call *call, imaging_image *_Nullable *_Nonnull extended);

// Blurs by a Gaussian; `sigma` in pixels.
imaging_status imaging_blur(imaging_image *image, double sigma, imaging_call *call,
                            imaging_image *_Nullable *_Nonnull blurred);

typedef enum IMAGING_CLOSED imaging_mode : int32_t {
    IMAGING_NORMAL = 0,
    IMAGING_MULTIPLY = 1,
    IMAGING_SCREEN = 2,
    IMAGING_OVERLAY = 3,
    IMAGING_DARKEN = 4,
    IMAGING_LIGHTEN = 5,
    IMAGING_SOFT_LIGHT = 6,
    IMAGING_HARD_LIGHT = 7,
    IMAGING_DIFFERENCE = 8,
} imaging_mode;

typedef struct imaging_place {
    int32_t x;
    int32_t y;
    double opacity;  // 0...1
} imaging_place;

// Lays `upper` over `lower`, whose size and bands the result has.
imaging_status imaging_blend(imaging_image *upper, imaging_image *lower, imaging_place place, imaging_mode mode,
                             imaging_call *call, imaging_image *_Nullable *_Nonnull blended);

imaging_shape imaging_shape_of(imaging_image *image);
// shape.width * shape.height * shape.bands bytes without gaps, as long as the picture lives.
const uint8_t *imaging_pixels(imaging_image *image);

// Encode without any metadata. `quality` is 1...100. JPEG lays transparent pictures on white.
imaging_status imaging_encode_png(imaging_image *image, imaging_call *call, imaging_bytes *bytes);
imaging_status imaging_encode_jpeg(imaging_image *image, int32_t quality, imaging_call *call,
                                   imaging_bytes *bytes);
imaging_status imaging_encode_webp(imaging_image *image, int32_t quality, imaging_call *call,
                                   imaging_bytes *bytes);
// With an XMP packet of `xmp_count` bytes, unless that is zero. Cannot be stopped once the encoder runs.
imaging_status imaging_encode_avif(imaging_image *image, int32_t quality, const void *_Nullable xmp,
                                   size_t xmp_count, imaging_call *call, imaging_bytes *bytes);

void imaging_release(imaging_image *_Nullable image);
void imaging_free(void *_Nullable allocation);

#pragma clang assume_nonnull end
