#include "internal.h"

#include <math.h>

static bool is_arc(const typesetting_set *set) {
    return set->request.arc != 0;
}

static area stripe(const typesetting_set *set, const line *line) {
    double padding = set->request.padding * set->size;
    area stripe = {line->along, line->across - backed_ascent(set->reference) * set->size, line->along + line->width,
                   line->across + set->reference.descent * set->size};
    return typesetting_grown(stripe, padding);
}

static area box(const typesetting_set *set) {
    double padding = set->request.padding * set->size;
    area box = typesetting_grown(set->block, padding);
    if (set->request.backing == TYPESETTING_PILL) {
        box.left -= padding;
        box.right += padding;
    }
    return box;
}

static void round_box(cairo_t *canvas, area box, double radius) {
    double round = fmin(radius, fmin(box.right - box.left, box.bottom - box.top) / 2);
    cairo_new_sub_path(canvas);
    cairo_arc(canvas, box.right - round, box.top + round, round, -G_PI_2, 0);
    cairo_arc(canvas, box.right - round, box.bottom - round, round, 0, G_PI_2);
    cairo_arc(canvas, box.left + round, box.bottom - round, round, G_PI_2, G_PI);
    cairo_arc(canvas, box.left + round, box.top + round, round, G_PI, -G_PI_2);
    cairo_close_path(canvas);
}

// The radius of a line's baseline.
static double baseline(const typesetting_set *set, int32_t index) {
    int32_t out = set->request.arc > 0 ? set->line_count - 1 - index : index;
    return set->arc_radius + out * set->request.line_spacing * set->size;
}

static void bend(const typesetting_set *set, cairo_t *canvas) {
    const typesetting_request *asked = &set->request;
    double size = set->size, sign = asked->arc > 0 ? 1 : -1;
    for (int32_t i = 0; i < set->line_count; i++) {
        double radius = baseline(set, i);
        double ascent = backed_ascent(set->reference), descent = set->reference.descent;
        double middle = radius + sign * (ascent - descent) / 2 * size;
        double wide = (ascent + descent + 2 * asked->padding) * size;
        double half = fmin(G_PI, (set->lines[i].width / 2 + asked->padding * size) / typesetting_arc_even(set, radius));
        cairo_set_line_width(canvas, fmin(wide, 2 * middle));
        cairo_new_path(canvas);
        cairo_arc(canvas, set->arc_x, set->arc_y, middle, -sign * G_PI_2 - half, -sign * G_PI_2 + half);
        cairo_stroke(canvas);
    }
}

area typesetting_backing_bounds(const typesetting_set *set) {
    area bounds = {0, 0, 0, 0};
    if (set->request.backing == TYPESETTING_BARE) return bounds;
    if (is_arc(set)) {
        bool pill = set->request.backing == TYPESETTING_PILL;
        return pill ? box(set) : typesetting_grown(set->block, set->request.padding * set->size);
    }
    if (set->request.backing != TYPESETTING_STRIPES) return typesetting_turned(box(set), &set->flow);
    for (int32_t i = 0; i < set->line_count; i++) {
        if (set->lines[i].width > 0)
            bounds = typesetting_union(bounds, typesetting_turned(stripe(set, &set->lines[i]), &set->flow));
    }
    return bounds;
}

void typesetting_backing_draw(const typesetting_set *set, cairo_t *canvas) {
    const typesetting_request *asked = &set->request;
    if (asked->backing == TYPESETTING_BARE) return;
    typesetting_colour(canvas, asked->backing_colour);
    if (is_arc(set) && asked->backing == TYPESETTING_STRIPES) {
        bend(set, canvas);
        return;
    }
    cairo_save(canvas);
    if (!is_arc(set)) cairo_transform(canvas, &set->flow);
    cairo_new_path(canvas);
    switch (asked->backing) {
    case TYPESETTING_BARE: break;
    case TYPESETTING_BOX: round_box(canvas, box(set), 0); break;
    case TYPESETTING_ROUNDED: round_box(canvas, box(set), asked->radius * set->size); break;
    case TYPESETTING_PILL: round_box(canvas, box(set), INFINITY); break;
    case TYPESETTING_STRIPES:
        for (int32_t i = 0; i < set->line_count; i++) {
            if (set->lines[i].width > 0) round_box(canvas, stripe(set, &set->lines[i]), asked->radius * set->size);
        }
        break;
    }
    cairo_fill(canvas);
    cairo_restore(canvas);
}
