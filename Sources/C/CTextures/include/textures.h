#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

#ifdef __cplusplus
extern "C" {
#endif

// What a technique does to a drawing once it is pixels: cells, screens of dots, tesserae, pigment on paper, glow.
// Plain C++, no library. Nothing here is variadic, throws, keeps a caller's pointer or leaves global state. Calls block:
// make them from threads of their own. Each works on all cores, on eight at most.
//
// Pictures are sRGB, 8 bits, 3 bands, row by row without gaps. Lengths called units are thousandths of the picture's short
// side, and `unit` is how many pixels of the result one has. Numbers out of range give TEXTURES_FAILED. The same input gives
// the same result, to the bit.

#define TEXTURES_CLOSED __attribute__((enum_extensibility(closed)))

// Sides and pixels of any picture, at most.
#define TEXTURES_LONGEST_SIDE 16384
#define TEXTURES_MOST_PIXELS 40000000
// Inks of a set, and sets to choose from.
#define TEXTURES_MOST_INKS 3
#define TEXTURES_MOST_INK_SETS 8
// Colours that pixels may be reduced to, cells of such a picture, and samples of what is laid in stones.
#define TEXTURES_MOST_COLOURS 64
#define TEXTURES_MOST_CELLS 4000000
#define TEXTURES_MOST_LAID 8000000

typedef enum TEXTURES_CLOSED textures_status : int32_t {
    TEXTURES_OK = 0,
    TEXTURES_STOPPED = 1,  // `reins` said so
    TEXTURES_FAILED = 2,   // no memory, or sizes or numbers out of range
} textures_status;

typedef struct textures_picture {
    const uint8_t *samples;
    int32_t width;
    int32_t height;
} textures_picture;

// `samples` is the caller's, from malloc(); NULL unless the call returned TEXTURES_OK.
typedef struct textures_result {
    uint8_t *_Nullable samples;
    int32_t width;
    int32_t height;
} textures_result;

typedef struct textures_colour {
    uint8_t red;
    uint8_t green;
    uint8_t blue;
} textures_colour;

// Asks whether to give up, many times, from any thread, while the call lasts.
typedef struct textures_reins {
    bool (*is_stopped)(void *_Nullable context);
    void *_Nullable context;
} textures_reins;

// Pigment or ink on paper. All but `unit`, `seed` and `paper` are 0 (nothing of it) to 1, save where it says so.
typedef struct textures_paper {
    float unit;
    uint64_t seed;
    textures_colour paper;
    float wander;  // how far edges wander, in units, 0 to 10
    float rims;    // how much pigment gathers along edges
    float blooms;  // clouds in the washes, and the tidemarks around them
    float grain;   // how much the paper's tooth shows
    float specks;  // spots that took no ink
    float margin;  // of bare paper around the picture, in units, 0 to 100
} textures_paper;

// Holds the picture once more beside the result.
textures_status textures_paint(textures_picture picture, textures_paper how, textures_reins reins,
                               textures_result *result);

typedef struct textures_rect {
    int32_t x;
    int32_t y;
    int32_t width;
    int32_t height;
} textures_rect;

// Pixel art.
typedef struct textures_cells {
    int32_t width;  // of the result
    int32_t height;
    int32_t cell;     // a cell's side in pixels of the result, 1 to 1024
    int32_t samples;  // a cell's side in samples of the drawing, 1 to 8
    int32_t colours;  // at most, from 2
    textures_colour outline;
    textures_colour paper;
    textures_rect fine;  // cells where samples stay as they are, in `outline` and `paper` alone: for text
} textures_cells;

// `guide` has the drawing's size: what is not black in it is a thing, red * 256 + green its place from back to front.
// Both cover the result at least, in whole cells. At most TEXTURES_MOST_CELLS cells. Holds some 50 bytes a cell
// beside the result.
textures_status textures_pixels(textures_picture drawing, textures_picture guide, textures_cells how,
                                textures_reins reins, textures_result *result);

typedef struct textures_ink_set {
    textures_colour inks[TEXTURES_MOST_INKS];
    int32_t count;
} textures_ink_set;

// A print in spot inks, in screens of dots.
typedef struct textures_screens {
    float unit;
    uint64_t seed;
    textures_colour paper;
    textures_ink_set sets[TEXTURES_MOST_INK_SETS];
    int32_t set_count;  // the one that comes nearest to the picture's colours is printed with
    float pitch;   // from dot to dot, in units, 1 to 40
    float shift;   // how far inks land beside their place, in units, 0 to 20
    float margin;  // of bare paper around the picture, in units, 0 to 100
} textures_screens;

// Holds a table of colours beside the result.
textures_status textures_print(textures_picture picture, const textures_screens *how, textures_reins reins,
                               textures_result *result);

// A mosaic.
typedef struct textures_tesserae {
    int32_t width;  // of the result, of the drawing's shape
    int32_t height;
    float unit;
    uint64_t seed;
    textures_colour grout;
    float side;  // of a tessera, in samples of the drawing, 3 to 400
} textures_tesserae;

// `guide` has the drawing's size: where it is not black stones are smaller. At most TEXTURES_MOST_LAID samples. Holds
// some 30 bytes a sample beside the result.
textures_status textures_inlay(textures_picture drawing, textures_picture guide, textures_tesserae how,
                               textures_reins reins, textures_result *result);

// Light around lamps.
typedef struct textures_glow {
    float unit;
    uint64_t seed;
    float strength;  // 0 to 2
} textures_glow;

// Holds a smaller copy of the picture beside the result.
textures_status textures_shine(textures_picture picture, textures_glow how, textures_reins reins,
                               textures_result *result);

void textures_free(void *_Nullable allocation);

#ifdef __cplusplus
}
#endif

#pragma clang assume_nonnull end
