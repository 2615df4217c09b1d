#include "internal.h"

#include <string.h>

// Letters are measured at this size, in pixels; nothing is hinted, so that any other is in proportion.
static const double sample = 50;

static bool is_paragraph_end(gunichar letter) {
    return letter == '\n' || letter == 0x2028 || letter == 0x2029;
}

static void find_letters(typesetting_set *set) {
    set->letter_count = (int32_t)g_utf8_strlen(set->text, -1);
    set->letters = g_new0(letter, (gsize)set->letter_count + 1);
    const char *at = set->text;
    for (int32_t i = 0; i <= set->letter_count; i++) {
        set->letters[i].byte = (uint32_t)(at - set->text);
        if (i < set->letter_count) at = g_utf8_next_char(at);
    }
}

static void find_paragraphs(typesetting_set *set) {
    set->paragraphs = g_new(span, (gsize)set->letter_count + 1);
    int32_t first = 0;
    for (int32_t i = 0; i <= set->letter_count; i++) {
        bool over = i == set->letter_count;
        if (!over && !is_paragraph_end(g_utf8_get_char(set->text + set->letters[i].byte))) continue;
        set->paragraphs[set->paragraph_count++] = (span){first, i, false, true};
        first = i + 1;
    }
    set->spans = g_new(span, (gsize)set->letter_count + (gsize)set->paragraph_count);
}

static void take_widths(typesetting_set *set, const span *paragraph, PangoLayoutRun *run, const char *text) {
    int32_t first = paragraph->first + (int32_t)g_utf8_pointer_to_offset(text, text + run->item->offset);
    int *widths = g_new(int, (gsize)run->item->num_chars);
    pango_glyph_item_get_logical_widths(run, text, widths);
    for (int i = 0; i < run->item->num_chars; i++)
        set->letters[first + i].width = widths[i] / (sample * PANGO_SCALE);
    g_free(widths);
}

// By the first letter that has a direction.
static bool is_backwards(const typesetting_set *set, const char *text, size_t count) {
    if (set->request.direction != TYPESETTING_AUTO) return set->request.direction == TYPESETTING_RTL;
    PangoLayout *layout = typesetting_layout_of(set, text, count, sample, false);
    pango_layout_set_auto_dir(layout, TRUE);
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    bool backwards = pango_layout_line_get_resolved_direction(line) == PANGO_DIRECTION_RTL;
    g_object_unref(layout);
    return backwards;
}

static void measure(typesetting_set *set, span *paragraph) {
    uint32_t begin = set->letters[paragraph->first].byte;
    size_t count = set->letters[paragraph->end].byte - begin;
    paragraph->backwards = is_backwards(set, set->text + begin, count);
    PangoLayout *layout = typesetting_layout_of(set, set->text + begin, count, sample, paragraph->backwards);
    const char *text = pango_layout_get_text(layout);
    for (GSList *each = pango_layout_get_line_readonly(layout, 0)->runs; each != NULL; each = each->next)
        take_widths(set, paragraph, each->data, text);
    int known;
    const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly(layout, &known);
    for (int i = 0; i < known && paragraph->first + i < paragraph->end; i++) {
        letter *letter = &set->letters[paragraph->first + i];
        letter->may_break = attributes[i].is_line_break;
        letter->may_tear = attributes[i].is_cursor_position;
        letter->is_white = attributes[i].is_white;
    }
    g_object_unref(layout);
}

void typesetting_measure(typesetting_set *set) {
    typesetting_replace_unknown(set);
    find_letters(set);
    find_paragraphs(set);
    for (int32_t i = 0; i < set->paragraph_count; i++) measure(set, &set->paragraphs[i]);
}
