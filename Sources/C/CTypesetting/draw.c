#include "internal.h"

#include <math.h>

// Exact for quarter turns.
cairo_matrix_t typesetting_turn(const typesetting_set *set) {
    double degrees = fmod(set->request.rotation, 360), radians = degrees / 180 * G_PI;
    double quarters = degrees / 90;
    bool exact = quarters == floor(quarters);
    double cosine = exact ? round(cos(radians)) : cos(radians), sine = exact ? round(sin(radians)) : sin(radians);
    double x = set->request.width / 2.0, y = set->request.height / 2.0;
    cairo_matrix_t turn;
    cairo_matrix_init(&turn, cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y);
    return turn;
}

static cairo_pattern_t *gradient(const typesetting_set *set) {
    const typesetting_request *asked = &set->request;
    double radians = asked->fill_angle / 180 * G_PI, cosine = cos(radians), sine = sin(radians);
    double x = (set->ink.left + set->ink.right) / 2, y = (set->ink.top + set->ink.bottom) / 2;
    double reach = (fabs((set->ink.right - set->ink.left) * cosine) + fabs((set->ink.bottom - set->ink.top) * sine)) / 2;
    cairo_pattern_t *pattern = cairo_pattern_create_linear(x - reach * cosine, y - reach * sine, x + reach * cosine,
                                                           y + reach * sine);
    for (int32_t i = 0; i < asked->stop_count; i++) {
        uint32_t colour = asked->stops[i].colour;
        cairo_pattern_add_color_stop_rgba(pattern, asked->stops[i].at, (colour >> 24) / 255.0,
                                          (colour >> 16 & 0xFF) / 255.0, (colour >> 8 & 0xFF) / 255.0,
                                          (colour & 0xFF) / 255.0);
    }
    return pattern;
}

static void fill_letters(const typesetting_set *set, cairo_t *canvas) {
    cairo_new_path(canvas);
    cairo_append_path(canvas, set->outlines);
    cairo_fill(canvas);
}

static void stroke_letters(const typesetting_set *set, cairo_t *canvas) {
    cairo_new_path(canvas);
    cairo_append_path(canvas, set->outlines);
    cairo_set_line_width(canvas, 2 * set->request.outline * set->size);
    cairo_set_line_join(canvas, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(canvas);
}

static bool is_filled_opaquely(const typesetting_request *asked) {
    for (int32_t i = 0; i < asked->stop_count; i++) {
        if ((asked->stops[i].colour & 0xFF) != 0xFF) return false;
    }
    return true;
}

// Half of the line lies under the letters, where only those that let it through show it: it is cut out there.
static void draw_outline(const typesetting_set *set, cairo_t *canvas) {
    bool cut = !is_filled_opaquely(&set->request);
    if (cut) cairo_push_group(canvas);
    typesetting_colour(canvas, set->request.outline_colour);
    stroke_letters(set, canvas);
    if (!cut) return;
    cairo_set_source_rgba(canvas, 0, 0, 0, 1);
    cairo_set_operator(canvas, CAIRO_OPERATOR_DEST_OUT);
    fill_letters(set, canvas);
    cairo_set_operator(canvas, CAIRO_OPERATOR_OVER);
    cairo_pop_group_to_source(canvas);
    cairo_paint(canvas);
}

static void draw_letters(const typesetting_set *set, cairo_t *canvas) {
    if (set->request.stop_count == 1) {
        typesetting_colour(canvas, set->request.stops[0].colour);
    } else {
        cairo_pattern_t *pattern = gradient(set);
        cairo_set_source(canvas, pattern);
        cairo_pattern_destroy(pattern);
    }
    fill_letters(set, canvas);
    typesetting_emoji_draw(set, canvas);
}

// Whole pixels of the canvas that the letters' shadow starts from, before it is moved and blurred, and no more than show in the end.
static area shadow_frame(const typesetting_set *set, const cairo_matrix_t *place, double x, double y, int reach,
                         cairo_surface_t *surface) {
    area ink = typesetting_turned(typesetting_grown(set->ink, set->request.outline * set->size), place);
    area frame = typesetting_grown(ink, reach + 1);
    double wide = cairo_image_surface_get_width(surface), high = cairo_image_surface_get_height(surface);
    return (area){floor(fmax(frame.left, -x - reach)), floor(fmax(frame.top, -y - reach)),
                  ceil(fmin(frame.right, wide - x + reach)), ceil(fmin(frame.bottom, high - y + reach))};
}

static void draw_shadow(const typesetting_set *set, cairo_t *canvas) {
    const typesetting_request *asked = &set->request;
    cairo_matrix_t place;
    cairo_get_matrix(canvas, &place);
    double x = asked->shadow_x * set->size, y = asked->shadow_y * set->size, deviation = asked->shadow_blur * set->size / 2;
    cairo_matrix_transform_distance(&place, &x, &y);
    area frame = shadow_frame(set, &place, x, y, typesetting_blur_reach(deviation), cairo_get_target(canvas));
    if (typesetting_is_empty(set->ink) || typesetting_is_empty(frame)) return;
    cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A8, (int)(frame.right - frame.left),
                                                       (int)(frame.bottom - frame.top));
    cairo_t *shape = cairo_create(mask);
    cairo_translate(shape, -frame.left, -frame.top);
    cairo_transform(shape, &place);
    fill_letters(set, shape);
    if (asked->outline > 0) stroke_letters(set, shape);
    typesetting_emoji_draw(set, shape);
    cairo_destroy(shape);
    typesetting_blur(mask, deviation);
    cairo_save(canvas);
    cairo_identity_matrix(canvas);
    typesetting_colour(canvas, asked->shadow_colour);
    cairo_mask_surface(canvas, mask, frame.left + round(x), frame.top + round(y));
    cairo_restore(canvas);
    cairo_surface_destroy(mask);
}

static typesetting_status paint(const typesetting_set *set, typesetting_call *call, cairo_t *canvas) {
    typesetting_backing_draw(set, canvas);
    if (typesetting_call_is_stopped(call)) return TYPESETTING_STOPPED;
    if (set->request.has_shadow) draw_shadow(set, canvas);
    if (typesetting_call_is_stopped(call)) return TYPESETTING_STOPPED;
    if (set->request.outline > 0) draw_outline(set, canvas);
    if (typesetting_call_is_stopped(call)) return TYPESETTING_STOPPED;
    draw_letters(set, canvas);
    if (typesetting_call_is_stopped(call)) return TYPESETTING_STOPPED;
    return cairo_status(canvas) == CAIRO_STATUS_SUCCESS ? TYPESETTING_OK : TYPESETTING_FAILED;
}

static uint8_t straight(uint32_t premultiplied, uint32_t alpha) {
    uint32_t value = (premultiplied * 255 + alpha / 2) / alpha;
    return (uint8_t)(value > 255 ? 255 : value);
}

// In place, from Cairo's premultiplied words.
static void straighten(uint32_t *argb, size_t count, double opacity) {
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = argb[i], alpha = pixel >> 24;
        uint8_t *out = (uint8_t *)&argb[i];
        if (alpha == 0) continue;
        out[0] = straight(pixel >> 16 & 0xFF, alpha);
        out[1] = straight(pixel >> 8 & 0xFF, alpha);
        out[2] = straight(pixel & 0xFF, alpha);
        out[3] = (uint8_t)(alpha * opacity + 0.5);
    }
}

typesetting_status typesetting_draw(const typesetting_set *set, typesetting_call *call, void *pixels) {
    typesetting_bounds picture = typesetting_metrics_of(set).picture;
    cairo_surface_t *surface = cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_ARGB32, picture.width,
                                                                   picture.height, picture.width * 4);
    cairo_t *canvas = cairo_create(surface);
    cairo_matrix_t turn = typesetting_turn(set);
    cairo_set_antialias(canvas, CAIRO_ANTIALIAS_BEST);
    cairo_translate(canvas, -picture.x, -picture.y);
    cairo_transform(canvas, &turn);
    typesetting_status status = paint(set, call, canvas);
    cairo_destroy(canvas);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    if (status != TYPESETTING_OK) return status;
    straighten(pixels, (size_t)picture.width * (size_t)picture.height, set->request.opacity);
    return TYPESETTING_OK;
}
