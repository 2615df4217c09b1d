#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

#ifdef __cplusplus
extern "C" {
#endif

// Tools for pictures over OpenCV's core, imgproc, photo and objdetect. Nothing here is variadic, throws, keeps a caller's
// pointer or leaves global error state. Calls block: make them from threads of their own. Each works on all cores.
//
// Pictures are sRGB, 8 bits, row by row without gaps, with 3 or 4 (straight alpha) bands; masks are pictures with 1 band:
// 0 nothing, 255 wholly. No tool changes alpha, save where it says so. Numbers are the caller's to check; those out of
// range give VISION_FAILED. The same input gives the same result, to the bit.

// Memory in words like "2x" is what a call holds at its height beside its input, in multiples of its input of 3 bands.

#define VISION_CLOSED __attribute__((enum_extensibility(closed)))

typedef enum VISION_CLOSED vision_status : int32_t {
    VISION_OK = 0,
    VISION_STOPPED = 1,     // `reins` said so
    VISION_UNREADABLE = 2,  // a file of the face detector is missing or is no such file
    VISION_FAILED = 3,      // no memory, refused by the library, or numbers out of range
} vision_status;

typedef struct vision_picture {
    const uint8_t *samples;
    int32_t width;
    int32_t height;
    int32_t bands;
} vision_picture;

// `samples` is the caller's, from malloc(); NULL unless the call returned VISION_OK.
typedef struct vision_result {
    uint8_t *_Nullable samples;
    int32_t width;
    int32_t height;
    int32_t bands;
} vision_result;

typedef struct vision_rect {
    int32_t x;
    int32_t y;
    int32_t width;
    int32_t height;
} vision_rect;

typedef struct vision_colour {
    uint8_t red;
    uint8_t green;
    uint8_t blue;
} vision_colour;

// Asks whether to give up, many times, from any thread, while the call lasts.
typedef struct vision_reins {
    bool (*is_stopped)(void *context);
    void *context;
} vision_reins;

// Colours, one pixel at a time. 1x.

// Looks each sample up in the table of its band: 3 x 256 of them, red first.
vision_status vision_tables(vision_picture picture, const uint8_t *tables, vision_reins reins, vision_result *result);
// Adds the samples by three weights and looks the sum up in 256 colours of 3 samples.
vision_status vision_gradient(vision_picture picture, const float *weights, const uint8_t *colours, vision_reins reins,
                              vision_result *result);
// In Oklab. `saturation` and `vibrance` are -1...1, `hue` is in degrees.
vision_status vision_colours(vision_picture picture, float saturation, float vibrance, float hue, vision_reins reins,
                             vision_result *result);
// In Oklab. Turns hues within `tolerance` (degrees) of `from` as far as `to` is away from it.
vision_status vision_recolour(vision_picture picture, vision_colour from, vision_colour to, float tolerance,
                              vision_reins reins, vision_result *result);

// Light, by its neighbourhood. 2x.

// In linear light, by the brightness around each pixel; both are -1...1, positive is brighter.
vision_status vision_tone(vision_picture picture, float shadows, float highlights, vision_reins reins,
                          vision_result *result);
// Local contrast, colour cast, saturation; `strength` is 0...1.
vision_status vision_enhance(vision_picture picture, float strength, vision_reins reins, vision_result *result);

// Detail. 2x.

// Unsharp mask of lightness: `radius` in pixels, `amount` times the difference, where that is more than `threshold` of 255.
vision_status vision_sharpen(vision_picture picture, float radius, float amount, float threshold, vision_reins reins,
                             vision_result *result);
// Non-local means; `strength` is 0...1.
vision_status vision_denoise(vision_picture picture, float strength, vision_reins reins, vision_result *result);
// Film grain of grey, of `size` pixels; `amount` is 0...1.
vision_status vision_grain(vision_picture picture, float amount, float size, uint64_t seed, vision_reins reins,
                           vision_result *result);
// In linear light: darker (positive) or lighter corners; `amount` is -1...1.
vision_status vision_vignette(vision_picture picture, float amount, vision_reins reins, vision_result *result);

// Styles; strokes grow with the picture. 4x.

vision_status vision_pencil(vision_picture picture, bool is_coloured, vision_reins reins, vision_result *result);
vision_status vision_oil(vision_picture picture, float strength, vision_reins reins, vision_result *result);
vision_status vision_cartoon(vision_picture picture, vision_reins reins, vision_result *result);
vision_status vision_watercolour(vision_picture picture, vision_reins reins, vision_result *result);

// Masks.

typedef enum VISION_CLOSED vision_channel : int32_t {
    VISION_ALPHA = 0,      // opaque all over without one
    VISION_LUMINANCE = 1,  // over black
} vision_channel;

vision_status vision_mask_of(vision_picture picture, vision_channel channel, vision_reins reins, vision_result *mask);
// Fills a polygon of `count` corners (x, y, x, y ...; in pixels, from the upper left corner) by the even-odd rule, with
// soft edges. Corners lie within ±100,000.
vision_status vision_mask_polygon(const float *corners, size_t count, int32_t width, int32_t height,
                                  vision_reins reins, vision_result *mask);
// By that many pixels, round; negative shrinks.
vision_status vision_mask_grow(vision_picture mask, float pixels, vision_reins reins, vision_result *grown);
// Softens the edge; `sigma` in pixels.
vision_status vision_mask_feather(vision_picture mask, float sigma, vision_reins reins, vision_result *soft);
vision_status vision_mask_scale(vision_picture mask, int32_t width, int32_t height, vision_reins reins,
                                vision_result *scaled);

// Subjects.

// What stands out: GrabCut on at most a megapixel, its edge refined at full size. `within` (or NULL) holds all of the
// subject. `faces` (`face_count` of them) belong to it, with the people below. `hints` (or NULL) is a mask of the picture's
// size: 1 is surely not the subject, 2 surely is, 0 is not said. 2x.
vision_status vision_subject(vision_picture picture, const vision_rect *_Nullable within,
                             const vision_rect *_Nullable faces, int32_t face_count,
                             const vision_picture *_Nullable hints, vision_reins reins, vision_result *mask);
// Multiplies alpha by the mask, and takes the background's colour out of soft edges. 4 bands. 3x.
vision_status vision_cut_out(vision_picture picture, vision_picture mask, vision_reins reins, vision_result *result);
// Blurs what the mask does not cover, without the colours of what it covers. `sigma` in pixels. 3x.
vision_status vision_blur_background(vision_picture picture, vision_picture mask, float sigma, vision_reins reins,
                                     vision_result *result);
// `changed` where the mask is full, `original` where it is empty. All are of one size, the first two of the same bands.
vision_status vision_merge(vision_picture changed, vision_picture original, vision_picture mask, vision_reins reins,
                           vision_result *result);

// Repairs.

// Fills what the mask covers from the rest of the picture. 5x.
vision_status vision_erase(vision_picture picture, vision_picture mask, uint64_t seed, vision_reins reins,
                           vision_result *result);
// Poisson cloning: keeps the gradients of `patch` where the mask (of its size) covers it, at (x, y) of `base`, in the light
// of `base`. `is_mixed` keeps the stronger gradient of the two. What lies outside is left out. 7x the patch.
vision_status vision_clone(vision_picture patch, vision_picture mask, vision_picture base, int32_t x, int32_t y,
                           bool is_mixed, vision_reins reins, vision_result *result);

// Faces.

// Finds at most `most` faces. `frontal` and `profile` are paths of cascades. `count` gets how many there are.
vision_status vision_faces(vision_picture picture, const char *frontal, const char *profile, int32_t most,
                           vision_reins reins, vision_rect *faces, int32_t *count);
// Hides ellipses inside the rectangles for good: only the means of a few blocks are left of each. 1x.
vision_status vision_hide(vision_picture picture, const vision_rect *rects, int32_t count, bool is_pixelated,
                          vision_reins reins, vision_result *result);

void vision_free(void *_Nullable allocation);

#ifdef __cplusplus
}
#endif

#pragma clang assume_nonnull end
