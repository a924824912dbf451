/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which themes are counted as evidence for which priorities of the strategies, why, and what lies outside: themes that are
 * evidence for nothing, priorities that nothing can be evidence for. Reads, never writes. The store's thread. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

/* A theme that was merged into another stands as that one, as it counts (table "theme_now"). */
typedef struct
{
  EarId theme, priority, strategy;
  char *theme_name;
  char *priority_code; /* (nullable) */
  char *priority_label;
  char *reason;        /* (nullable) why the theme is evidence for it */
  gint64 theme_row, priority_row;
} EarMappingRow;

void ear_mapping_row_free (EarMappingRow *row);
/* (element-type EarMappingRow) In the order of the strategies and of their documents; of one pair mapped twice, with a theme
 * and with one merged into it, the one whose reason was given. */
GPtrArray *ear_mapping_list (EarStore *store, const EarId *strategy, GError **error);

/* A priority or theme on the list of what is not mapped. */
typedef struct
{
  EarId id;
  char *label;
  char *code; /* (nullable) of a priority */
  guint voices; /* of a theme, with its subtree: what is said and counts for no priority */
} EarUnmapped;

void ear_unmapped_free (EarUnmapped *unmapped);
GPtrArray *ear_unmapped_priorities (EarStore *store, const EarId *strategy, GError **error); /* (element-type EarUnmapped) */
GPtrArray *ear_unmapped_themes (EarStore *store, const EarId *strategy, GError **error); /* (element-type EarUnmapped) */

G_END_DECLS
