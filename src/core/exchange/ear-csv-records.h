/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records that cells name: found by their name, or made. What is made gets an id that follows from the name, so
 * that two laptops that import the same file make the same record. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

/* Records of one kind by what they are called. */
typedef struct
{
  EarStore *store;
  EarKind kind;
  GHashTable *ids; /* folded name → EarId */
  GPtrArray *made; /* names that were not there */
} EarCsvNames;

gboolean ear_csv_names_load (EarCsvNames *names, EarStore *store, EarKind kind, GError **error);
gboolean ear_csv_names_find (EarCsvNames *names, const char *name, EarId *id);
gboolean ear_csv_names_need (EarCsvNames *names, const char *name, EarId *id, GError **error);
void ear_csv_names_clear (EarCsvNames *names);

EarId ear_csv_id (const char *const *parts);
gboolean ear_csv_is_here (EarStore *store, EarKind kind, const EarId *id, gboolean *here, GError **error);
gboolean ear_csv_link (EarStore *store, EarKind kind, const EarId *one, const EarId *other, GError **error);

G_END_DECLS
