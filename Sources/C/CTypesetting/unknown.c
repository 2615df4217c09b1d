#include "internal.h"

#include <string.h>

// Pango would draw a frame with the character's number, and tells now one width of it and now another.
static const char *const signs[] = {"□", "?"};

// Any size would do.
static const double sample = 20;

static void collect(PangoLayout *layout, GHashTable *unknown) {
    for (GSList *line = pango_layout_get_lines_readonly(layout); line != NULL; line = line->next) {
        for (GSList *each = ((PangoLayoutLine *)line->data)->runs; each != NULL; each = each->next) {
            PangoGlyphString *glyphs = ((PangoLayoutRun *)each->data)->glyphs;
            for (int i = 0; i < glyphs->num_glyphs; i++) {
                PangoGlyph glyph = glyphs->glyphs[i].glyph;
                if (glyph == PANGO_GLYPH_EMPTY || (glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) continue;
                g_hash_table_add(unknown, GUINT_TO_POINTER(glyph & ~PANGO_GLYPH_UNKNOWN_FLAG));
            }
        }
    }
}

static int32_t replace(typesetting_set *set, GHashTable *unknown, const char *sign) {
    GString *text = g_string_new(NULL);
    int32_t count = 0;
    for (const char *at = set->text; *at != 0; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        if (g_hash_table_contains(unknown, GUINT_TO_POINTER(letter))) {
            g_string_append(text, sign);
            count++;
        } else {
            g_string_append_unichar(text, letter);
        }
    }
    g_free(set->text);
    set->text = g_string_free(text, FALSE);
    return count;
}

void typesetting_replace_unknown(typesetting_set *set) {
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        PangoLayout *layout = typesetting_layout_of(set, set->text, strlen(set->text), sample, false);
        GHashTable *unknown = g_hash_table_new(NULL, NULL);
        if (pango_layout_get_unknown_glyphs_count(layout) > 0) collect(layout, unknown);
        int32_t count = g_hash_table_size(unknown) > 0 ? replace(set, unknown, signs[i]) : 0;
        set->unknown = set->unknown > count ? set->unknown : count;
        g_hash_table_destroy(unknown);
        g_object_unref(layout);
        if (count == 0) return;
    }
}
