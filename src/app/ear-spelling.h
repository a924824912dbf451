/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks words in a text view that no dictionary has, and offers at the Menu key what may have been meant. Each word is looked
 * up in the languages it may be in: what was said in English or in the conversation's language, the original in its own. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  EAR_SPELLING_LINE,  /* as it is typed in the capture line, with its signs */
  EAR_SPELLING_PROSE,
} EarSpellingText;

void ear_spelling_watch (GtkTextView *view, EarSpellingText text);
void ear_spelling_set_language (GtkTextView *view, const char *language);
void ear_spelling_forget (void);

/* For all views, and remembered. */
gboolean ear_spelling_get_enabled (void);
void ear_spelling_set_enabled (gboolean enabled);
void ear_spelling_set_known (GPtrArray *names);
char *ear_spelling_describe (const char *language);

G_END_DECLS
