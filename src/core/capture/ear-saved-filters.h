/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters of voices that somebody gave a name. They are kept with the workbook and stay on this laptop. */
#pragma once

#include "ear-voice-query.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  EarVoiceQuery *query;
} EarSavedFilter;

void ear_saved_filter_free (EarSavedFilter *saved);
/* (element-type EarSavedFilter): by name. The store's thread. */
GPtrArray *ear_saved_filters_list (EarStore *store, GError **error);
/* Keeps it under @name, in place of one that is called so already; @query NULL: forgets that. */
gboolean ear_saved_filters_set (EarStore *store, const char *name, const EarVoiceQuery *query, GError **error);
gboolean ear_saved_filters_rename (EarStore *store, const char *name, const char *to, GError **error);

G_END_DECLS
