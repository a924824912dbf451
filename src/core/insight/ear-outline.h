/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live nodes of a tree of records, in the order a person reads them: each after the one above it. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 n;          /* its row */
  gint64 parent;     /* the row above it; 0 at the top */
  gint64 strategy;   /* of a priority: the row of its strategy; else 0 */
  EarId id;
  EarId parent_id;   /* EAR_ID_NONE at the top */
  guint depth;
  gboolean passed;   /* retired, or merged into another: nobody is to choose it again */
  gboolean has_children;
  char *name;
  char *slug, *code, *nature, *detail; /* nullable */
} EarOutlineNode;

gboolean ear_outline_only_gathers (const EarOutlineNode *node);
gboolean ear_outline_has_kind (EarKind kind);
GPtrArray *ear_outline_load (EarStore *store, EarKind kind, gint64 strategy, GError **error);

G_END_DECLS
