#include "internal.h"

// Hundredths of a pixel: a drawing may be enlarged.
static void append_point(GString *path, cairo_path_data_t point) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_c(path, ' ');
    g_string_append(path, g_ascii_formatd(number, sizeof number, "%.2f", point.point.x));
    g_string_append_c(path, ' ');
    g_string_append(path, g_ascii_formatd(number, sizeof number, "%.2f", point.point.y));
}

static char letter_of(cairo_path_data_type_t type) {
    switch (type) {
    case CAIRO_PATH_MOVE_TO: return 'M';
    case CAIRO_PATH_LINE_TO: return 'L';
    case CAIRO_PATH_CURVE_TO: return 'C';
    case CAIRO_PATH_CLOSE_PATH: return 'Z';
    }
}

char *typesetting_outlines(const typesetting_set *set) {
    GString *path = g_string_new(NULL);
    const cairo_path_t *outlines = set->outlines;
    for (int i = 0; i < outlines->num_data; i += outlines->data[i].header.length) {
        const cairo_path_data_t *part = &outlines->data[i];
        g_string_append_c(path, letter_of(part->header.type));
        for (int point = 1; point < part->header.length; point++) append_point(path, part[point]);
    }
    return g_string_free(path, FALSE);
}

void typesetting_outlines_release(char *outlines) {
    g_free(outlines);
}

size_t typesetting_picture_count(const typesetting_set *set) {
    return set->emoji_count;
}

bool typesetting_picture_of(const typesetting_set *set, size_t index, typesetting_picture *picture) {
    const emoji *emoji = &set->emoji[index];
    area bounds;
    if (!typesetting_emoji_bounds(emoji, set->size, &bounds)) return false;
    hb_blob_t *png = hb_ot_color_glyph_reference_png(pango_font_get_hb_font(emoji->font), emoji->glyph);
    unsigned int count = 0;
    const char *bytes = hb_blob_get_data(png, &count);
    *picture = (typesetting_picture){bounds.left, bounds.top, bounds.right - bounds.left, bounds.bottom - bounds.top,
                                     (const uint8_t *)bytes, count, png};
    return true;
}

void typesetting_picture_release(typesetting_picture *picture) {
    hb_blob_destroy(picture->owner);
}
