/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of a word that no dictionary has. There is no "add to dictionary": the list would be a file outside the workbook
 * with words that people said, and one inside it would outlive what is erased. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*EarSpellingIgnore) (const char *word);

void ear_spelling_menu_open (GtkTextView *view, int start, int end, const char *code, EarSpellingIgnore ignore);

G_END_DECLS
