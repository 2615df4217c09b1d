#include "internal.h"

#include <math.h>

// Pixels that rounding may add.
static const double slack = 0.01;

// What of the lines sticks out of a frame of that width, on each side.
typedef struct overhang {
    double left, right;
} overhang;

static double longest(const typesetting_set *set) {
    double width = 0;
    for (int32_t i = 0; i < set->line_count; i++) width = fmax(width, set->lines[i].width);
    return width;
}

static double place_in(typesetting_place place, bool backwards, double room) {
    switch (place) {
    case TYPESETTING_MIDDLE: return room / 2;
    case TYPESETTING_END: return backwards ? 0 : room;
    case TYPESETTING_START:
    case TYPESETTING_JUSTIFY: return backwards ? room : 0;
    }
}

static overhang align(typesetting_set *set, double frame) {
    overhang out = {0, 0};
    for (int32_t i = 0; i < set->line_count; i++) {
        line *line = &set->lines[i];
        line->along = place_in(set->request.along, line->backwards, frame - line->width);
        double start = line->along, end = line->along + line->width;
        if (!typesetting_is_empty(line->ink)) {
            start = fmin(start, line->along + line->ink.left);
            end = fmax(end, line->along + line->ink.right);
        }
        out.left = fmax(out.left, -start);
        out.right = fmax(out.right, end - frame);
    }
    return out;
}

// Whether so many lines can stand in the room, before it is known how far their ink reaches.
static bool may_stack(const typesetting_set *set, int32_t count, double size, double room) {
    return ((count - 1) * set->request.line_spacing + set->reference.ascent) * size <= room + slack;
}

// The narrowest frame, in em, that asks for no more lines.
static double narrowest(typesetting_set *set, int32_t count, double frame) {
    double narrow = 0, wide = frame;
    while (wide - narrow > 0.02) {
        double middle = (narrow + wide) / 2, widest;
        bool same = typesetting_break(set, middle, &widest) == count && widest <= middle + slack;
        *(same ? &wide : &narrow) = middle;
    }
    return wide;
}

static bool can_balance(const typesetting_set *set, int32_t count) {
    return set->request.balanced && count > set->paragraph_count && set->request.along != TYPESETTING_JUSTIFY;
}

// Breaks and aligns the lines so that their ink is within the room; says how wide their frame is and where it begins.
static bool break_lines(typesetting_set *set, double size, area room, double *frame, double *begin) {
    bool whole = set->request.wrap == TYPESETTING_NOWHERE;
    *frame = room.right;
    for (int tries = 0; tries < 4 && *frame > 0; tries++) {
        double widest;
        int32_t count = typesetting_break(set, whole ? -1 : *frame / size, &widest);
        if (widest * size > room.right + slack || !may_stack(set, count, size, room.bottom)) return false;
        if (!whole && can_balance(set, count))
            typesetting_break(set, narrowest(set, count, *frame / size), &widest);
        typesetting_layout_spans(set, count, size, whole ? -1 : *frame);
        if (whole) *frame = longest(set);
        overhang out = align(set, *frame);
        double spare = room.right - *frame;
        if (out.left + out.right <= spare + slack) {
            double wish = place_in(set->request.along, set->lines[0].backwards, spare);
            *begin = fmin(fmax(wish, out.left), fmax(out.left, spare - out.right));
            return true;
        }
        if (whole) return false;
        *frame = room.right - out.left - out.right;
    }
    return false;
}

// Across the flow: where the first baseline stands, or no place if the lines are too high.
static bool stack(typesetting_set *set, double size, double room) {
    double step = set->request.line_spacing * size, last = step * (set->line_count - 1);
    double ascent = set->reference.ascent * size, descent = set->reference.descent * size;
    bool backed = set->request.backing != TYPESETTING_BARE;
    double depth = backed ? descent : set->reference.depth * size;
    double top = -(backed ? backed_ascent(set->reference) * size : ascent), bottom = last + depth;
    for (int32_t i = 0; i < set->line_count; i++) {
        area ink = set->lines[i].ink;
        set->lines[i].across = step * i;
        if (typesetting_is_empty(ink)) continue;
        top = fmin(top, step * i + ink.top);
        bottom = fmax(bottom, step * i + ink.bottom);
    }
    if (bottom - top > room + slack) return false;
    double wish = set->request.across == TYPESETTING_START ? ascent
        : set->request.across == TYPESETTING_END           ? room - last - descent
                                                           : (room - last + ascent - depth) / 2;
    double first = fmax(fmin(wish, room - bottom), -top);
    for (int32_t i = 0; i < set->line_count; i++) set->lines[i].across += first;
    return true;
}

static area block_of(const typesetting_set *set) {
    area block = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int32_t i = 0; i < set->line_count; i++) {
        const line *line = &set->lines[i];
        area reach = {line->along, line->across - backed_ascent(set->reference) * set->size, line->along + line->width,
                      line->across + set->reference.descent * set->size};
        area inked = {line->along + line->ink.left, line->across + line->ink.top, line->along + line->ink.right,
                      line->across + line->ink.bottom};
        block = typesetting_union(block, reach);
        if (!typesetting_is_empty(line->ink)) block = typesetting_union(block, inked);
    }
    return block;
}

bool typesetting_straight(typesetting_set *set, double size) {
    area margins = typesetting_margins(set, size);
    double wide = set->request.width - margins.left - margins.right;
    double high = set->request.height - margins.top - margins.bottom;
    bool vertical = set->request.vertical;
    area room = {0, 0, vertical ? high : wide, vertical ? wide : high};
    double frame, begin;
    if (wide <= 0 || high <= 0 || !break_lines(set, size, room, &frame, &begin)) return false;
    if (!stack(set, size, room.bottom)) return false;
    for (int32_t i = 0; i < set->line_count; i++) set->lines[i].along += begin;
    set->block = block_of(set);
    if (vertical) {
        cairo_matrix_init(&set->flow, 0, 1, -1, 0, margins.left + wide, margins.top);
    } else {
        cairo_matrix_init_translate(&set->flow, margins.left, margins.top);
    }
    return true;
}
