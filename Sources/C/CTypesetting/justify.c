#include "internal.h"

// A line gives way between words, and beside Han characters, kana and Hangul, which have no spaces between them.
static bool gives_way(gunichar letter) {
    switch (g_unichar_get_script(letter)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO: return true;
    default: return letter == ' ' || (letter >= 0x3000 && letter <= 0x303F) || (letter >= 0xFF00 && letter <= 0xFF60);
    }
}

// Clusters that give way; adds to each of them but the last one of the line.
static int spread(PangoLayout *layout, int places, int room) {
    const char *text = pango_layout_get_text(layout);
    int found = 0;
    for (GSList *each = pango_layout_get_line(layout, 0)->runs; each != NULL; each = each->next) {
        PangoLayoutRun *run = each->data;
        PangoGlyphItemIter cluster;
        for (bool more = pango_glyph_item_iter_init_start(&cluster, run, text); more;
             more = pango_glyph_item_iter_next_cluster(&cluster)) {
            bool is_last = each->next == NULL
                && (cluster.start_glyph < cluster.end_glyph ? cluster.end_glyph == run->glyphs->num_glyphs
                                                            : cluster.start_glyph + 1 == run->glyphs->num_glyphs);
            if (is_last || !gives_way(g_utf8_get_char(text + cluster.start_index))) continue;
            int glyph = cluster.start_glyph < cluster.end_glyph ? cluster.end_glyph - 1 : cluster.start_glyph;
            if (found < places)
                run->glyphs->glyphs[glyph].geometry.width += room / places + (found < room % places);
            found++;
        }
    }
    return found;
}

void typesetting_justify(PangoLayout *layout, double width) {
    int room = (int)((width - typesetting_width(pango_layout_get_line(layout, 0))) * PANGO_SCALE);
    int places = room > 0 ? spread(layout, 0, 0) : 0;
    if (places > 0) spread(layout, places, room);
}
