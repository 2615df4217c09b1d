#include "internal.h"

#include <math.h>

bool typesetting_is_empty(area one) {
    return !(one.right > one.left && one.bottom > one.top);
}

area typesetting_union(area one, area other) {
    if (typesetting_is_empty(one)) return other;
    if (typesetting_is_empty(other)) return one;
    return (area){fmin(one.left, other.left), fmin(one.top, other.top), fmax(one.right, other.right),
                  fmax(one.bottom, other.bottom)};
}

area typesetting_grown(area one, double by) {
    return (area){one.left - by, one.top - by, one.right + by, one.bottom + by};
}

area typesetting_turned(area one, const cairo_matrix_t *by) {
    double x[] = {one.left, one.right, one.right, one.left}, y[] = {one.top, one.top, one.bottom, one.bottom};
    area whole = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int i = 0; i < 4; i++) {
        cairo_matrix_transform_point(by, &x[i], &y[i]);
        whole = (area){fmin(whole.left, x[i]), fmin(whole.top, y[i]), fmax(whole.right, x[i]),
                       fmax(whole.bottom, y[i])};
    }
    return whole;
}

void typesetting_colour(cairo_t *canvas, uint32_t colour) {
    cairo_set_source_rgba(canvas, (colour >> 24) / 255.0, (colour >> 16 & 0xFF) / 255.0, (colour >> 8 & 0xFF) / 255.0,
                          (colour & 0xFF) / 255.0);
}
