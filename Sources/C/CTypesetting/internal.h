#pragma once

#include "typesetting.h"

#include <cairo/cairo.h>
#include <fontconfig/fontconfig.h>
#include <harfbuzz/hb-ot.h>
#include <pango/pangoft2.h>

// A rectangle of pixels, or of em where that is said.
typedef struct area {
    double left, top, right, bottom;
} area;

// A character of the text.
typedef struct letter {
    uint32_t byte;      // where it begins
    bool may_break;     // before it, by the rules of its language
    bool may_tear;      // before it, where somebody sees a letter end
    bool is_white;
    double width;       // in em
} letter;

// Letters of one line, or of all lines that no line feed parts.
typedef struct span {
    int32_t first, end;
    bool backwards;  // runs from right to left
    bool last;       // of its paragraph
} span;

// A line of text in the flow: along the line to the right, across the lines downwards. Of vertical text the page is the flow turned by 90 degrees.
typedef struct line {
    double along, across;  // where it starts, on its baseline
    double width;
    area ink;  // from there
    bool backwards;
    PangoLayout *layout;    // of this line alone
    PangoLayoutLine *text;  // the layout's
} line;

// A picture of a glyph.
typedef struct emoji {
    PangoFont *font;  // the layout's
    PangoGlyph glyph;
    cairo_matrix_t place;  // from pixels about the glyph's origin to the box
} emoji;

// How far letters of reference reach from their baseline, in em: what lines stand by, whatever their own letters are.
typedef struct reference {
    double ascent;   // of a capital, or of a Han character
    double depth;    // below the baseline, of a Han character; Latin capitals have none
    double descent;  // of a letter with a tail
} reference;

// What of a line a backing covers, in em from its baseline: as much above a capital as tails take below it, so that capitals stand in the middle.
static inline double backed_ascent(reference letters) {
    return letters.ascent + letters.descent - letters.depth;
}

struct typesetting_set {
    typesetting_request request;
    PangoFontMap *fonts;
    PangoContext *forwards, *backwards;
    PangoFontDescription *font;
    char *text;
    letter *letters;
    int32_t letter_count;
    span *paragraphs;
    int32_t paragraph_count;
    span *spans;  // room for as many lines as there can be
    int32_t unknown;
    reference reference;
    double size;
    line *lines;
    int32_t line_count;
    cairo_matrix_t flow;    // from the flow to the box
    area block;             // around lines and their ink, in the flow; of an arc, in the box
    cairo_path_t *outlines;  // in the box
    emoji *emoji;
    size_t emoji_count, emoji_room;
    area ink;  // of letters and emoji, in the box
    double arc_radius, arc_x, arc_y;  // of the innermost baseline, and its middle in the box
};

FcConfig *typesetting_fonts(void);

// layout.c
bool typesetting_layout_new(typesetting_set *set, const typesetting_words *words);
// Lays out a part of the text, without breaking it; the caller's.
PangoLayout *typesetting_layout_of(const typesetting_set *set, const char *text, size_t count, double size, bool backwards);
// Lays out the first `count` of the spans at a size, each spread over the frame if justified is asked for and the frame is not negative.
void typesetting_layout_spans(typesetting_set *set, int32_t count, double size, double frame);
// What the text must keep away from the box's sides, in pixels.
area typesetting_margins(const typesetting_set *set, double size);

// The width of a laid out line, in pixels.
double typesetting_width(PangoLayoutLine *line);

// unknown.c: puts a sign into the text for each character that no font shows.
void typesetting_replace_unknown(typesetting_set *set);

// measure.c: letters and paragraphs.
void typesetting_measure(typesetting_set *set);

// breaking.c: breaks the paragraphs into spans that are no wider than the frame, in em, where they can; says how many, and how wide the widest is. A negative frame breaks nothing.
int32_t typesetting_break(const typesetting_set *set, double frame, double *widest);

// justify.c: spreads a line over a width, in pixels.
void typesetting_justify(PangoLayout *layout, double width);

// straight.c and arc.c: whether the text fits at a size; its lines are placed then.
bool typesetting_straight(typesetting_set *set, double size);
bool typesetting_arc(typesetting_set *set, double size);
// Where letters keep the distance that they have on a straight line, on the circle of a baseline's radius.
double typesetting_arc_even(const typesetting_set *set, double radius);

// glyphs.c: glyphs `first` to before `end` of a run, in pixels about the first one's origin.
void typesetting_trace_glyphs(cairo_t *canvas, PangoLayoutRun *run, int first, int end, double size);
area typesetting_glyphs_ink(PangoLayoutRun *run, int first, int end, double size);
// How far a run's own baseline lies below its line's: runs of vertical text share a middle instead of a baseline.
double typesetting_drop_of(const PangoLayoutRun *run, bool vertical, double size);
// Where a glyph of a run stands, `along` pixels from the run's origin: from pixels about its own origin.
cairo_matrix_t typesetting_glyph_place(const PangoLayoutRun *run, int glyph, double along);

// letters.c
void typesetting_letters_clear(typesetting_set *set);
void typesetting_letters_straight(typesetting_set *set);
void typesetting_add_glyphs(typesetting_set *set, cairo_t *canvas, PangoLayoutRun *run, int first, int end,
                            const cairo_matrix_t *place);
// A canvas for paths.
cairo_t *typesetting_scratch(void);
area typesetting_line_ink(PangoLayoutLine *line, bool vertical, double size);
area typesetting_ink(const typesetting_set *set, cairo_t *canvas);

// emoji.c
bool typesetting_is_pictured(PangoFont *font);
bool typesetting_emoji_bounds(const emoji *emoji, double size, area *bounds);
void typesetting_emoji_draw(const typesetting_set *set, cairo_t *canvas);

// blur.c: an A8 surface, over a standard deviation in pixels.
void typesetting_blur(cairo_surface_t *mask, double deviation);
// How far a blur of that deviation reaches.
int typesetting_blur_reach(double deviation);

// backing.c
area typesetting_backing_bounds(const typesetting_set *set);
void typesetting_backing_draw(const typesetting_set *set, cairo_t *canvas);

area typesetting_union(area one, area other);
bool typesetting_is_empty(area one);
area typesetting_grown(area one, double by);
// The upright rectangle around a turned one.
area typesetting_turned(area one, const cairo_matrix_t *by);
void typesetting_colour(cairo_t *canvas, uint32_t colour);

// draw.c: from the box to the turned one.
cairo_matrix_t typesetting_turn(const typesetting_set *set);
