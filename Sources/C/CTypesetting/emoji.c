#include "internal.h"

#include <string.h>

// Decoded pictures that are kept while a text is drawn; each has some 70 KB.
enum { MOST_KEPT = 64 };

bool typesetting_is_pictured(PangoFont *font) {
    hb_font_t *shaped = pango_font_get_hb_font(font);
    return shaped != NULL && hb_ot_color_has_png(hb_font_get_face(shaped));
}

static bool is_picture(const emoji *emoji) {
    return (emoji->glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0;
}

// The glyph's picture in pixels about its origin, down being positive.
static bool frame_of(const emoji *emoji, double size, area *frame) {
    hb_face_t *face = hb_font_get_face(pango_font_get_hb_font(emoji->font));
    hb_font_t *plain = hb_font_create(face);
    double unit = size / hb_face_get_upem(face);
    hb_glyph_extents_t extents = {0, 0, 0, 0};
    bool known = is_picture(emoji) && hb_font_get_glyph_extents(plain, emoji->glyph, &extents);
    hb_font_destroy(plain);
    *frame = (area){extents.x_bearing * unit, -extents.y_bearing * unit, (extents.x_bearing + extents.width) * unit,
                    -(extents.y_bearing + extents.height) * unit};
    return known && !typesetting_is_empty(*frame);
}

bool typesetting_emoji_bounds(const emoji *emoji, double size, area *bounds) {
    area frame;
    if (!frame_of(emoji, size, &frame)) return false;
    *bounds = typesetting_turned(frame, &emoji->place);
    return true;
}

typedef struct reader {
    const char *bytes;
    unsigned int left;
} reader;

static cairo_status_t read_bytes(void *closure, unsigned char *into, unsigned int count) {
    reader *from = closure;
    if (count > from->left) return CAIRO_STATUS_READ_ERROR;
    memcpy(into, from->bytes, count);
    from->bytes += count;
    from->left -= count;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *decoded(const emoji *emoji) {
    hb_blob_t *png = hb_ot_color_glyph_reference_png(pango_font_get_hb_font(emoji->font), emoji->glyph);
    reader from = {0};
    from.bytes = hb_blob_get_data(png, &from.left);
    cairo_surface_t *picture = cairo_image_surface_create_from_png_stream(read_bytes, &from);
    hb_blob_destroy(png);
    return picture;
}

// The table's, from its glyph.
static cairo_surface_t *picture_of(const emoji *emoji, GHashTable *kept) {
    cairo_surface_t *picture = g_hash_table_lookup(kept, GUINT_TO_POINTER(emoji->glyph));
    if (picture != NULL) return picture;
    if (g_hash_table_size(kept) >= MOST_KEPT) g_hash_table_remove_all(kept);
    picture = decoded(emoji);
    g_hash_table_insert(kept, GUINT_TO_POINTER(emoji->glyph), picture);
    return picture;
}

static void draw(const emoji *emoji, double size, GHashTable *kept, cairo_t *canvas) {
    area frame;
    if (!frame_of(emoji, size, &frame)) return;
    cairo_surface_t *picture = picture_of(emoji, kept);
    if (cairo_surface_status(picture) != CAIRO_STATUS_SUCCESS) return;
    double wide = cairo_image_surface_get_width(picture), high = cairo_image_surface_get_height(picture);
    cairo_save(canvas);
    cairo_transform(canvas, &emoji->place);
    cairo_translate(canvas, frame.left, frame.top);
    cairo_scale(canvas, (frame.right - frame.left) / wide, (frame.bottom - frame.top) / high);
    cairo_set_source_surface(canvas, picture, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(canvas), CAIRO_FILTER_BEST);
    cairo_paint(canvas);
    cairo_restore(canvas);
}

void typesetting_emoji_draw(const typesetting_set *set, cairo_t *canvas) {
    GHashTable *kept = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)cairo_surface_destroy);
    for (size_t i = 0; i < set->emoji_count; i++) draw(&set->emoji[i], set->size, kept, canvas);
    g_hash_table_destroy(kept);
}
