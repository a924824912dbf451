/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of a text: where they are, what becomes of them when the text is edited, and where to find them again in a text that
 * was edited elsewhere. Offsets are in Unicode code points from 0; a span is half open. No I/O, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of a list of codings: hundreds of long ones whose words were all changed, and a part of a second. */
#define EAR_SPAN_EFFORT G_GINT64_CONSTANT (100000000)

typedef struct
{
  gint64 start, end; /* end is the first code point that is no longer part of it; equal to start where nothing is left */
} EarSpan;

/* One place where two texts differ: in the old one [old_start, old_end) stands for [new_start, new_end) of the new one. */
typedef struct
{
  gint64 old_start, old_end, new_start, new_end;
} EarTextChange;

/* (transfer full) (element-type EarTextChange) in the order of the text. */
GArray *ear_text_diff (const char *was, const char *now);
EarSpan ear_span_rebase (const EarSpan *span, const GArray *changes);

/* What a reader sees as one character stays whole. */
gboolean *ear_text_boundaries (const char *text, gsize *n_points);
EarSpan ear_span_snap (const EarSpan *span, const char *text);
EarSpan ear_span_tidy (const EarSpan *span, const char *text);
char *ear_span_words (const EarSpan *span, const char *text);

typedef enum
{
  EAR_SPAN_WHOLE,   /* it is about the whole text */
  EAR_SPAN_EXACT,   /* the words stand where they stood */
  EAR_SPAN_MOVED,   /* the same words, elsewhere */
  EAR_SPAN_CHANGED, /* words that are nearly the same */
  EAR_SPAN_LOST,    /* the words are gone: it is shown for the whole text, and says so */
} EarSpanFit;

EarSpanFit ear_span_find (const char *text, gint64 start, gint64 end, const char *quote, EarSpan *found);
EarSpanFit ear_span_find_within (const char *text, gint64 start, gint64 end, const char *quote, gint64 *effort, EarSpan *found);

G_END_DECLS
