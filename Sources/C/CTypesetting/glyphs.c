#include "internal.h"

// Outlines come from HarfBuzz, in the font's own units, so that they are exact at any size and touch nothing that threads share.
static void move_to(hb_draw_funcs_t *table, void *canvas, hb_draw_state_t *state, float x, float y, void *data) {
    (void)table, (void)state, (void)data;
    cairo_move_to(canvas, x, y);
}

static void line_to(hb_draw_funcs_t *table, void *canvas, hb_draw_state_t *state, float x, float y, void *data) {
    (void)table, (void)state, (void)data;
    cairo_line_to(canvas, x, y);
}

static void curve_to(hb_draw_funcs_t *table, void *canvas, hb_draw_state_t *state, float x1, float y1, float x2,
                     float y2, float x3, float y3, void *data) {
    (void)table, (void)state, (void)data;
    cairo_curve_to(canvas, x1, y1, x2, y2, x3, y3);
}

static void close_path(hb_draw_funcs_t *table, void *canvas, hb_draw_state_t *state, void *data) {
    (void)table, (void)state, (void)data;
    cairo_close_path(canvas);
}

// Made once and kept; curves of the second degree come as those of the third.
static hb_draw_funcs_t *pen(void) {
    static gsize begun = 0;
    static hb_draw_funcs_t *made = NULL;
    if (g_once_init_enter(&begun)) {
        made = hb_draw_funcs_create();
        hb_draw_funcs_set_move_to_func(made, move_to, NULL, NULL);
        hb_draw_funcs_set_line_to_func(made, line_to, NULL, NULL);
        hb_draw_funcs_set_cubic_to_func(made, curve_to, NULL, NULL);
        hb_draw_funcs_set_close_path_func(made, close_path, NULL, NULL);
        hb_draw_funcs_make_immutable(made);
        g_once_init_leave(&begun, 1);
    }
    return made;
}

// The run's font without a size; the caller's.
static hb_font_t *plain_font(const PangoLayoutRun *run) {
    PangoFont *font = run->item->analysis.font;
    hb_font_t *shaped = font == NULL ? NULL : pango_font_get_hb_font(font);
    return shaped == NULL ? NULL : hb_font_create(hb_font_get_face(shaped));
}

// From the font's units, up being positive, to pixels; slanted if the font has no italic of its own.
static cairo_matrix_t scale_of(const PangoLayoutRun *run, hb_font_t *plain, double size) {
    double unit = size / hb_face_get_upem(hb_font_get_face(plain));
    FcMatrix *given = NULL, slant = {1, 0, 0, 1};
    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(run->item->analysis.font));
    if (FcPatternGetMatrix(pattern, FC_MATRIX, 0, &given) == FcResultMatch) slant = *given;
    cairo_matrix_t scale;
    cairo_matrix_init(&scale, slant.xx * unit, -slant.yx * unit, slant.xy * unit, -slant.yy * unit, 0, 0);
    return scale;
}

cairo_matrix_t typesetting_glyph_place(const PangoLayoutRun *run, int glyph, double along) {
    PangoGlyphGeometry geometry = run->glyphs->glyphs[glyph].geometry;
    cairo_matrix_t place;
    cairo_matrix_init_translate(&place, along + (double)geometry.x_offset / PANGO_SCALE,
                                (double)geometry.y_offset / PANGO_SCALE);
    cairo_matrix_rotate(&place, pango_gravity_to_rotation(run->item->analysis.gravity));
    return place;
}

// Empty ones, and what even the sign for unknown characters has no font for.
static bool is_shown(PangoGlyph glyph) {
    return glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0;
}

void typesetting_trace_glyphs(cairo_t *canvas, PangoLayoutRun *run, int first, int end, double size) {
    hb_font_t *plain = plain_font(run);
    double along = 0;
    for (int i = first; i < end; i++) {
        PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
        if (plain != NULL && is_shown(glyph)) {
            cairo_matrix_t place = typesetting_glyph_place(run, i, along), scale = scale_of(run, plain, size);
            cairo_save(canvas);
            cairo_transform(canvas, &place);
            cairo_transform(canvas, &scale);
            hb_font_get_glyph_shape(plain, glyph, pen(), canvas);
            cairo_restore(canvas);
        }
        along += (double)run->glyphs->glyphs[i].geometry.width / PANGO_SCALE;
    }
    if (plain != NULL) hb_font_destroy(plain);
}

static area glyph_ink(const PangoLayoutRun *run, hb_font_t *plain, int glyph, double along, double size) {
    hb_glyph_extents_t box;
    if (!hb_font_get_glyph_extents(plain, run->glyphs->glyphs[glyph].glyph, &box)) return (area){0, 0, 0, 0};
    area units = {box.x_bearing, box.y_bearing + box.height, box.x_bearing + box.width, box.y_bearing};
    if (typesetting_is_empty(units)) return (area){0, 0, 0, 0};
    cairo_matrix_t place = typesetting_glyph_place(run, glyph, along), scale = scale_of(run, plain, size), all;
    if (typesetting_is_pictured(run->item->analysis.font)) {
        double unit = size / hb_face_get_upem(hb_font_get_face(plain));
        cairo_matrix_init_scale(&scale, unit, -unit);
    }
    cairo_matrix_multiply(&all, &scale, &place);
    return typesetting_turned(units, &all);
}

area typesetting_glyphs_ink(PangoLayoutRun *run, int first, int end, double size) {
    area ink = {0, 0, 0, 0};
    hb_font_t *plain = plain_font(run);
    double along = 0;
    for (int i = first; i < end; i++) {
        if (plain != NULL && is_shown(run->glyphs->glyphs[i].glyph))
            ink = typesetting_union(ink, glyph_ink(run, plain, i, along, size));
        along += (double)run->glyphs->glyphs[i].geometry.width / PANGO_SCALE;
    }
    if (plain != NULL) hb_font_destroy(plain);
    return ink;
}

double typesetting_drop_of(const PangoLayoutRun *run, bool vertical, double size) {
    double drop = -(double)run->y_offset / PANGO_SCALE;
    if (!vertical || PANGO_GRAVITY_IS_VERTICAL(run->item->analysis.gravity)) return drop;
    hb_font_t *plain = plain_font(run);
    if (plain == NULL) return drop;
    hb_font_extents_t extents = {0};
    hb_font_get_h_extents(plain, &extents);
    double unit = size / hb_face_get_upem(hb_font_get_face(plain));
    hb_font_destroy(plain);
    return drop + (extents.ascender + extents.descender) / 2.0 * unit;
}
