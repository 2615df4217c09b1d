#include "internal.h"

#include <math.h>
#include <string.h>

// How far a tab moves, in em.
static const double tab_width = 2;

// Sample letters are measured at this size, in pixels.
static const double sample = 1000;

static PangoContext *context_for(PangoFontMap *fonts, const typesetting_request *request, const char *language,
                                 PangoDirection direction) {
    PangoContext *context = pango_font_map_create_context(fonts);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string(language));
    if (request->vertical) pango_context_set_base_gravity(context, PANGO_GRAVITY_EAST);
    pango_context_set_base_dir(context, direction);
    return context;
}

static bool has_ideographs(const char *text, size_t count) {
    for (const char *at = text; at < text + count; at = g_utf8_next_char(at)) {
        switch (g_unichar_get_script(g_utf8_get_char(at))) {
        case G_UNICODE_SCRIPT_HAN:
        case G_UNICODE_SCRIPT_HIRAGANA:
        case G_UNICODE_SCRIPT_KATAKANA:
        case G_UNICODE_SCRIPT_HANGUL:
        case G_UNICODE_SCRIPT_BOPOMOFO: return true;
        default: break;
        }
    }
    return false;
}

// The ink of a sample, in em from its baseline.
static void measure(typesetting_set *set, const char *text, double *ascent, double *descent) {
    PangoLayout *layout = typesetting_layout_of(set, text, strlen(text), sample, false);
    area ink = typesetting_line_ink(pango_layout_get_line_readonly(layout, 0), set->request.vertical, sample);
    *ascent = -ink.top / sample;
    *descent = fmax(0, ink.bottom / sample);
    g_object_unref(layout);
}

static reference reference_of(typesetting_set *set, bool ideographs) {
    double ascent, depth, descent, ignored;
    if (ideographs) {
        measure(set, "永", &ascent, &depth);
        return (reference){ascent, depth, depth};
    }
    measure(set, "H", &ascent, &depth);
    measure(set, "p", &ignored, &descent);
    return (reference){ascent, 0, descent};
}

// Brackets, long vowels and the like, which have vertical forms of their own where others lie down (Unicode Standard Annex 50, class Tr).
static bool has_vertical_form(gunichar letter) {
    return (letter >= 0x3008 && letter <= 0x3011) || (letter >= 0x3014 && letter <= 0x301F) || letter == 0x3030
        || letter == 0x30A0 || letter == 0x30FC || (letter >= 0xFF08 && letter <= 0xFF09) || letter == 0xFF0D
        || letter == 0xFF1A || letter == 0xFF1B || letter == 0xFF3B || letter == 0xFF3D || letter == 0xFF3F
        || (letter >= 0xFF5B && letter <= 0xFF60) || letter == 0xFFE3;
}

static void stand_upright(PangoAttrList *attributes, const char *text) {
    for (const char *at = text; *at != 0; at = g_utf8_next_char(at)) {
        if (!has_vertical_form(g_utf8_get_char(at))) continue;
        PangoAttribute *upright = pango_attr_gravity_hint_new(PANGO_GRAVITY_HINT_STRONG);
        upright->start_index = (guint)(at - text);
        upright->end_index = (guint)(g_utf8_next_char(at) - text);
        pango_attr_list_insert(attributes, upright);
    }
}

bool typesetting_layout_new(typesetting_set *set, const typesetting_words *words) {
    const typesetting_request *request = &set->request;
    FcConfig *config = typesetting_fonts();
    if (config == NULL) return false;
    set->fonts = pango_ft2_font_map_new();
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(set->fonts), config);
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(set->fonts), 72, 72);
    set->forwards = context_for(set->fonts, request, words->language, PANGO_DIRECTION_LTR);
    set->backwards = context_for(set->fonts, request, words->language, PANGO_DIRECTION_RTL);
    set->font = pango_font_description_new();
    pango_font_description_set_family(set->font, words->families);
    pango_font_description_set_weight(set->font, (PangoWeight)request->weight);
    pango_font_description_set_style(set->font, request->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    set->text = g_strndup(words->text, words->count);
    set->reference = reference_of(set, has_ideographs(words->text, words->count));
    return true;
}

// Pango makes tabs depend on what is before them.
static void settle_tabs(PangoLayout *layout, double size) {
    const char *text = pango_layout_get_text(layout);
    if (strchr(text, '\t') == NULL) return;
    for (GSList *each = pango_layout_get_line(layout, 0)->runs; each != NULL; each = each->next) {
        PangoLayoutRun *run = each->data;
        if (text[run->item->offset] != '\t') continue;
        for (int i = 0; i < run->glyphs->num_glyphs; i++)
            run->glyphs->glyphs[i].geometry = (PangoGlyphGeometry){(int)(tab_width * size * PANGO_SCALE), 0, 0};
    }
}

double typesetting_width(PangoLayoutLine *line) {
    double width = 0;
    for (GSList *each = line->runs; each != NULL; each = each->next)
        width += (double)pango_glyph_string_get_width(((PangoLayoutRun *)each->data)->glyphs) / PANGO_SCALE;
    return width;
}

PangoLayout *typesetting_layout_of(const typesetting_set *set, const char *text, size_t count, double size, bool backwards) {
    PangoLayout *layout = pango_layout_new(backwards ? set->backwards : set->forwards);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_font_description_set_absolute_size(set->font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, set->font);
    pango_layout_set_text(layout, text, (int)count);
    PangoAttrList *attributes = pango_attr_list_new();
    int spacing = (int)round(set->request.letter_spacing * size * PANGO_SCALE);
    if (spacing != 0) pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(spacing));
    if (set->request.vertical) stand_upright(attributes, pango_layout_get_text(layout));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    settle_tabs(layout, size);
    return layout;
}

static line line_of(const typesetting_set *set, span span, double size, double frame) {
    uint32_t begin = set->letters[span.first].byte, end = set->letters[span.end].byte;
    char *text = g_strndup(set->text + begin, end - begin);
    if (!span.last && g_str_has_suffix(text, "\u00AD")) {  // a soft hyphen at the end of a line is a hyphen
        char *hyphened = g_strconcat(text, "-", NULL);
        g_free(text);
        text = hyphened;
    }
    PangoLayout *layout = typesetting_layout_of(set, text, strlen(text), size, span.backwards);
    g_free(text);
    if (frame >= 0 && set->request.along == TYPESETTING_JUSTIFY && !span.last) typesetting_justify(layout, frame);
    PangoLayoutLine *first = pango_layout_get_line_readonly(layout, 0);
    return (line){0, 0, typesetting_width(first), typesetting_line_ink(first, set->request.vertical, size), span.backwards, layout, first};
}

void typesetting_layout_spans(typesetting_set *set, int32_t count, double size, double frame) {
    for (int32_t i = 0; i < set->line_count; i++) g_object_unref(set->lines[i].layout);
    set->size = size;
    set->line_count = count;
    set->lines = g_renew(line, set->lines, (gsize)count);
    for (int32_t i = 0; i < count; i++) set->lines[i] = line_of(set, set->spans[i], size, frame);
}

area typesetting_margins(const typesetting_set *set, double size) {
    const typesetting_request *asked = &set->request;
    double outline = asked->outline * size;
    area margins = {outline, outline, outline, outline};
    if (asked->has_shadow) {
        double x = asked->shadow_x * size, y = asked->shadow_y * size;
        double reach = outline + typesetting_blur_reach(asked->shadow_blur * size / 2);
        margins = (area){fmax(outline, reach - x), fmax(outline, reach - y), fmax(outline, reach + x),
                         fmax(outline, reach + y)};
    }
    if (asked->backing == TYPESETTING_BARE) return margins;
    double padding = asked->padding * size;
    double ends = asked->backing == TYPESETTING_PILL ? 2 * padding : padding;
    double across = asked->vertical ? ends : padding, along = asked->vertical ? padding : ends;
    return (area){fmax(margins.left, along), fmax(margins.top, across), fmax(margins.right, along),
                  fmax(margins.bottom, across)};
}
