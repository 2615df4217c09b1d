#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Texts set by Pango and Cairo with the fonts under /usr/share/fonts and /usr/local/share/fonts, whatever else fontconfig is told on this machine.
// Text is never markup. Calls block. Several may run at the same time; each has its own fonts in memory.
// Colours are 0xRRGGBBAA, straight. Lengths are in em of the size that was found, unless they are said to be pixels.

#define TYPESETTING_CLOSED __attribute__((enum_extensibility(closed)))

typedef enum TYPESETTING_CLOSED typesetting_status : int32_t {
    TYPESETTING_OK = 0,
    TYPESETTING_DOES_NOT_FIT = 1,
    TYPESETTING_STOPPED = 2,
    TYPESETTING_FAILED = 3,  // refused by a library, or no memory
} typesetting_status;

typedef enum TYPESETTING_CLOSED typesetting_place : int32_t {
    TYPESETTING_START = 0,
    TYPESETTING_MIDDLE = 1,
    TYPESETTING_END = 2,
    TYPESETTING_JUSTIFY = 3,
} typesetting_place;

typedef enum TYPESETTING_CLOSED typesetting_wrap : int32_t {
    TYPESETTING_WORDS = 0,
    TYPESETTING_ANYWHERE = 1,
    TYPESETTING_NOWHERE = 2,
} typesetting_wrap;

typedef enum TYPESETTING_CLOSED typesetting_direction : int32_t {
    TYPESETTING_AUTO = 0,
    TYPESETTING_LTR = 1,
    TYPESETTING_RTL = 2,
} typesetting_direction;

typedef enum TYPESETTING_CLOSED typesetting_backing : int32_t {
    TYPESETTING_BARE = 0,
    TYPESETTING_BOX = 1,
    TYPESETTING_ROUNDED = 2,
    TYPESETTING_PILL = 3,
    TYPESETTING_STRIPES = 4,
} typesetting_backing;

#define TYPESETTING_STOPS 5

typedef struct typesetting_stop {
    double at;
    uint32_t colour;
} typesetting_stop;

typedef struct typesetting_words {
    const char *text;  // UTF-8 without NUL
    size_t count;      // its bytes
    const char *families;  // in order of preference, separated by commas
    const char *language;  // a BCP 47 tag
} typesetting_words;

typedef struct typesetting_request {
    int32_t weight;
    bool italic;
    double least_size, most_size;  // pixels; whole numbers between them are tried, or the one if they are equal
    int32_t width, height;         // of the box, pixels
    typesetting_place along, across;
    typesetting_wrap wrap;
    typesetting_direction direction;
    bool balanced, vertical;
    double line_spacing, letter_spacing;
    double rotation, arc;  // degrees
    typesetting_stop stops[TYPESETTING_STOPS];
    int32_t stop_count;  // one is a plain colour
    double fill_angle;   // degrees
    double outline;      // width; 0 is none
    uint32_t outline_colour;
    bool has_shadow;
    double shadow_x, shadow_y, shadow_blur;
    uint32_t shadow_colour;
    typesetting_backing backing;
    double padding, radius;
    uint32_t backing_colour;
    double opacity;
} typesetting_request;

typedef struct typesetting_bounds {
    int32_t x, y, width, height;
} typesetting_bounds;

typedef struct typesetting_metrics {
    double size;  // pixels
    int32_t lines;
    int32_t unknown;            // characters that no font shows; a sign stands for each
    typesetting_bounds ink;     // before the box is turned; no width if nothing shows
    typesetting_bounds picture; // around the turned box, from the box's left top corner
} typesetting_metrics;

// A text that has found its size and place.
typedef struct typesetting_set typesetting_set;

// Stops the calls that it is given to, between their phases; from any thread. The caller's, for typesetting_call_release().
typedef struct typesetting_call typesetting_call;

typesetting_call *_Nullable typesetting_call_new(void);
void typesetting_call_stop(typesetting_call *call);
bool typesetting_call_is_stopped(typesetting_call *call);
void typesetting_call_release(typesetting_call *_Nullable call);

// The weights of a family, 1 to 1000 in order, at most `capacity` of them; returns how many there are, 0 if it is not installed.
int32_t typesetting_weights(const char *family, int32_t *weights, int32_t capacity, bool *has_italic);

// Finds the size and places the letters; copies what it is given. TYPESETTING_OK: `*set` is the caller's, for typesetting_release().
// Otherwise it is NULL.
typesetting_status typesetting_fit(const typesetting_words *words, const typesetting_request *request,
                                   typesetting_call *call, typesetting_set *_Nullable *_Nonnull set);

typesetting_metrics typesetting_metrics_of(const typesetting_set *set);

// Paints over `pixels`, which hold as many as the picture has and are zero: straight RGBA, row by row without gaps.
// The picture must have at most 32,767 pixels a side.
typesetting_status typesetting_draw(const typesetting_set *set, typesetting_call *call, void *pixels);

// The letters' outlines in pixels of the box, before it is turned, as path data (SVG 2, 9.3) for the nonzero rule; the caller's, for
// typesetting_outlines_release(). What has a picture instead, as emoji have, is none of it.
char *typesetting_outlines(const typesetting_set *set);
void typesetting_outlines_release(char *outlines);

// A letter that has a picture instead of an outline.
typedef struct typesetting_picture {
    double x, y, width, height;  // of the upright rectangle around it, in pixels of the box before it is turned
    const uint8_t *_Nullable png;  // a file of `count` bytes
    size_t count;
    void *_Nullable owner;  // of the bytes
} typesetting_picture;

size_t typesetting_picture_count(const typesetting_set *set);
// `*picture` is the caller's, for typesetting_picture_release(), unless there is nothing to show.
bool typesetting_picture_of(const typesetting_set *set, size_t index, typesetting_picture *picture);
void typesetting_picture_release(typesetting_picture *picture);

void typesetting_release(typesetting_set *_Nullable set);

#pragma clang assume_nonnull end
