#include "internal.h"

cairo_t *typesetting_scratch(void) {
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *canvas = cairo_create(surface);
    cairo_surface_destroy(surface);
    return canvas;
}

void typesetting_letters_clear(typesetting_set *set) {
    if (set->outlines != NULL) cairo_path_destroy(set->outlines);
    set->outlines = NULL;
    set->emoji_count = 0;
}

static void add_emoji(typesetting_set *set, emoji emoji) {
    if (set->emoji_count == set->emoji_room) {
        set->emoji_room = set->emoji_room * 2 + 16;
        set->emoji = g_renew(struct emoji, set->emoji, set->emoji_room);
    }
    set->emoji[set->emoji_count++] = emoji;
}

static void add_pictures(typesetting_set *set, PangoLayoutRun *run, int first, int end, const cairo_matrix_t *place) {
    double along = 0;
    for (int i = first; i < end; i++) {
        PangoGlyphInfo *info = &run->glyphs->glyphs[i];
        emoji emoji = {run->item->analysis.font, info->glyph, typesetting_glyph_place(run, i, along)};
        cairo_matrix_multiply(&emoji.place, &emoji.place, place);
        if (info->glyph != PANGO_GLYPH_EMPTY) add_emoji(set, emoji);
        along += (double)info->geometry.width / PANGO_SCALE;
    }
}

// Glyphs `first` to before `end` of a run, the first one's origin where `place` puts that of the plane: outlines onto the canvas' path, pictures among the emoji.
void typesetting_add_glyphs(typesetting_set *set, cairo_t *canvas, PangoLayoutRun *run, int first, int end,
                            const cairo_matrix_t *place) {
    PangoFont *font = run->item->analysis.font;
    if (font != NULL && typesetting_is_pictured(font)) {
        add_pictures(set, run, first, end, place);
        return;
    }
    cairo_save(canvas);
    cairo_transform(canvas, place);
    typesetting_trace_glyphs(canvas, run, first, end, set->size);
    cairo_restore(canvas);
}

area typesetting_line_ink(PangoLayoutLine *line, bool vertical, double size) {
    area ink = {0, 0, 0, 0};
    double along = 0;
    for (GSList *each = line->runs; each != NULL; each = each->next) {
        PangoLayoutRun *run = each->data;
        area part = typesetting_glyphs_ink(run, 0, run->glyphs->num_glyphs, size);
        double drop = typesetting_drop_of(run, vertical, size);
        area placed = {part.left + along, part.top + drop, part.right + along, part.bottom + drop};
        ink = typesetting_union(ink, placed);
        along += (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;
    }
    return ink;
}

static void add_line(typesetting_set *set, const line *line, cairo_t *canvas) {
    double along = line->along;
    for (GSList *each = line->text->runs; each != NULL; each = each->next) {
        PangoLayoutRun *run = each->data;
        cairo_matrix_t place = set->flow;
        double drop = typesetting_drop_of(run, set->request.vertical, set->size);
        cairo_matrix_translate(&place, along, line->across + drop);
        typesetting_add_glyphs(set, canvas, run, 0, run->glyphs->num_glyphs, &place);
        along += (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;
    }
}

void typesetting_letters_straight(typesetting_set *set) {
    typesetting_letters_clear(set);
    cairo_t *canvas = typesetting_scratch();
    for (int32_t i = 0; i < set->line_count; i++) add_line(set, &set->lines[i], canvas);
    set->outlines = cairo_copy_path(canvas);
    set->ink = typesetting_ink(set, canvas);
    cairo_destroy(canvas);
}

// Around the canvas' path and the emoji.
area typesetting_ink(const typesetting_set *set, cairo_t *canvas) {
    area ink;
    cairo_fill_extents(canvas, &ink.left, &ink.top, &ink.right, &ink.bottom);
    for (size_t i = 0; i < set->emoji_count; i++) {
        area bounds;
        if (typesetting_emoji_bounds(&set->emoji[i], set->size, &bounds)) ink = typesetting_union(ink, bounds);
    }
    return ink;
}
