#include "internal.h"

#include <math.h>

// Pango counts in 1/1024 pixels with 32 bits; lines longer than this many pixels could not be counted and fit no box.
static const double longest_line = 2000000;

static bool fits(typesetting_set *set, double size) {
    return set->request.arc != 0 ? typesetting_arc(set, size) : typesetting_straight(set, size);
}

// The longest line that is broken nowhere, in em.
static double natural_width(const typesetting_set *set) {
    double widest;
    typesetting_break(set, -1, &widest);
    return widest;
}

static double most_possible(typesetting_set *set) {
    const typesetting_request *asked = &set->request;
    double tall = asked->vertical ? asked->width : asked->height;
    double by_height = set->reference.ascent > 0.1 ? tall / set->reference.ascent : tall * 10;
    return fmin(by_height, longest_line / fmax(1, natural_width(set)));
}

// Whether it fits is monotone in the size: nothing is hinted, so that letters and lines grow in proportion.
static typesetting_status search(typesetting_set *set, typesetting_call *call) {
    typesetting_measure(set);
    double least = set->request.least_size, most = set->request.most_size, limit = most_possible(set);
    if (least > limit) return TYPESETTING_DOES_NOT_FIT;
    if (!fits(set, least)) return TYPESETTING_DOES_NOT_FIT;
    double good = least, bad = fmin(most, floor(limit)) + 1;
    while (least < most && bad - good > 1) {
        if (typesetting_call_is_stopped(call)) return TYPESETTING_STOPPED;
        double middle = floor((good + bad) / 2);
        *(fits(set, middle) ? &good : &bad) = middle;
    }
    if (!fits(set, good)) return TYPESETTING_FAILED;
    if (set->request.arc == 0) typesetting_letters_straight(set);
    return TYPESETTING_OK;
}

typesetting_status typesetting_fit(const typesetting_words *words, const typesetting_request *request,
                                   typesetting_call *call, typesetting_set **out) {
    *out = NULL;
    typesetting_set *set = g_new0(typesetting_set, 1);
    set->request = *request;
    typesetting_status status = typesetting_layout_new(set, words) ? search(set, call) : TYPESETTING_FAILED;
    if (status == TYPESETTING_OK && typesetting_call_is_stopped(call)) status = TYPESETTING_STOPPED;
    if (status == TYPESETTING_OK) {
        *out = set;
    } else {
        typesetting_release(set);
    }
    return status;
}

static area whole_ink(const typesetting_set *set) {
    const typesetting_request *asked = &set->request;
    area ink = set->ink;
    if (!typesetting_is_empty(ink)) {
        ink = typesetting_grown(ink, asked->outline * set->size);
        if (asked->has_shadow) {
            double x = asked->shadow_x * set->size, y = asked->shadow_y * set->size;
            area shadow = typesetting_grown(ink, typesetting_blur_reach(asked->shadow_blur * set->size / 2));
            shadow = (area){shadow.left + x, shadow.top + y, shadow.right + x, shadow.bottom + y};
            ink = typesetting_union(ink, shadow);
        }
    }
    return typesetting_union(ink, typesetting_backing_bounds(set));
}

// Whole pixels around an area; a fiftieth of one more, which rounding makes, is none.
static typesetting_bounds bounds_of(area one) {
    if (typesetting_is_empty(one)) return (typesetting_bounds){0, 0, 0, 0};
    double left = floor(one.left + 0.02), top = floor(one.top + 0.02);
    return (typesetting_bounds){(int32_t)left, (int32_t)top, (int32_t)(ceil(one.right - 0.02) - left),
                                (int32_t)(ceil(one.bottom - 0.02) - top)};
}

typesetting_metrics typesetting_metrics_of(const typesetting_set *set) {
    cairo_matrix_t turn = typesetting_turn(set);
    area box = {0, 0, set->request.width, set->request.height};
    return (typesetting_metrics){set->size, set->line_count, set->unknown,
                                 bounds_of(whole_ink(set)), bounds_of(typesetting_turned(box, &turn))};
}

void typesetting_release(typesetting_set *set) {
    if (set == NULL) return;
    typesetting_letters_clear(set);
    g_free(set->emoji);
    for (int32_t i = 0; i < set->line_count; i++) g_object_unref(set->lines[i].layout);
    g_free(set->lines);
    g_free(set->spans);
    g_free(set->paragraphs);
    g_free(set->letters);
    g_free(set->text);
    if (set->font != NULL) pango_font_description_free(set->font);
    if (set->forwards != NULL) g_object_unref(set->forwards);
    if (set->backwards != NULL) g_object_unref(set->backwards);
    if (set->fonts != NULL) g_object_unref(set->fonts);
    g_free(set);
}
