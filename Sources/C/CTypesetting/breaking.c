#include "internal.h"

#include <math.h>

// Lines are broken here and not by Pango, whose own breaking stops the program over some texts (version 1.50.12, an assertion in process_line).

// Em that rounding may add.
static const double slack = 1e-4;

typedef struct breaker {
    const typesetting_set *set;
    double frame, widest;
    int32_t count;
} breaker;

// White space at the end of a line takes no room, and letter spacing none behind the last letter.
static double width_of(const typesetting_set *set, int32_t first, int32_t end) {
    double width = 0;
    for (int32_t i = first; i < end; i++) width += set->letters[i].width;
    return end > first ? width - set->request.letter_spacing : 0;
}

static int32_t without_white(const typesetting_set *set, int32_t first, int32_t end) {
    while (end > first && set->letters[end - 1].is_white) end--;
    return end;
}

static void add(breaker *breaker, const span *paragraph, int32_t first, int32_t end) {
    bool last = end == paragraph->end;
    int32_t shown = last ? end : without_white(breaker->set, first, end);
    breaker->set->spans[breaker->count++] = (span){first, shown, paragraph->backwards, last};
    breaker->widest = fmax(breaker->widest, width_of(breaker->set, first, shown));
}

// Where the line that starts at `first` ends: at the last break before it is too wide, or else at the first one after.
static int32_t end_of(const breaker *breaker, const span *paragraph, int32_t first) {
    const typesetting_set *set = breaker->set;
    int32_t best = -1, torn = -1;
    double width = 0;
    for (int32_t i = first; i < paragraph->end; i++) {
        const letter *letter = &set->letters[i];
        if (i > first && letter->may_break) best = i;
        if (i > first && letter->may_tear) torn = i;
        width += letter->width;
        if (letter->is_white || width - set->request.letter_spacing <= breaker->frame + slack) continue;
        if (best >= 0) return best;
        if (set->request.wrap == TYPESETTING_ANYWHERE && torn >= 0) return torn;
    }
    return paragraph->end;
}

int32_t typesetting_break(const typesetting_set *set, double frame, double *widest) {
    breaker breaker = {set, frame, 0, 0};
    for (int32_t i = 0; i < set->paragraph_count; i++) {
        const span *paragraph = &set->paragraphs[i];
        int32_t first = paragraph->first;
        do {
            int32_t end = frame < 0 ? paragraph->end : end_of(&breaker, paragraph, first);
            add(&breaker, paragraph, first, end);
            first = end;
        } while (first < paragraph->end);
    }
    *widest = breaker.widest;
    return breaker.count;
}
