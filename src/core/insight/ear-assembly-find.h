/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items of Assemblies' agendas, by the words in them. The store's thread. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

typedef struct
{
  EarId id, session;
  char *wording;
  char *assembly, *started, *nature, *decision, *outcome; /* nullable */
  gboolean is_removed;
} EarItemFound;

void ear_item_found_free (EarItemFound *found);
GPtrArray *ear_assembly_find (EarStore *store, const char *search, GError **error); /* (element-type EarItemFound) */

G_END_DECLS
