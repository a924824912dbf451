/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The capture line's little language: what a person typed, as the voice it stands for, and back again.
 *
 *   @P1 - "nobody asks how I am" #being-listened-to |bn কেউ জিজ্ঞেস করে না // she looked tired
 *
 * Signs at the beginning say who (@) and how it felt (+ works, - does not, ! idea, ? question, + and - together mixed).
 * A quotation mark before the words: they are exact. #theme anywhere codes the voice when there is such a theme. What
 * stands after | are the words as they were said in another language, whose tag may stand right behind the sign; either
 * side of it may come later. What stands after // is a note that never leaves this laptop. A backslash before a sign makes it an ordinary character.
 * No GTK here. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *text;           /* (nullable) the words */
  const char *feeling;  /* (nullable) a word of EAR_TERMS_FEELING */
  gboolean verbatim;
  char *speaker;        /* (nullable) a label such as "P1" or "table 3" */
  GPtrArray *themes;    /* what stands after each #, for themes that are known */
  GPtrArray *unknown;   /* and for those that are not: they stay in the words */
  char *original;       /* (nullable) the words in the language they were said in */
  char *original_language; /* (nullable) its tag; NULL where the line does not say, or says nothing in it */
  char *private_note;   /* (nullable) */
} EarCapture;

/* Whether there is a theme of that name. */
typedef gboolean (*EarCaptureKnows) (const char *theme, gpointer data);

void ear_capture_parse (const char *line, EarCaptureKnows knows, gpointer data, EarCapture *capture);
char *ear_capture_format (const EarCapture *capture);
void ear_capture_clear (EarCapture *capture);

/* The word being typed after # or @: where it begins and ends, in bytes. */
typedef struct
{
  char sign; /* '#' or '@' */
  gsize start, end; /* the sign is at start */
} EarCaptureToken;

gboolean ear_capture_token_at (const char *line, gsize cursor, EarCaptureToken *token);
char *ear_capture_set_mark (const char *line, char mark);
gboolean ear_capture_has_words (const EarCapture *capture);
char *ear_capture_to_original (const char *line, const char *language, gsize cursor, gsize *moved);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarCapture, ear_capture_clear)

G_END_DECLS
