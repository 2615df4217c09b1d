#include "internal.h"

#include <math.h>

// Points at which a stripe's edges are looked at for their bounds.
enum { SAMPLES = 128 };

// The line's place on its circle, whose innermost baseline touches the origin.
typedef struct circle {
    double radius;  // of the baseline
    double even;    // at which letters keep the distance they have on a straight line
    double out;   // from the innermost baseline
    double sign;  // 1 arches, -1 sags
} circle;

// At a distance along the baseline from its middle, and off it towards the letters' tops.
static void point(circle circle, double along, double up, double *x, double *y) {
    double angle = along / circle.even, half = sin(angle / 2);
    double fall = 2 * circle.radius * half * half;  // from the top of the circle, exact for small angles
    *x = circle.radius * sin(angle) + circle.sign * up * sin(angle);
    *y = circle.sign * (fall - circle.out) - up * cos(angle);
}

// Towards the middle letters come closer to each other: their feet do so if they arch, their heads if they sag.
static double tight_side(const typesetting_set *set) {
    return set->request.arc > 0 ? 0 : 0.8 * set->reference.ascent * set->size;
}

double typesetting_arc_even(const typesetting_set *set, double radius) {
    return radius - tight_side(set);
}

static circle circle_of(const typesetting_set *set, int32_t index) {
    double sign = set->request.arc > 0 ? 1 : -1;
    int32_t steps = sign > 0 ? set->line_count - 1 - index : index;
    double out = steps * set->request.line_spacing * set->size;
    double radius = set->arc_radius + out;
    return (circle){radius, typesetting_arc_even(set, radius), out, sign};
}

static int cluster_end(const PangoGlyphString *glyphs, int first) {
    int end = first + 1;
    while (end < glyphs->num_glyphs && glyphs->log_clusters[end] == glyphs->log_clusters[first]) end++;
    return end;
}

static void add_run(typesetting_set *set, circle circle, PangoLayoutRun *run, double *along, cairo_t *canvas) {
    for (int first = 0, end; first < run->glyphs->num_glyphs; first = end) {
        end = cluster_end(run->glyphs, first);
        double width = 0;
        for (int i = first; i < end; i++) width += (double)run->glyphs->glyphs[i].geometry.width / PANGO_SCALE;
        double x, y, middle = *along + width / 2;
        point(circle, middle, 0, &x, &y);
        cairo_matrix_t place;
        cairo_matrix_init_translate(&place, x, y);
        cairo_matrix_rotate(&place, circle.sign * middle / circle.even);
        cairo_matrix_translate(&place, -width / 2, -(double)run->y_offset / PANGO_SCALE);
        typesetting_add_glyphs(set, canvas, run, first, end, &place);
        *along += width;
    }
}

static area stripe_bounds(const typesetting_set *set, int32_t index) {
    circle circle = circle_of(set, index);
    double half = fmin(G_PI * circle.even, set->lines[index].width / 2);
    double edges[] = {backed_ascent(set->reference) * set->size, -set->reference.descent * set->size};
    area bounds = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int i = 0; i < 2 * SAMPLES; i++) {
        double x, y;
        point(circle, half * (i / 2 * 2.0 / (SAMPLES - 1) - 1), edges[i % 2], &x, &y);
        bounds = (area){fmin(bounds.left, x), fmin(bounds.top, y), fmax(bounds.right, x), fmax(bounds.bottom, y)};
    }
    return bounds;
}

// Bends the lines about the origin, and says how far they reach.
static area bend(typesetting_set *set, cairo_t *canvas) {
    area reach = {0, 0, 0, 0};
    for (int32_t i = 0; i < set->line_count; i++) {
        double along = -set->lines[i].width / 2;
        for (GSList *each = set->lines[i].text->runs; each != NULL; each = each->next)
            add_run(set, circle_of(set, i), each->data, &along, canvas);
        if (set->request.backing == TYPESETTING_STRIPES) reach = typesetting_union(reach, stripe_bounds(set, i));
    }
    return typesetting_union(reach, typesetting_ink(set, canvas));
}

static double lead(typesetting_place place, double room) {
    return place == TYPESETTING_MIDDLE ? room / 2 : place == TYPESETTING_END ? room : 0;
}

static void move(typesetting_set *set, cairo_t *canvas, double x, double y) {
    cairo_path_t *bent = cairo_copy_path(canvas);
    cairo_new_path(canvas);
    cairo_translate(canvas, x, y);
    cairo_append_path(canvas, bent);
    cairo_path_destroy(bent);
    cairo_identity_matrix(canvas);
    for (size_t i = 0; i < set->emoji_count; i++) {
        set->emoji[i].place.x0 += x;
        set->emoji[i].place.y0 += y;
    }
    set->outlines = cairo_copy_path(canvas);
    set->ink = typesetting_ink(set, canvas);
    set->arc_x = x;
    set->arc_y = y + (set->request.arc > 0 ? set->arc_radius : -set->arc_radius);
}

// No tighter than a radius of the size, however much bend is asked for; the ends of a whole circle stay apart by a narrow space.
static double radius_for(const typesetting_set *set, double size) {
    double longest = 0;
    for (int32_t i = 0; i < set->line_count; i++) longest = fmax(longest, set->lines[i].width);
    double bend = fabs(set->request.arc) / 180 * G_PI;
    return fmax(size, (longest + size * 0.4 * bend / (2 * G_PI)) / bend + tight_side(set));
}

bool typesetting_arc(typesetting_set *set, double size) {
    area margins = typesetting_margins(set, size);
    double wide = set->request.width - margins.left - margins.right;
    double high = set->request.height - margins.top - margins.bottom;
    if (wide <= 0 || high <= 0) return false;
    typesetting_letters_clear(set);
    double widest;
    typesetting_layout_spans(set, typesetting_break(set, -1, &widest), size, -1);
    set->arc_radius = radius_for(set, size);
    cairo_t *canvas = typesetting_scratch();
    area reach = bend(set, canvas);
    double spare_wide = wide - (reach.right - reach.left), spare_high = high - (reach.bottom - reach.top);
    bool fits = spare_wide >= 0 && spare_high >= 0;
    if (fits) {
        double x = margins.left + lead(set->request.along, spare_wide) - reach.left;
        double y = margins.top + lead(set->request.across, spare_high) - reach.top;
        move(set, canvas, x, y);
        set->block = (area){reach.left + x, reach.top + y, reach.right + x, reach.bottom + y};
    }
    cairo_destroy(canvas);
    return fits;
}
