/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes by what is typed after #: the one that is meant, and those that may be meant. No GTK here. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

/* (element-type EarTreeRow) in all of them */
const EarTreeRow *ear_theme_find (GPtrArray *themes, const char *word);
GPtrArray *ear_theme_suggest (GPtrArray *themes, const GArray *just_used, const char *word, guint at_most);
gboolean ear_theme_fits (const EarTreeRow *theme, const char *word);
char *ear_theme_word (const EarTreeRow *theme);
char *ear_name_key (const char *name);

G_END_DECLS
